import { CursorError, connect, defineEntity, defineTable, gt, repository } from "keywright";
import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { useDynamoDB } from "../test-support.ts";

const table = defineTable({ name: "Pages", partitionKey: { p: "S" }, sortKey: { n: "N" } });
const schema = z.object({ p: z.string(), n: z.int(), even: z.boolean(), rank: z.int() });
const Row = defineEntity({ name: "Row", table, schema });
const dynamodb = useDynamoDB({ tables: [table] });
const rows = () => repository(dynamodb().db, Row);

beforeAll(async () => {
  for (let n = 1; n <= 25; n++) await rows().create({ p: "a", n, even: n % 2 === 0, rank: n });
});

describe("pages", () => {
  test("a limit counts items that are returned, also behind a filter", async () => {
    const first = await rows().query({ p: "a" }, { limit: 4, pageSize: 3, where: (r) => gt(r.rank, 10) });
    expect(first.items.map(({ n }) => n)).toEqual([11, 12, 13, 14]);
    const second = await rows().query({ p: "a" }, { limit: 4, where: (r) => gt(r.rank, 10), cursor: first.cursor });
    expect(second.items.map(({ n }) => n)).toEqual([15, 16, 17, 18]);
  });

  test("maxPages ends a search, with a cursor to go on from", async () => {
    const none = await rows().query({ p: "a" }, { limit: 1, pageSize: 3, maxPages: 2, where: (r) => gt(r.rank, 20) });
    expect(none.items).toEqual([]);
    const found = await rows().query({ p: "a" }, { limit: 1, where: (r) => gt(r.rank, 20), cursor: none.cursor });
    expect(found.items.map(({ n }) => n)).toEqual([21]);
  });

  test("every item comes once through cursors, in either order", async () => {
    for (const order of ["ascending", "descending"] as const) {
      const seen: number[] = [];
      let cursor: string | undefined;
      do {
        const page = await rows().query({ p: "a" }, { order, limit: 4, cursor });
        seen.push(...page.items.map(({ n }) => n));
        cursor = page.cursor;
      } while (cursor !== undefined);
      const all = Array.from({ length: 25 }, (_, i) => i + 1);
      expect(seen).toEqual(order === "ascending" ? all : all.reverse());
    }
  });

  test("items() goes through all pages, or up to the limit", async () => {
    const read = async (limit?: number): Promise<number> => {
      let count = 0;
      for await (const row of dynamodb().db.items(
        Row.query({ p: "a" }, { pageSize: 4, ...(limit === undefined ? {} : { limit }) }),
      )) {
        count += row.n > 0 ? 1 : 0;
      }
      return count;
    };
    expect(await read()).toBe(25);
    expect(await read(10)).toBe(10);
    expect((await rows().query({ p: "a" }, { limit: 26 })).cursor).toBeUndefined();
  });
});

describe("a cursor is refused", () => {
  const problem = (call: Promise<unknown>): Promise<unknown> =>
    call.then(
      () => "accepted",
      (error: unknown) => (CursorError.isInstance(error) ? error.problem : error),
    );
  const cursorOf = async (): Promise<string> => (await rows().query({ p: "a" }, { limit: 2 })).cursor ?? "";

  test("by another query, order or condition", async () => {
    const cursor = await cursorOf();
    expect(await problem(rows().query({ p: "b" }, { cursor }))).toBe("other-query");
    expect(await problem(rows().query({ p: "a", n: { gt: 1 } }, { cursor }))).toBe("other-query");
    expect(await problem(rows().query({ p: "a" }, { cursor, order: "descending" }))).toBe("other-query");
    expect(await problem(rows().query({ p: "a" }, { cursor, where: (r) => gt(r.rank, 1) }))).toBe("other-query");
    expect(await problem(rows().query({ p: "a" }, { cursor, limit: 7 }))).toBe("accepted");
  });

  test("by another model", async () => {
    const cursor = await cursorOf();
    const other = defineTable({ name: "Pages", partitionKey: { p: "S" }, sortKey: { n: "N" } });
    const Changed = defineEntity({ name: "Line", table: other, schema });
    expect(await problem(dynamodb().db.send(Changed.query({ p: "a" }, { cursor })))).toBe("other-model");
  });

  test("where it was changed, made up, or signed with another secret", async () => {
    const cursor = await cursorOf();
    const flipped = cursor.startsWith("A") ? `B${cursor.slice(1)}` : `A${cursor.slice(1)}`;
    expect(await problem(rows().query({ p: "a" }, { cursor: flipped }))).toBe("tampered");
    expect(await problem(rows().query({ p: "a" }, { cursor: "nonsense" }))).toBe("malformed");
    const signed = connect(dynamodb().client, { tables: dynamodb().tableNames, cursorSecret: "s3cret" });
    expect(await problem(signed.send(Row.query({ p: "a" }, { cursor })))).toBe("tampered");
    const own = (await signed.send(Row.query({ p: "a" }, { limit: 2 }))).cursor;
    expect(await problem(signed.send(Row.query({ p: "a" }, { limit: 2, cursor: own })))).toBe("accepted");
  });
});
