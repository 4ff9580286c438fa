import fc from "fast-check";
import { defineEntity, defineTable, type Page, type PagedOperation, verifyIndexKeys } from "keywright";
import { expect, test } from "vitest";
import * as z from "zod";
import { runs, useDynamoDB } from "../test-support.ts";

const dynamodb = useDynamoDB();

const table = defineTable({
  name: "Spread",
  partitionKey: { PK: "S" },
  sortKey: { SK: "N" },
  indexes: {
    spread: { type: "global", partitionKey: { G1: "S" }, sortKey: { G2: "S" }, projection: "ALL" },
    whole: { type: "global", partitionKey: { W1: "S" }, sortKey: { G2: "S" }, projection: "ALL" },
    unsorted: { type: "global", partitionKey: { U1: "S" }, projection: "KEYS_ONLY" },
    byRank: { type: "global", partitionKey: { R1: "S" }, sortKey: { rank: "N" }, projection: ["note"] },
  },
});

const Job = defineEntity({
  name: "Job",
  table,
  schema: z.object({
    id: z.string(),
    n: z.int(),
    status: z.enum(["OPEN", "DONE"]),
    due: z.string(),
    rank: z.number(),
    note: z.string().optional(),
  }),
  key: { PK: "JOB#{id}", SK: "{n}" },
  indexes: {
    spread: { G1: "STATUS#{status}#{shard:3}", G2: "{due}" },
    whole: { W1: "STATUS#{status}", G2: "{due}" },
    unsorted: { U1: "{shard:12}#{status}" },
    byRank: { R1: "{shard:2}" },
  },
});
type Start = { readonly cursor?: string };
interface Values {
  readonly id: string;
  readonly n: number;
  readonly status: "OPEN" | "DONE";
  readonly due: string;
  readonly rank: number;
}

const values = fc.record({
  id: fc.constantFrom("a", "b", "c", "é"),
  n: fc.integer({ min: 0, max: 9 }),
  status: fc.constantFrom("OPEN" as const, "OPEN" as const, "DONE" as const),
  due: fc.constantFrom("a", "b", "c", "\uff5e", "\u{1f600}"),
  rank: fc.constantFrom(-1.5, 0, 2, 10, 1e12),
});

const order = fc.constantFrom("ascending" as const, "descending" as const);
const paging = fc.record(
  {
    limit: fc.integer({ min: 1, max: 6 }),
    pageSize: fc.integer({ min: 1, max: 3 }),
    maxPages: fc.integer({ min: 1, max: 3 }),
  },
  { requiredKeys: [] },
);

const range = fc.constantFrom({}, { due: { gte: "b" } }, { due: { between: ["a", "c"] as const } }, { due: "b" });
const idOf = ({ id, n }: { readonly id: string; readonly n: number }): string => `${id} ${n}`;

const dueOf = ({ due }: { readonly due: string }): string => due;
const ids = (items: readonly { readonly id: string; readonly n: number }[]): readonly string[] =>
  items.map(idOf).sort();

const inOrder =
  (way: "ascending" | "descending") =>
  (a: string, b: string): number =>
    (way === "ascending" ? 1 : -1) * Buffer.compare(Buffer.from(a), Buffer.from(b));

/** All pages by their cursors, with the cursor that leads back to each. */
async function pagesOf<I>(query: (start: Start) => PagedOperation<I>): Promise<readonly Page<I>[]> {
  const pages: Page<I>[] = [];
  let start: Start = {};
  for (;;) {
    const page: Page<I> = await dynamodb().db.send(query(start));
    pages.push(page);
    if (page.cursor === undefined) return pages;
    start = { cursor: page.cursor };
  }
}

