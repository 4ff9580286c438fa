import { BatchWriteItemCommand } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { defineEntity, defineTable, epochSeconds, eq, type Page, type PagedOperation, type WireItem } from "keywright";
import { expect, test } from "vitest";
import * as z from "zod";
import { nameOf, runs, useDynamoDB } from "../test-support.ts";

const table = defineTable({
  name: "Paging",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: { byRank: { type: "global", partitionKey: { G1: "S" }, sortKey: { G2: "S" }, projection: "ALL" } },
  timeToLive: "expiresAt",
});
const Row = defineEntity({
  name: "Row",
  table,
  schema: z.object({
    list: z.string(),
    n: z.int(),
    color: z.enum(["red", "blue"]),
    padding: z.string(),
    expiresAt: epochSeconds().optional(),
  }),
  key: { PK: "LIST#{list}", SK: "ROW#{n:4}" },
  indexes: { byRank: { G1: "LIST#{list}", G2: "ROW#{n:4}" } },
});
type Row = { readonly n: number };

const dynamodb = useDynamoDB({ tables: [table] });

/** What lies at a place of the list: an item of the entity, one whose time is over, or something else. */
const anyPlace = fc.record({
  kind: fc.constantFrom("row", "row", "row", "expired", "foreign"),
  color: fc.constantFrom("red", "blue"),
});
const optional = (max: number) => fc.option(fc.integer({ min: 1, max }), { nil: undefined });
const anyCase = fc.record({
  places: fc.array(anyPlace, { maxLength: 24 }),
  /** Fourteen of the larger ones are more than DynamoDB reads for one page. */
  padding: fc.constantFrom(0, 0, 90_000),
  onIndex: fc.boolean(),
  order: fc.constantFrom("ascending", "descending"),
  filtered: fc.boolean(),
  limit: optional(9),
  pageSize: optional(7),
  maxPages: optional(3),
  prefetch: fc.boolean(),
  /** How many items are taken before an iteration is left. */
  taken: fc.nat({ max: 24 }),
});
type Case = typeof anyCase extends fc.Arbitrary<infer C> ? C : never;
type Options = {
  readonly limit?: number;
  readonly pageSize?: number;
  readonly maxPages?: number;
  readonly cursor?: string;
};

let count = 0;

function stored(list: string, { places, padding }: Case): readonly WireItem[] {
  return places.map(({ kind, color }, n) => {
    const expiresAt = kind === "expired" ? { expiresAt: new Date(1_000) } : {};
    const item = { list, n, color, padding: "x".repeat(padding), ...expiresAt } as const;
    const wire = Row.create(item).toRequest().Item as WireItem;
    if (kind !== "foreign") return wire;
    const other = { S: `ROW#${String(n).padStart(4, "0")}?` };
    return { ...wire, SK: other, G2: other };
  });
}

async function write(items: readonly WireItem[]): Promise<void> {
  const TableName = nameOf(dynamodb(), table);
  for (let i = 0; i < items.length; i += 25) {
    const requests = items.slice(i, i + 25).map((Item) => ({ PutRequest: { Item } }));
    await dynamodb().client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } }));
  }
}

function expected({ places, order, filtered }: Case): readonly number[] {
  const rows = places.flatMap(({ kind, color }, n) => (kind === "row" && !(filtered && color === "blue") ? [n] : []));
  return order === "ascending" ? rows : rows.reverse();
}

/** The reads of a case; absent options are left out. */
function reads(list: string, { onIndex, order, filtered }: Case) {
  const verbs = onIndex ? Row.indexes.byRank : Row;
  const common = {
    order,
    ...(filtered ? { where: (row: Parameters<NonNullable<Where>>[0]) => eq(row.color, "red") } : {}),
  };
  return {
    page: (options: Options): PagedOperation<Row> => verbs.query({ list }, { ...common, ...options }),
    first: verbs.first({ list }, common),
    count: (options: Options) =>
      verbs.count({ list }, { ...(common.where ? { where: common.where } : {}), ...options }),
  };
}
type Where = NonNullable<Parameters<typeof Row.query>[1]>["where"];

