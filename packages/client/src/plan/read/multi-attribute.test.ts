import { exists, type Ref } from "@keywright/expressions";
import { bytes, defineTable, type WireItem } from "@keywright/schema";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { collection } from "../../definition/collection.ts";
import { defineEntity } from "../../definition/define-entity.ts";
import { CursorError } from "../../error/cursor-error.ts";
import { connect } from "../../feature/connect.ts";
import { at } from "../../testing/requests.ts";
import { stubClient } from "../../testing/stub-client.ts";
import { type UntypedEntity, untyped } from "../../testing/untyped.ts";

type KeyType = "S" | "N" | "B";
interface Attribute {
  readonly name: string;
  readonly type: KeyType;
}

// Names that JavaScript, or an expression, takes for something else.
const names = ["tenant", "region", "size", "0", "10", "a.b", "#x", ":y", "constructor", "toString", "then"];
const anyKey = fc
  .record({
    names: fc.shuffledSubarray(names, { minLength: 8, maxLength: 8 }),
    types: fc.array(fc.constantFrom<KeyType>("S", "N", "B"), { minLength: 8, maxLength: 8 }),
    partition: fc.integer({ min: 1, max: 4 }),
    sort: fc.integer({ min: 0, max: 4 }),
    seed: fc.nat(),
  })
  .map(({ names: given, types, partition, sort, seed }) => {
    const all = given.map((name, i): Attribute => ({ name, type: types[i] ?? "S" }));
    return {
      partition: all.slice(0, partition),
      sort: all.slice(4, 4 + sort),
      seed,
    };
  });
type Key = typeof anyKey extends fc.Arbitrary<infer K> ? K : never;

const schemas = { S: () => z.string(), N: () => z.number(), B: () => bytes() };
const definitions = (attributes: readonly Attribute[]) => attributes.map(({ name, type }) => ({ [name]: type }));

function entityOf({ partition, sort, seed }: Key): UntypedEntity {
  // One attribute is a list of one, too, or an object: both mean the same.
  const part = definitions(partition);
  const table = defineTable({
    name: "Wide",
    partitionKey: { id: "S" },
    indexes: {
      wide: {
        type: "global",
        partitionKey: part.length === 1 && seed % 2 === 0 ? (part[0] ?? {}) : part,
        ...(sort.length > 0 && { sortKey: definitions(sort) }),
        projection: "ALL",
      },
    },
  });
  // Not in the order of the key: that is the table's alone.
  const attributes = [...partition, ...sort].sort((a, b) => (a.name < b.name ? -1 : 1));
  const shape = Object.fromEntries(attributes.map(({ name, type }) => [name, schemas[type]().optional()]));
  const schema = z.object({ id: z.string(), ...shape });
  return untyped(defineEntity({ name: "Wide", table, schema, indexes: { wide: {} } }));
}

/** A value of an attribute in the program; the third is above the second, and that above the first. */
function exampleOf({ type }: Attribute, n: number): unknown {
  if (type === "S") return ["a", "a%", "b#c"][n];
  return type === "N" ? [-2.5, 9, 10][n] : [Uint8Array.of(1), Uint8Array.of(1, 0), Uint8Array.of(200)][n];
}

function wireOf(attribute: Attribute, n: number): object {
  const value = exampleOf(attribute, n);
  return { [attribute.type]: attribute.type === "N" ? String(value) : value };
}

const operators = ["=", "<", "<=", ">", ">=", "BETWEEN", "begins_with"] as const;
type Operator = (typeof operators)[number];

function conditionOf(attribute: Attribute, operator: Operator): unknown {
  const value = exampleOf(attribute, 1);
  switch (operator) {
    case "=":
      return value;
    case "BETWEEN":
      return { between: [value, exampleOf(attribute, 2)] };
    case "begins_with":
      return { beginsWith: value };
    default:
      return { [{ "<": "lt", "<=": "lte", ">": "gt", ">=": "gte" }[operator]]: value };
  }
}

