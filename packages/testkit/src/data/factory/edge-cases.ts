import { type Draft, makeDraft, type Recipe } from "./draft.ts";
import { LARGEST_ITEM, lengthened, sizeOf } from "./lengthened.ts";
import { type Values, variantsOf } from "./overrides.ts";
import { plain, type Style } from "./value/style.ts";

export interface NamedDraft {
  readonly name: string;
  readonly draft: Draft;
}

const texts: { readonly [name: string]: readonly string[] } = {
  "characters beyond the first 65,536": ["😀", "𝒳", "\u{10ffff}", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👩‍👩‍👧"],
  "characters that combine": ["e\u0301", "é", "a\u0308\u0323", "\u0915\u094d\u0937", "ﬃ", "ß", "İ"],
  "control characters": ["\u0000", "\u0001", "\t", "\r\n", "\u001f", "\u007f", "\u2028", "\ufeff", "\uffff"],
  "text from right to left": ["שלום", "\u202e", "مرحبا", "\u200f"],
  "text that looks like code": ["__proto__", "{a}", '"', "\\", "'", "<b>", "%00", "NULL", "#", "~", "|"],
};

/** Sorts of values at the edges. */
export const edgeStyles: readonly { readonly name: string; readonly style: Style }[] = [
  { name: "required attributes only", style: { ...plain, presence: "none" } },
  { name: "every attribute", style: { ...plain, presence: "all" } },
  { name: "empty containers", style: { ...plain, text: "empty", size: "fewest", presence: "all" } },
  { name: "shortest text", style: { ...plain, text: "shortest", presence: "all" } },
  { name: "longest text and most elements", style: { ...plain, text: "longest", size: "most", presence: "all" } },
  { name: "least numbers", style: { ...plain, number: "least", presence: "all" } },
  { name: "greatest numbers", style: { ...plain, number: "greatest", presence: "all" } },
  { name: "smallest numbers", style: { ...plain, number: "smallest", presence: "all" } },
  { name: "numbers of 38 digits", style: { ...plain, number: "exact", presence: "all" } },
  { name: "earliest dates", style: { ...plain, date: "earliest", presence: "all" } },
  { name: "latest dates", style: { ...plain, date: "latest", presence: "all" } },
  { name: "leap days", style: { ...plain, date: "leap", presence: "all" } },
  ...Object.entries(texts).map(([name, of]) => ({ name, style: { ...plain, text: { of }, presence: "all" as const } })),
];

/** The edge cases that an entity can have, each with a key of its own. */
export function edgeCasesOf(recipe: Recipe, overrides: Values): readonly NamedDraft[] {
  const ordinary = (name: string): Draft => makeDraft(recipe, `edge/${name}`, overrides, { ...plain, presence: "all" });
  const styled = edgeStyles.flatMap(({ name, style }): NamedDraft[] => {
    const draft = makeDraft(recipe, `edge/${name}`, overrides, style);
    // The same random values in the plain style: where nothing differs, the entity has nothing of the sort.
    const same = style.presence === "all" && name !== "every attribute" && isSame(draft, ordinary(name));
    return same ? [] : [{ name, draft }];
  });
  const more = [
    ...recipe.entity.model.key.map((template) => {
      const name = `longest ${template.keyAttribute.name}`;
      return { name, draft: withLongestKey(recipe, ordinary(name), overrides, template.attributes) };
    }),
    { name: "largest item", draft: enlarged(recipe, ordinary("largest item"), overrides) },
  ].flatMap(({ name, draft }) => (draft ? [{ name, draft }] : []));
  return [...styled, ...more];
}

function isSame(a: Draft, b: Draft): boolean {
  return JSON.stringify(a.item) === JSON.stringify(b.item);
}

const LONGEST_KEY = 2048;

/** Lengthens the texts of a key, the last first, as far as `create` takes it. */
function withLongestKey(
  { entity }: Recipe,
  draft: Draft,
  overrides: Values,
  attributes: readonly string[],
): Draft | undefined {
  let longest = draft;
  for (const attribute of [...attributes].reverse()) {
    longest = lengthened(entity, longest, attribute, overrides, LONGEST_KEY) ?? longest;
  }
  return longest === draft ? undefined : longest;
}

/** Fills an attribute that is no key until the item has 400 KB. */
function enlarged({ entity }: Recipe, draft: Draft, overrides: Values): Draft | undefined {
  const { model } = entity;
  const inKeys = new Set(
    [...model.key, ...[...model.indexes.values()].flatMap(({ partition, sort }) => [...partition, ...sort])].flatMap(
      (template) => template.attributes,
    ),
  );
  const names = new Set(variantsOf(model.root).flatMap(({ properties }) => [...properties.keys()]));
  let largest: Draft | undefined;
  for (const name of names) {
    if (inKeys.has(name)) continue;
    const candidate = lengthened(entity, draft, name, overrides, LARGEST_ITEM - sizeOf(draft.item));
    if (candidate && (!largest || sizeOf(candidate.item) > sizeOf(largest.item))) largest = candidate;
    if (largest && sizeOf(largest.item) === LARGEST_ITEM) break;
  }
  return largest && sizeOf(largest.item) > LARGEST_ITEM - 1000 ? largest : undefined;
}
