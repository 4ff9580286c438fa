import { allKeys, type EntityModel, type WireItem } from "@keywright/schema";
import fc from "fast-check";
import {
  type AnyEntity,
  type AnyTable,
  add,
  defineEntity,
  defineTable,
  EntityError,
  increment,
  patch,
  remove,
  ValidationError,
  verifyIndexKeys,
  whenExists,
} from "keywright";
import { expect, test } from "vitest";
import * as z from "zod";
import { runs, storedItems, useDynamoDB } from "../test-support.ts";

const dynamodb = useDynamoDB();

const schema = z.object({
  id: z.string(),
  sub: z.string(),
  s: z.string(),
  o: z.string().optional(),
  e: z.enum(["A", "BB"]).default("A"),
  n: z.int().min(0).max(999).optional(),
  d: z.iso.date().optional(),
  free: z.number().optional(),
  tags: z.set(z.string()).optional(),
  m: z.object({ x: z.string(), y: z.number().optional() }).optional(),
});

/** A template of an index: some attributes, between literals. */
const template = fc
  .record({
    head: fc.constantFrom("", "G#", "STATUS#"),
    names: fc.uniqueArray(
      fc.constantFrom("{s:escaped}", "{o:escaped}", "{e}", "{n:3}", "{d}", "{id:escaped}", "{sub:escaped}"),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    tail: fc.constantFrom("", "#end"),
  })
  // A single bare placeholder takes the value with its type: a number would not fit a string key.
  .map(({ head, names, tail }) => `${names.length === 1 && head + tail === "" ? "K#" : head}${names.join("#")}${tail}`);

const modelCase = fc.record({
  pk: fc.constantFrom("P#{id:escaped}", "{id:escaped}#P"),
  sk: fc.constantFrom("S#{sub:escaped}", "{sub:escaped}#S#"),
  g1: template,
  g2: template,
  h1: template,
});

let count = 0;

function defineCase(templates: { readonly [N in "pk" | "sk" | "g1" | "g2" | "h1"]: string }) {
  count += 1;
  const table = defineTable({
    name: `Law${count}`,
    partitionKey: { PK: "S" },
    sortKey: { SK: "S" },
    indexes: {
      one: { type: "global", partitionKey: { G1: "S" }, sortKey: { G2: "S" }, projection: "ALL" },
      two: { type: "global", partitionKey: { H1: "S" }, projection: "KEYS_ONLY" },
    },
  });
  const entity = defineEntity({
    name: "Thing",
    table,
    schema,
    // Generated texts: the compiler knows nothing of their attributes, and asks for no `known`.
    key: { PK: templates.pk, SK: templates.sk },
    indexes: { one: { G1: templates.g1, G2: templates.g2 }, two: { H1: templates.h1 } },
  });
  return { table, entity };
}

const text = fc.oneof(
  fc.constantFrom("a", "b", "#", "%", " ", "é", "a#b"),
  fc.string({ minLength: 1, maxLength: 4, unit: "grapheme" }),
);
const attributes = fc.record(
  {
    s: text,
    o: text,
    e: fc.constantFrom("A" as const, "BB" as const),
    n: fc.integer({ min: 0, max: 999 }),
    d: fc.constantFrom("2026-05-01", "2026-12-31"),
    m: fc.constant({ x: "1" }),
  },
  { requiredKeys: ["s"] },
);
const change = fc.record(
  {
    s: text,
    o: fc.oneof(
      text,
      fc.constant("remove" as const).map(() => remove()),
    ),
    e: fc.constantFrom("A" as const, "BB" as const),
    n: fc.oneof(
      fc.integer({ min: 0, max: 999 }),
      fc.constant(0).map(() => remove()),
      fc.constant(0).map(() => increment(1, { from: 0 })),
    ),
    d: fc.oneof(
      fc.constantFrom("2026-05-01", "2027-01-01"),
      fc.constant(0).map(() => remove()),
    ),
    free: fc.constant(0).map(() => increment(1, { from: 0 })),
    tags: fc.constant(0).map(() => add(["x"])),
    m: fc.oneof(
      fc.constant(0).map(() => whenExists(patch({ x: "2" }))),
      fc.constant({ x: "3", y: 1 }),
      fc.constant(0).map(() => remove()),
    ),
  },
  { requiredKeys: [] },
);
const key = fc.constantFrom({ id: "i#1", sub: "a" }, { id: "i#1", sub: "b%" }, { id: "j", sub: "a" });
const step = fc.oneof(
  fc.record({ verb: fc.constantFrom("create", "put", "upsert"), key, attributes }),
  fc.record({ verb: fc.constant("update"), key, change, informed: fc.boolean() }),
  fc.record({ verb: fc.constant("delete"), key }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
type Verbs = Readonly<Record<string, (...input: readonly unknown[]) => never>>;

async function perform(
  entity: AnyEntity,
  current: WireItem | undefined,
  each: Step,
): Promise<"done" | "refused" | "failed"> {
  const { db } = dynamodb();
  // Generated input: what the types would refuse, the library must refuse.
  const verbs = entity as unknown as Verbs;
  const describe = verbs[each.verb];
  if (describe === undefined) throw new Error(`no verb ${each.verb}`);
  try {
    if ("attributes" in each) await db.send(describe({ ...each.key, ...each.attributes }));
    else if ("change" in each) {
      const known = each.informed && current ? knowledge(entity.model, current, each.change) : {};
      await db.send(describe(each.key, each.change, { known }));
    } else await db.send(describe(each.key));
    return "done";
  } catch (error) {
    if (ValidationError.isInstance(error)) return "refused";
    if (error instanceof EntityError) return "failed";
    throw error;
  }
}

/** What a caller who has just read the item can say of the attributes that the change leaves alone. */
function knowledge(model: EntityModel, stored: WireItem, changed: object): Record<string, unknown> {
  const item = model.codec.decode(stored) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    ["s", "o", "e", "n", "d"].filter((name) => !(name in changed)).map((name) => [name, item[name]]),
  );
}

function rightKeys(model: EntityModel, item: WireItem): WireItem {
  return allKeys(model, (name) => item[model.attributes.get(name)?.storedName ?? name]);
}

async function holds(table: AnyTable, model: EntityModel): Promise<void> {
  const items = await storedItems(dynamodb(), table);
  for (const item of items) {
    const right = rightKeys(model, item);
    for (const name of ["PK", "SK", "G1", "G2", "H1"])
      expect(item[name], `${name} of a stored item`).toEqual(right[name]);
  }
  for (const [index, keys] of [
    ["one", ["G1", "G2"]],
    ["two", ["H1"]],
  ] as const) {
    const complete = items.filter((item) => keys.every((name) => item[name] !== undefined));
    expect(await storedItems(dynamodb(), table, index)).toHaveLength(complete.length);
  }
}

test("index keys follow their attributes through any sequence of writes", async () => {
  const outcomes = { done: 0, refused: 0, failed: 0 };
  await fc.assert(
    fc.asyncProperty(modelCase, fc.array(step, { minLength: 1, maxLength: 12 }), async (templates, steps) => {
      const { table, entity } = defineCase(templates);
      await dynamodb().createTables(table);
      for (const each of steps) {
        const before = await storedItems(dynamodb(), table);
        const id = JSON.stringify([{ S: each.key.id }, { S: each.key.sub }]);
        const current = before.find((item) => JSON.stringify([item.id, item.sub]) === id);
        const outcome = await perform(entity, current, each);
        outcomes[outcome] += 1;
        if (outcome === "done") await holds(table, entity.model);
        else expect(await storedItems(dynamodb(), table)).toEqual(before);
      }
      expect((await verifyIndexKeys(dynamodb().db, entity)).wrong).toEqual([]);
      await dynamodb().dropTables();
    }),
    { numRuns: runs(60) },
  );
  // The law would hold of writes that are all refused, too.
  expect(outcomes.done).toBeGreaterThan(outcomes.refused);
  expect(outcomes.refused).toBeGreaterThan(0);
  expect(outcomes.failed).toBeGreaterThan(0);
});