/** The conditions of a request, with names and values in the place of placeholders. */
function conditions(request: unknown): readonly (readonly unknown[])[] {
  const input = request as {
    readonly KeyConditionExpression: string;
    readonly ExpressionAttributeNames: Record<string, string>;
    readonly ExpressionAttributeValues: Record<string, unknown>;
  };
  const nameOf = (text = ""): unknown => input.ExpressionAttributeNames[text];
  const value = (text = ""): unknown => input.ExpressionAttributeValues[text];
  const part = /begins_with\((#\w+), (:\w+)\)|(#\w+) BETWEEN (:\w+) AND (:\w+)|(#\w+) ([<>=]+) (:\w+)/y;
  const found: unknown[][] = [];
  const text = input.KeyConditionExpression;
  while (part.lastIndex < text.length) {
    const from = part.lastIndex;
    const match = part.exec(text);
    if (match === null) throw new Error(`not a key condition from ${from}: ${text}`);
    const [, a, b, c, d, e, f, g, h] = match;
    if (a !== undefined) found.push([nameOf(a), "begins_with", value(b)]);
    else if (c !== undefined) found.push([nameOf(c), "BETWEEN", value(d), value(e)]);
    else found.push([nameOf(f), g, value(h)]);
    if (text.startsWith(" AND ", part.lastIndex)) part.lastIndex += " AND ".length;
  }
  return found;
}

function query(entity: UntypedEntity, key: object, options: Readonly<Record<string, unknown>> = {}) {
  return entity.indexes.wide.query(key, options);
}

const byValue = (attributes: readonly Attribute[]): object =>
  Object.fromEntries(attributes.map((attribute) => [attribute.name, exampleOf(attribute, 1)]));
const equal = (attributes: readonly Attribute[]): readonly unknown[] =>
  attributes.map((attribute) => [attribute.name, "=", wireOf(attribute, 1)]);

describe("an index key of several attributes", () => {
  test("is asked for by value from the left, with a range at the end", () => {
    const anyCase = fc.record({ key: anyKey, given: fc.nat({ max: 4 }), operator: fc.constantFrom(...operators) });
    fc.assert(
      fc.property(anyCase, ({ key, given, operator }) => {
        const entity = entityOf(key);
        const fixed = key.sort.slice(0, given);
        const last = key.sort[given];
        const before = [...equal(key.partition), ...equal(fixed)];
        const input = { ...byValue(key.partition), ...byValue(fixed) };
        expect(conditions(query(entity, input).toRequest(at))).toEqual(before);
        if (last === undefined) return;
        const asked = { ...input, [last.name]: conditionOf(last, operator) };
        if (operator === "begins_with" && last.type === "N") {
          expect(() => query(entity, asked).toRequest(at)).toThrow("`beginsWith` takes a string, or bytes");
          return;
        }
        const values = [wireOf(last, 1), ...(operator === "BETWEEN" ? [wireOf(last, 2)] : [])];
        // The order in which a program names attributes means nothing.
        const backwards = Object.fromEntries(Object.entries(asked).reverse());
        for (const written of [asked, backwards]) {
          expect(conditions(query(entity, written).toRequest(at))).toEqual([
            ...before,
            [last.name, operator, ...values],
          ]);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("is refused with a gap, with a range before its end, and without all of the partition", () => {
    fc.assert(
      fc.property(anyKey, fc.nat({ max: 3 }), (key, n) => {
        const entity = entityOf(key);
        const partition = byValue(key.partition);
        const sorted = byValue(key.sort);
        const dropped = key.partition[n % key.partition.length]!;
        const without = Object.fromEntries(Object.entries(partition).filter(([name]) => name !== dropped.name));
        expect(() => query(entity, { ...without, ...sorted }).toRequest(at)).toThrow("must be given by value");
        const ranged = { ...partition, [dropped.name]: conditionOf(dropped, ">") };
        expect(() => query(entity, ranged).toRequest(at)).toThrow("must be given by value");
        if (key.sort.length < 2) return;
        const place = n % (key.sort.length - 1);
        const gap = Object.fromEntries(Object.entries(sorted).filter(([name]) => name !== key.sort[place]!.name));
        expect(() => query(entity, { ...partition, ...gap }).toRequest(at)).toThrow("comes before it in the sort key");
        const early = { ...partition, ...sorted, [key.sort[place]!.name]: conditionOf(key.sort[place]!, ">") };
        expect(() => query(entity, early).toRequest(at)).toThrow(
          "only the last attribute that is given may be a range",
        );
        const twice = {
          ...partition,
          [key.sort[0]!.name]: conditionOf(key.sort[0]!, ">"),
          [key.sort[1]!.name]: conditionOf(key.sort[1]!, "<"),
        };
        expect(() => query(entity, twice).toRequest(at)).toThrow("is a second range");
      }),
      { numRuns: 200 },
    );
  });

  test("is written as its attributes and nothing else, whatever of it an item has", () => {
    fc.assert(
      fc.property(anyKey, fc.nat({ max: 255 }), (key, mask) => {
        const entity = entityOf(key);
        const all = [...key.partition, ...key.sort];
        const has = all.filter((_, i) => mask & (1 << i));
        const item = { id: "i", ...byValue(has) };
        const wire = {
          id: { S: "i" },
          ...Object.fromEntries(has.map((attribute) => [attribute.name, wireOf(attribute, 1)])),
        };
        expect(entity.put(item).toRequest(at).Item).toEqual(wire);
        expect(entity.create(item).toRequest(at).Item).toEqual(wire);
        for (const attribute of all) {
          // Needs nothing of the others, and does not touch them.
          const set = entity.update({ id: "i" }, { [attribute.name]: exampleOf(attribute, 0) }).toRequest(at);
          expect(set.UpdateExpression).toMatch(/^SET #\w+ = :\w+$/);
          expect(Object.values(set.ExpressionAttributeNames ?? {}).sort()).toEqual([attribute.name, "id"].sort());
          expect(Object.values(set.ExpressionAttributeValues ?? {})).toEqual([wireOf(attribute, 0)]);
          expect(set.ConditionExpression).toMatch(/^attribute_exists\(#\w+\)$/);
        }
      }),
      { numRuns: 100 },
    );
  });

  test("is refused in a filter", () => {
    fc.assert(
      fc.property(anyKey, (key) => {
        const entity = entityOf(key);
        for (const { name } of [...key.partition, ...key.sort]) {
          const where = (item: object): unknown => exists(Reflect.get(item, name) as Ref<string, string, string>);
          for (const verb of ["query", "first", "count"] as const) {
            const filtered = entity.indexes.wide[verb](byValue(key.partition), { where });
            expect(() => filtered.toRequest(at)).toThrow("a key attribute of wide, which no filter may do");
          }
          // The index has other keys than the table.
          expect(entity.query({ id: "i" }, { where }).toRequest(at).FilterExpression).toMatch(
            /^attribute_exists\(#\w+\)$/,
          );
        }
      }),
      { numRuns: 40 },
    );
  });

  test("stands whole in cursors, with the key of the table, and with its types", async () => {
    await fc.assert(
      fc.asyncProperty(anyKey, async (key) => {
        const entity = entityOf(key);
        const all = [...key.partition, ...key.sort];
        const last: WireItem = { id: { S: "i" } };
        for (const attribute of all) last[attribute.name] = wireOf(attribute, 1) as WireItem[string];
        const db = connect(stubClient({ Items: [], LastEvaluatedKey: last }));
        const page = await db.send(query(entity, byValue(key.partition)));
        const { cursor } = page as { readonly cursor?: string };
        const next = query(entity, byValue(key.partition), { cursor }).toRequest(at);
        expect(next?.ExclusiveStartKey).toEqual(last);
        const other = query(entity, { ...byValue(key.partition), [all[0]!.name]: exampleOf(all[0]!, 2) }, { cursor });
        expect(() => other.toRequest(at)).toThrow(CursorError);
      }),
      { numRuns: 60 },
    );
  });
});

describe("entities that share an index of several attributes", () => {
  const table = defineTable({
    name: "Shared",
    partitionKey: { PK: "S" },
    indexes: {
      wide: {
        type: "global",
        partitionKey: [{ tenant: "S" }, { level: "N" }],
        sortKey: [{ status: "S" }, { kind: "S" }, { rank: "N" }],
        projection: "ALL",
      },
    },
  });
  const schema = z.object({ id: z.string(), tenant: z.string(), level: z.int(), status: z.string(), rank: z.int() });
  const member = (name: string, kind: string) =>
    defineEntity({ name, table, schema, key: { PK: `${name}#{id}` }, indexes: { wide: { kind } } });
  const [first, second, open] = [member("A", "a"), member("B", "b"), member("C", "{id}")];
  const keyOf = (members: Readonly<Record<string, typeof first>>, sort: object) =>
    conditions(
      collection(members, { index: "wide" })
        .query({ tenant: "t", level: 1, ...sort } as never)
        .toRequest(at),
    );
  const partition = [
    ["tenant", "=", { S: "t" }],
    ["level", "=", { N: "1" }],
  ];

  test("are asked for by what all of them agree on, and no further", () => {
    const status = ["status", "=", { S: "x" }];
    expect(keyOf({ first, second }, {})).toEqual(partition);
    // Where a template has no attributes, it is known what each of them has there.
    expect(keyOf({ first }, { status: "x" })).toEqual([...partition, status, ["kind", "=", { S: "a" }]]);
    expect(keyOf({ first, second }, { status: "x", rank: 2 })).toEqual([
      ...partition,
      status,
      ["kind", "BETWEEN", { S: "a" }, { S: "b" }],
    ]);
    expect(keyOf({ first }, { status: "x", rank: { gt: 2 } })).toEqual([
      ...partition,
      status,
      ["kind", "=", { S: "a" }],
      ["rank", ">", { N: "2" }],
    ]);
    expect(keyOf({ first, open }, { status: { lt: "x" } })).toEqual([...partition, ["status", "<", { S: "x" }]]);
    expect(keyOf({ first, open }, { status: "x" })).toEqual([...partition, status]);
  });

  test("are explained attribute by attribute", () => {
    const query = first.indexes.wide.query({ tenant: "t", level: 1, status: "x", rank: { between: [1, 5] } });
    expect(query.explain().key).toEqual([
      'tenant is "t"',
      "level is 1",
      'status is "x"',
      'kind is "a"',
      "rank is between 1 and 5",
    ]);
  });
});
