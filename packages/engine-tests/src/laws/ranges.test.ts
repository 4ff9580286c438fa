import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { type AttributeValue, allKeys, type EntityModel, readKey, type WireItem } from "@keywright/schema";
import fc from "fast-check";
import {
  type AnyEntity,
  type AnyTable,
  bytes,
  defineEntity,
  defineTable,
  type Page,
  type PagedOperation,
  ValidationError,
  type WriteOperation,
} from "keywright";
import { expect, test } from "vitest";
import * as z from "zod";
import { nameOf, runs, useDynamoDB } from "../test-support.ts";
import { cases, type Range, type SortCase } from "./range-cases.ts";

const dynamodb = useDynamoDB();

type Values = Readonly<Record<string, unknown>>;
const sortSchemas = { S: z.string(), N: z.number(), B: bytes() } as const;
let count = 0;

/** A table whose sort key is the one under test, or a table with an index whose sort key it is. */
function defineCase(
  { type, template }: SortCase,
  onIndex: boolean,
): { readonly table: AnyTable; readonly entity: AnyEntity } {
  count += 1;
  const name = template === undefined ? "sort" : "K2";
  const table = defineTable({
    name: `Range${count}`,
    partitionKey: { PK: "S" },
    sortKey: onIndex ? { SK: "S" } : { [name]: type },
    indexes: onIndex
      ? { byKey: { type: "global", partitionKey: { K1: "S" }, sortKey: { [name]: type }, projection: "ALL" } }
      : {},
  });
  const schema = z.object({
    id: z.string(),
    p: z.string(),
    a: z.string(),
    b: z.string(),
    d: z.iso.date(),
    n: z.int(),
    ...(template === undefined ? { sort: sortSchemas[type] } : {}),
  });
  // Generated definitions: the compiler sees no names in them.
  const define = defineEntity as unknown as (definition: unknown) => AnyEntity;
  const sort = template === undefined ? {} : { [name]: template };
  const entity = define({
    name: "Thing",
    table,
    schema,
    key: onIndex ? { PK: "OWN#{p}", SK: "I#{id}" } : { PK: "OWN#{p}", ...sort },
    indexes: onIndex ? { byKey: { K1: "OWN#{p}", ...sort } } : {},
  });
  return { table, entity };
}

type Query = (key: Values, options: Values) => PagedOperation<Values>;

// Generated entities: the compiler knows that they have verbs, and nothing of what those take.
function queryOf(entity: AnyEntity, onIndex: boolean): Query {
  const verbs = entity as unknown as {
    readonly query: Query;
    readonly indexes: { readonly byKey: { readonly query: Query } };
  };
  return onIndex ? verbs.indexes.byKey.query : verbs.query;
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return Buffer.compare(bytesOf(a), bytesOf(b));
}

// DynamoDB orders strings by their bytes in UTF-8.
function bytesOf(value: unknown): Uint8Array {
  return value instanceof Uint8Array ? value : Buffer.from(String(value));
}

function startsWith(value: unknown, prefix: unknown): boolean {
  return String(value).startsWith(String(prefix));
}

const holds: { readonly [R in Range]: (value: unknown, low: unknown, high: unknown) => boolean } = {
  eq: (value, low) => compare(value, low) === 0,
  between: (value, low, high) => compare(value, low) >= 0 && compare(value, high) <= 0,
  beginsWith: startsWith,
  lt: (value, low) => compare(value, low) < 0,
  lte: (value, low) => compare(value, low) <= 0,
  gt: (value, low) => compare(value, low) > 0,
  gte: (value, low) => compare(value, low) >= 0,
};

function operand(range: Range, low: unknown, high: unknown): unknown {
  if (range === "eq") return low;
  return range === "between" ? { between: [low, high] } : { [range]: low };
}

function sortKeyOf(model: EntityModel, item: Values, onIndex: boolean): AttributeValue {
  const [template] = onIndex ? (model.indexes.get("byKey")?.sort ?? []) : model.key.slice(1);
  const wire = model.codec.encode(item);
  const keys = allKeys(model, (name) => wire[name]);
  const value = template && keys[template.keyAttribute.name];
  if (value === undefined) throw new Error("an own item has the key");
  return value;
}

function compareKeys(a: AttributeValue, b: AttributeValue): number {
  if ("N" in a && "N" in b) return Number(a.N) - Number(b.N);
  return Buffer.compare(bytesOf(Object.values(a)[0]), bytesOf(Object.values(b)[0]));
}

const foreignTexts = [
  " ",
  "!",
  "#",
  "%",
  "T",
  "T ",
  'T"',
  "T$",
  "T#",
  "D#2026-05-01",
  "D#2026-05-01$",
  "0001",
  "0001/",
  "0001/a",
  "L",
  "U#",
  "\u{10FFFF}",
];

/** Items of nobody's in the partition under test, with keys around those of its own. */
async function putForeign(table: AnyTable, model: EntityModel, sortCase: SortCase, onIndex: boolean): Promise<void> {
  if (sortCase.type !== "S") return;
  const [, sortTemplate] = model.key;
  const name = sortCase.template === undefined ? "sort" : "K2";
  for (const [i, text] of foreignTexts.entries()) {
    if (!onIndex && (sortTemplate === undefined || readKey(sortTemplate, { S: text }) !== undefined)) continue;
    const keys: WireItem = onIndex
      ? { PK: { S: "OTHER" }, SK: { S: `F${i}` }, K1: { S: "OWN#1" }, [name]: { S: text } }
      : { PK: { S: "OWN#1" }, [name]: { S: text } };
    await dynamodb().client.send(new PutItemCommand({ TableName: nameOf(dynamodb(), table), Item: keys }));
  }
}

