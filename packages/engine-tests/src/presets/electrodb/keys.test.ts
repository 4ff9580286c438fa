import { Entity, type Schema } from "electrodb";
import fc from "fast-check";
import { type AnyTable, defineEntity, defineTable, electrodb, ValidationError, type WireItem } from "keywright";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { runs } from "../../test-support.ts";
import type { LooseEntity, Values } from "../support.ts";

// No engine: the keys that both libraries would send.

const schemas = {
  a: z.string(),
  userId: z.string(),
  TaskId: z.string(),
  n: z.number(),
  flag: z.boolean(),
  day: z.iso.date(),
};
const attributes = {
  a: { type: "string" },
  userId: { type: "string" },
  TaskId: { type: "string" },
  n: { type: "number" },
  flag: { type: "boolean" },
  day: { type: "string" },
};
type Name = keyof typeof schemas;

const hostile = fc.string({
  unit: fc.constantFrom(..."aZ09_-|.$ ", "#", "é", "Σ", "ς", "ß", "İ", "😀", "ﬁ"),
  maxLength: 5,
});
const item = fc.record({
  a: hostile,
  userId: hostile,
  TaskId: hostile,
  n: fc.oneof(
    fc.integer(),
    fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((n) => Math.round(n * 1e5) / 1e5),
  ),
  flag: fc.boolean(),
  day: fc.constantFrom("2026-05-01", "0001-01-01"),
});
const casing = fc.constantFrom("default", "lower", "upper", "none", undefined);
const names = fc.shuffledSubarray<Name>(["a", "userId", "TaskId", "n", "flag", "day"]);
// Text between placeholders that no rule about the end of a word looks through.
const delimiter = fc.constantFrom("#", "_x#", "|", "-Q|", "$");
const template = (composite: readonly string[], delimiters: readonly string[]): string =>
  composite.map((name, i) => `${delimiters[i] ?? "#"}\${${name}}`).join("") + (delimiters[composite.length] ?? "");

const index = fc
  .record({
    order: names,
    cut: fc.nat({ max: 6 }),
    casings: fc.tuple(casing, casing),
    hasSort: fc.boolean(),
    collection: fc.constantFrom(undefined, "Work", ["Work", "Open"] as const),
    type: fc.constantFrom(undefined, "isolated", "clustered"),
    scope: fc.constantFrom(undefined, "Beta"),
    templates: fc.tuple(fc.boolean(), fc.boolean()),
    delimiters: fc.array(delimiter, { minLength: 7, maxLength: 7 }),
  })
  .map(({ order, cut, casings, hasSort, collection, type, scope, templates, delimiters }) => {
    const key = (field: string, composite: readonly Name[], which: 0 | 1): object => ({
      field,
      composite,
      ...(casings[which] && { casing: casings[which] }),
      ...(templates[which] && composite.length > 0 && { template: template(composite, delimiters) }),
    });
    return {
      pk: key("pk", hasSort ? order.slice(0, cut) : order, 0),
      ...(hasSort && { sk: key("sk", order.slice(cut), 1) }),
      ...(hasSort && collection && { collection }),
      ...(type && { type }),
      ...(scope && { scope }),
    };
  });

const tables: { readonly [K in "one" | "two"]: AnyTable } = {
  one: defineTable({ name: "One", partitionKey: { pk: "S" } }),
  two: defineTable({ name: "Two", partitionKey: { pk: "S" }, sortKey: { sk: "S" } }),
};
const model = { service: "TaskApp", entity: "Task", version: "2" } as const;

function theirKeys(indexes: object, values: Values): WireItem | undefined {
  // A seam: types of ElectroDB are those of one model; these are generated.
  const definition = { model, attributes, indexes } as unknown as Schema<string, string, string>;
  const entity = new Entity(definition, { table: "t" });
  const { Item } = (entity as unknown as { put(item: Values): { params(): { Item: Values } } }).put(values).params();
  const keys = ["pk", "sk"].flatMap((name) => (Item[name] === undefined ? [] : [[name, { S: Item[name] }]]));
  return Object.fromEntries(keys);
}

function ourKeys(index: object, values: Values): WireItem | "refused" {
  const table = "sk" in index ? tables.two : tables.one;
  table["~entities"].clear();
  const parts = electrodb({ model, indexes: { all: index as { readonly pk: object } } });
  const definition = { name: "Task", table, schema: z.object(schemas), ...parts };
  // A seam: the compiler sees no names in generated templates.
  const entity = defineEntity(definition as unknown as Parameters<typeof defineEntity>[0]) as unknown as LooseEntity;
  try {
    const { Item = {} } = (entity.put(values) as unknown as { toRequest(): { Item?: WireItem } }).toRequest();
    return Object.fromEntries(Object.entries(Item).filter(([name]) => name === "pk" || name === "sk"));
  } catch (error) {
    if (ValidationError.isInstance(error)) return "refused";
    throw error;
  }
}

describe("keys of ElectroDB", () => {
  test("are ours, whatever the index and the values", () => {
    let compared = 0;
    let refused = 0;
    fc.assert(
      fc.property(index, item, (definition, values) => {
        const ours = ourKeys(definition, values);
        if (ours === "refused") {
          refused++;
          return;
        }
        compared++;
        expect(ours).toEqual(theirKeys({ all: definition }, values));
      }),
      { numRuns: runs(400) },
    );
    // Only values with a delimiter in them are refused.
    expect(compared).toBeGreaterThan(refused);
  });
});