async function write(items: readonly Values[]): Promise<readonly Values[]> {
  const { db } = dynamodb();
  const stored = new Map<string, Values>();
  for (const [i, item] of items.entries()) {
    const { id, n, ...rest } = item;
    const there = stored.has(idOf(item));
    if (there && i % 3 === 0) {
      await db.send(Job.delete({ id, n }));
      stored.delete(idOf(item));
      continue;
    }
    if (there && i % 3 === 1) await db.send(Job.update({ id, n }, rest));
    else if (i % 2 === 0) await db.send(Job.put(item));
    else await db.send(Job.upsert(item));
    stored.set(idOf(item), item);
  }
  return [...stored.values()];
}

test("shards are read as one partition: the same items in the same order, in pages that lead on and back", async () => {
  await dynamodb().createTables(table);
  const { db } = dynamodb();
  let pagesSeen = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(values, { minLength: 6, maxLength: 40, size: "max" }),
      range,
      order,
      paging,
      async (items, due, way, options) => {
        const stored = await write(items);
        const key = { status: "OPEN", ...due } as const;
        const spread = (start: Start = {}) => Job.indexes.spread.query(key, { ...options, order: way, ...start });
        /** Both sides of a page, each in one go. */
        const from = async (cursor: string) =>
          (await db.send(Job.indexes.spread.query(key, { order: way, cursor }))).items;
        try {
          const expected = (await db.send(Job.indexes.whole.query(key, { order: way }))).items;
          const pages = await pagesOf(spread);
          pagesSeen += pages.length;
          const found = pages.flatMap((page) => page.items);
          expect(found.map(idOf).sort()).toEqual(expected.map(idOf).sort());
          expect(found.map(dueOf)).toEqual(expected.map(dueOf));
          let before = 0;
          for (const page of pages) {
            expect(page.items.length).toBeLessThanOrEqual(options.limit ?? found.length);
            if (page.previous === undefined) expect(before).toBe(0);
            else expect(ids(await from(page.previous))).toEqual(ids(found.slice(0, before)));
            before += page.items.length;
          }

          const back: (readonly string[])[] = [];
          for (let at = pages.at(-1)?.previous; at !== undefined; ) {
            const page: Page<(typeof found)[number]> = await db.send(spread({ cursor: at }));
            expect(page.items.map(dueOf)).toEqual(page.items.map(dueOf).sort(inOrder(way)));
            back.unshift(ids(page.items));
            at = page.previous;
          }
          expect(back.flat().sort()).toEqual(ids(found.slice(0, found.length - (pages.at(-1)?.items.length ?? 0))));

          const iteration = db.items(spread());
          const seen: (typeof found)[number][] = [];
          for await (const item of iteration) {
            seen.push(item);
            if (iteration.cursor === undefined) expect(seen).toHaveLength(found.length);
            else expect(ids(await from(iteration.cursor))).toEqual(ids(found.slice(seen.length)));
          }
          expect(seen).toEqual(found.slice(0, options.limit));

          const { count } = await db.send(Job.indexes.spread.count(key));
          expect(count).toBe(expected.length);
          const first = await db.send(Job.indexes.spread.first(key, { order: way }));
          expect(first?.due).toBe(expected[0]?.due);
          const unsorted = await pagesOf((start) =>
            Job.indexes.unsorted.query({ status: "DONE" }, { ...options, ...start }),
          );
          const done = stored.filter(({ status }) => status === "DONE");
          expect(ids(unsorted.flatMap((page) => page.items))).toEqual(ids(done));
          const byRank = await pagesOf((start) => Job.indexes.byRank.query({}, { ...options, order: way, ...start }));
          const ranks = stored.map(({ rank }) => rank).sort((a, b) => (way === "ascending" ? a - b : b - a));
          expect(byRank.flatMap((page) => page.items.map(({ rank }) => rank))).toEqual(ranks);

          const report = await verifyIndexKeys(db, Job);
          expect(report.wrong).toEqual([]);
        } finally {
          for (const { id, n } of stored) await db.send(Job.delete({ id, n }));
        }
      },
    ),
    { numRuns: runs(12) },
  );
  expect(pagesSeen).toBeGreaterThan(20);
});