const paging = fc.record({
  order: fc.constantFrom("ascending", "descending"),
  limit: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
  pageSize: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  maxPages: fc.integer({ min: 1, max: 3 }),
});

/** All items of a query, page by page through its cursors. */
async function readAll(query: Query, key: Values, options: Values): Promise<readonly Values[]> {
  const items: Values[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<Values> = await dynamodb().db.send(query(key, { ...options, cursor }));
    items.push(...page.items);
    const { limit } = options;
    if (typeof limit === "number") expect(page.items.length).toBeLessThanOrEqual(limit);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return items;
}

type Verbs = {
  readonly put: (item: Values) => WriteOperation<unknown>;
  readonly delete: (item: Values, options: Values) => WriteOperation<unknown>;
};

/** A range on the attribute at a position; those before it are given by value. */
const anyRange = ({ attributes }: SortCase) =>
  fc.nat(attributes.length - 1).chain((position) => {
    const attribute = attributes[position];
    if (attribute === undefined) throw new Error("there is an attribute at each position");
    return fc.record({
      position: fc.constant(position),
      range: fc.constantFrom(...attribute.ranges),
      ends: fc.tuple(attribute.values, attribute.values),
      /** Which item the values before the range are taken from, so that something is found. */
      like: fc.nat(11),
      /** Whether the range starts at the value of that item. */
      hit: fc.boolean(),
    });
  });

type RangeOf = ReturnType<typeof anyRange> extends fc.Arbitrary<infer T> ? T : never;

const blank: Values = { a: "", b: "", d: "2026-01-01", n: 0 };

for (const onIndex of [false, true]) {
  for (const sortCase of cases) {
    test(`a range returns exactly what a filter would: ${sortCase.label}, ${onIndex ? "index" : "table"}`, async () => {
      const { table, entity } = defineCase(sortCase, onIndex);
      // As above: the verbs of a generated entity.
      const verbs = entity as unknown as Verbs;
      const query = queryOf(entity, onIndex);
      const names = sortCase.attributes.map(({ name }) => name);
      const keyOf = (item: Values): AttributeValue => sortKeyOf(entity.model, item, onIndex);
      await dynamodb().createTables(table);
      await putForeign(table, entity.model, sortCase, onIndex);

      /** Writes the items, and gives those that are there then: on a table, equal keys replace each other. */
      const write = async (list: readonly Values[]): Promise<readonly Values[]> => {
        const stored = new Map<string, Values>();
        for (const [i, values] of list.entries()) {
          const item: Values = { ...blank, ...values, id: `i${i}`, p: i % 5 === 4 ? "2" : "1" };
          await dynamodb().db.send(verbs.put(item));
          stored.set(onIndex ? `i${i}` : JSON.stringify([item.p, keyOf(item)]), item);
        }
        return [...stored.values()];
      };
      let found = 0;
      const takesNull = dynamodb().engine.supports("nullInPrefix");
      const check = async (
        stored: readonly Values[],
        { position, range, ends, like, hit }: RangeOf,
        options: Values,
      ) => {
        const own = stored.filter(({ p }) => p === "1");
        const model = own[like % own.length];
        const before = Object.fromEntries(names.slice(0, position).map((name) => [name, (model ?? blank)[name]]));
        const attribute = names[position] ?? "";
        const low = hit && model ? model[attribute] : ends[0];
        const high = ends[1];
        if (!takesNull && [...Object.values(before), low, high].some((value) => String(value).includes("\0"))) return;
        const expected = own.filter(
          (item) =>
            Object.entries(before).every(([name, value]) => compare(item[name], value) === 0) &&
            holds[range](item[attribute], low, high),
        );
        const actual = await readAll(query, { p: "1", ...before, [attribute]: operand(range, low, high) }, options);
        const direction = options.order === "ascending" ? 1 : -1;
        expect(actual.map(keyOf)).toEqual(expected.map(keyOf).sort((x, y) => direction * compareKeys(x, y)));
        expect(actual.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
        found += actual.length;
      };
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.record(Object.fromEntries(sortCase.attributes.map(({ name, values }) => [name, values]))), {
            maxLength: 12,
          }),
          fc.array(fc.tuple(anyRange(sortCase), paging), { minLength: 3, maxLength: 6 }),
          async (list, queries) => {
            const stored = await write(list);
            try {
              for (const [range, options] of queries) await check(stored, range, options);
            } finally {
              for (const item of stored) await dynamodb().db.send(verbs.delete(item, { mustExist: false }));
            }
          },
        ),
        { numRuns: runs(12) },
      );
      expect(found).toBeGreaterThan(0);
      await dynamodb().dropTables();
    });
  }
}

test("a range that could not be exact is refused before any request", async () => {
  const { entity } = defineCase({ label: "", type: "S", template: "T#{a}#{b}", attributes: [] }, false);
  const query = queryOf(entity, false);
  await expect(dynamodb().db.send(query({ p: "1", a: { gt: "x" } }, {}))).rejects.toSatisfy(ValidationError.isInstance);
});
