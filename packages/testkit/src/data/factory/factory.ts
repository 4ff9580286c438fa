import type { WireItem } from "keywright";
import { TestkitError } from "../../error/testkit-error.ts";
import { constraintOf } from "./created.ts";
import { type Draft, makeDraft, type Recipe } from "./draft.ts";
import { edgeCasesOf, edgeStyles } from "./edge-cases.ts";
import { hintsOf } from "./hints.ts";
import { checkOverrides, type Values } from "./overrides.ts";
import { createRandom } from "./random.ts";
import type { Creatable, EdgeCase, Factory, FactoryOptions, InputOf, Overrides } from "./types.ts";
import { plain } from "./value/style.ts";

const DEFAULT_SEED = 1;
const KEY_ATTEMPTS = 50;

/**
 * Makes valid random inputs for `create` from the schema of an entity. Each is checked as `create` would check it, keys
 * included. Nothing is written, and no request is made.
 *
 * Values are plain: short words, small amounts, dates of the 2020s. Optional attributes and those with a default are there
 * or not. An item does not expire within decades unless an override says so.
 *
 * @throws {TestkitError} `factory-no-value` and others, from its functions.
 *
 * @example
 * const tasks = factory(Task, { seed: 7 });
 * await repository(db, Task).create(tasks.build({ status: "OPEN" }));
 * const many = tasks.buildMany(100, (i) => ({ userId: `u${i % 3}` }));
 */
export function factory<E extends Creatable>(entity: E, options: FactoryOptions<E> = {}): Factory<E> {
  const { seed = DEFAULT_SEED, generate = {}, edges = 0 } = options;
  if (!(edges >= 0 && edges <= 1)) {
    throw new TestkitError({
      code: "factory-override",
      message: "The likelihood of edge values is from 0 to 1: { edges: 0.1 }.",
    });
  }
  const recipe: Recipe = { entity, seed, generate, hints: hintsOf(entity.model) };
  checkGenerators(recipe);
  const seen = new Set<string>();
  let [turn, items] = [0, 0];

  const next = (overrides: Values, repeatable: boolean): Draft => {
    checkOverrides(entity.model, overrides);
    const number = turn++;
    const random = createRandom(seed, entity.name, "edges", number);
    const style = random.chance(edges) ? random.pick(edgeStyles).style : plain;
    const isGiven = (names: readonly string[]): boolean =>
      repeatable && names.every((name) => Object.hasOwn(overrides, name));
    for (let attempt = 0; attempt < KEY_ATTEMPTS; attempt++) {
      const draft = makeDraft(recipe, `${number}/${attempt}`, overrides, style);
      const keys = [
        { key: keyOf(entity, draft.item), names: keyNames(entity) },
        ...draft.claims.map((claim) => {
          return { key: claimOf(entity, claim), names: constraintOf(entity.model, claim)?.attributes ?? [] };
        }),
      ];
      if (keys.some(({ key, names }) => seen.has(key) && !isGiven(names))) continue;
      for (const { key } of keys) seen.add(key);
      items++;
      return draft;
    }
    const unique = (entity.model.unique?.constraints ?? []).map(({ attributes }) => attributes.join(" with "));
    throw new TestkitError({
      code: "factory-keys",
      message: `${entity.name}: after ${items} items no other key was found in ${KEY_ATTEMPTS} attempts. The key is made of ${keyNames(entity).join(", ")}${unique.length > 0 ? `, and unique is ${unique.join(", ")}` : ""}: give fewer of them as overrides, or give them as a function of the index: buildMany(10, (index) => ({ ... })).`,
    });
  };

  // The input was checked against the schema that the type is made of.
  const input = (draft: Draft): InputOf<E> => draft.input as InputOf<E>;
  return Object.freeze({
    seed,
    build: (overrides: Overrides<E> | undefined) => input(next({ ...overrides }, true)),
    buildMany: (count: number, overrides?: Overrides<E> | ((index: number) => Overrides<E>)) => {
      if (!Number.isSafeInteger(count) || count < 0) {
        throw new TestkitError({
          code: "factory-override",
          message: "buildMany() makes a whole number of items, from 0.",
        });
      }
      return Array.from({ length: count }, (_, index) =>
        input(next({ ...(typeof overrides === "function" ? overrides(index) : overrides) }, false)),
      );
    },
    edgeCases: (overrides: Overrides<E> | undefined): EdgeCase<E>[] => {
      checkOverrides(entity.model, { ...overrides });
      return edgeCasesOf(recipe, { ...overrides }).map(({ name, draft }) => ({ name, input: input(draft) }));
    },
  }) as Factory<E>;
}

function checkGenerators({ entity, generate }: Recipe): void {
  const { attributes, name } = entity.model;
  for (const attribute of Object.keys(generate)) {
    const known = attributes.get(attribute);
    if (known && !known.managed) continue;
    throw new TestkitError({
      code: "factory-override",
      message: `${name}.${attribute} in 'generate': the schema has no such attribute; it has ${[...attributes.keys()].join(", ")}.`,
    });
  }
}

function keyNames({ model }: Creatable): readonly string[] {
  return [...new Set(model.key.flatMap((template) => template.attributes))];
}

/** The primary key of a stored item, as text. */
function keyOf({ model }: Creatable, item: WireItem): string {
  return JSON.stringify(model.key.map(({ keyAttribute }) => item[keyAttribute.name]));
}

/** The key of a claim, as text. */
function claimOf({ model: { unique } }: Creatable, claim: WireItem): string {
  return JSON.stringify(unique && claim[unique.table.partitionKey.name]);
}
