import type { WorkbenchFacet } from "./model.ts";

/** The template of a key attribute, as far as a facet's sample items and alias tell it. */
export interface GuessedTemplate {
  readonly keyAttribute: string;
  readonly text: string;
  /** The names of its placeholders. */
  readonly attributes: readonly string[];
}

/**
 * Guesses the template of a key attribute that is a string: `SUB#123#SKU#999` with the alias `SubId#SKU` is
 * `SUB#{SubId}#SKU#{SKU}`. Parts in capitals that all sample items share are text; what cannot be told is the attribute whole.
 */
export function guessTemplate(keyAttribute: string, alias: string | undefined, facet: WorkbenchFacet): GuessedTemplate {
  const values = sampleValues(keyAttribute, facet);
  const names = aliasNames(alias, keyAttribute);
  const split =
    values.length > 0 ? values.map((value) => value.split("#")) : alias?.includes("#") ? [alias.split("#")] : [];
  const whole = { keyAttribute, text: `{${keyAttribute}}`, attributes: [keyAttribute] };
  const [first, ...others] = split;
  if (first === undefined) return whole;
  const alike = others.every((parts) => parts.length === first.length);
  const isText = (i: number): boolean => {
    const part = first[i] ?? "";
    return /^([A-Z][A-Z_-]*)?$/.test(part) && others.every((parts) => parts[i] === part);
  };
  let parts: readonly { readonly text?: string }[];
  if (alike) parts = first.map((text, i) => (isText(i) ? { text } : {}));
  else {
    let shared = 0;
    while (shared < first.length && isText(shared)) shared++;
    if (shared === 0) return whole;
    parts = [...first.slice(0, shared).map((text) => ({ text })), {}];
  }
  const variables = parts.filter(({ text }) => text === undefined).length;
  if (parts.length === 1 && variables === 1 && names.length === 0) return whole;
  const own = nameParts(parts, names, keyAttribute);
  let next = 0;
  return {
    keyAttribute,
    text: parts.map(({ text }) => text ?? `{${own[next++]}}`).join("#"),
    attributes: own,
  };
}

function sampleValues(keyAttribute: string, { TableData = [] }: WorkbenchFacet): readonly string[] {
  return TableData.flatMap((item) => {
    const value = (item as Readonly<Record<string, unknown>>)[keyAttribute];
    const text = typeof value === "object" && value !== null && "S" in value ? value.S : undefined;
    return typeof text === "string" && !/[{}]/.test(text) ? [text] : [];
  });
}

/** The parts of an alias that can be names; none where it only repeats the name of the key attribute. */
function aliasNames(alias: string | undefined, keyAttribute: string): readonly string[] {
  if (alias === undefined || alias === keyAttribute) return [];
  return alias.split(/[^A-Za-z0-9_]+/).filter((part) => /^[A-Za-z_]/.test(part));
}

/** A name for each part that is no text: the last ones of the alias, or the text before it in lower case. */
function nameParts(
  parts: readonly { readonly text?: string }[],
  names: readonly string[],
  keyAttribute: string,
): readonly string[] {
  const variables = parts.flatMap((part, i) => (part.text === undefined ? [i] : []));
  const given = names.slice(-variables.length);
  const taken = new Set<string>();
  return variables.map((at, i) => {
    const before = parts
      .slice(0, at)
      .findLast(({ text }) => text !== undefined && text !== "")
      ?.text?.toLowerCase()
      .replace(/[^a-z0-9]+/g, "_");
    const wanted = (given.length === variables.length ? given[i] : undefined) ?? before ?? keyAttribute;
    let name = wanted;
    for (let count = 2; taken.has(name); count++) name = `${wanted}${count}`;
    taken.add(name);
    return name;
  });
}