function given({ limit, pageSize, maxPages }: Case): Options {
  return Object.fromEntries(
    Object.entries({ limit, pageSize, maxPages }).filter(([, value]) => value !== undefined),
  ) as Options;
}

const numbers = (page: Page<Row>): readonly number[] => page.items.map(({ n }) => n);

/** Pages from here to one end. */
async function walk(
  read: (cursor: string | undefined) => Promise<Page<Row>>,
  start: string | undefined,
  next: "cursor" | "previous",
): Promise<readonly Page<Row>[]> {
  const pages = [await read(start)];
  for (let cursor = pages[0]?.[next]; cursor !== undefined; cursor = pages.at(-1)?.[next]) {
    pages.push(await read(cursor));
    // At most one page for each item that is evaluated, and one that is empty.
    expect(pages.length).toBeLessThan(30);
  }
  return pages;
}

async function check(one: Case): Promise<void> {
  const { db } = dynamodb();
  const list = `l${count++}`;
  await write(stored(list, one));
  const all = expected(one);
  const { page, first, count: counted } = reads(list, one);
  const options = given(one);
  const read = (cursor: string | undefined): Promise<Page<Row>> =>
    db.send(page({ ...options, ...(cursor === undefined ? {} : { cursor }) }));

  const pages = await walk(read, undefined, "cursor");
  expect(pages.flatMap(numbers)).toEqual(all);
  for (const { items, cursor } of pages) {
    expect(items.length).toBeLessThanOrEqual(one.limit ?? 24);
    // With requests enough, a page that is not the last one is full.
    if (one.limit !== undefined && one.maxPages === undefined && one.pageSize === undefined && cursor) {
      expect(items).toHaveLength(one.limit);
    }
  }

  // From every cursor the rest follows, also in pages of another size.
  for (const [i, { cursor }] of pages.entries()) {
    if (cursor === undefined) continue;
    const rest = await walk((at) => db.send(page({ limit: 3, ...(at ? { cursor: at } : {}) })), cursor, "cursor");
    expect(rest.flatMap(numbers)).toEqual(pages.slice(i + 1).flatMap(numbers));
  }

  // And from every page the way leads back to the beginning.
  for (const [i, { previous }] of pages.entries()) {
    if (previous === undefined) continue;
    const back = await walk(read, previous, "previous");
    expect([...back].reverse().flatMap(numbers)).toEqual(pages.slice(0, i).flatMap(numbers));
  }

  const items = db.items(page(options), { prefetch: one.prefetch });
  const taken: number[] = [];
  if (one.taken > 0) {
    for await (const { n } of items) {
      taken.push(n);
      if (taken.length === one.taken) break;
    }
    const wanted = all.slice(0, one.limit);
    expect(taken).toEqual(wanted.slice(0, one.taken));
    if (taken.length > 0 && items.cursor !== undefined) {
      const rest = await walk((at) => db.send(page(at ? { cursor: at } : {})), items.cursor, "cursor");
      expect(rest.flatMap(numbers)).toEqual(all.slice(taken.length));
    } else if (taken.length > 0) expect(taken).toEqual(all.slice(0, taken.length));
  }

  expect((await db.send(first))?.n).toBe(all[0]);
  const { limit: _limit, ...bounds } = options;
  let total = 0;
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const part = await db.send(counted({ ...bounds, ...(cursor === undefined ? {} : { cursor }) }));
    total += part.count;
    cursor = part.cursor;
  }
  expect(total).toBe(all.length);
}

// Dynoxide pages behind a filter as the service does; DynamoDB Local reads on past 1 MB.
test("paging gives each matching item once and in order, from every cursor, both ways", async () => {
  await fc.assert(fc.asyncProperty(anyCase, check), { numRuns: runs(60) });
});
