import {
  type AttributeValue,
  PutItemCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import type { Behaviours } from "../behaviour.ts";
import type { Bench } from "../bench.ts";
import { holds, refused, same } from "../differs.ts";
import { simpleTable } from "../tables.ts";
import { type Attributes, N, S, upTo } from "../values.ts";

/** Five items of some 300 KB: more than one page of 1 MB. */
async function largePartition(bench: Bench): Promise<void> {
  const filler = S("x".repeat(300 * 1024));
  for (const i of upTo(5)) await bench.client.send(put(bench, `${i}`, filler));
}

function put(bench: Bench, sk: string, filler: AttributeValue): PutItemCommand {
  return new PutItemCommand({ TableName: bench.tables.plain, Item: { ...bench.key(sk), filler, n: N(sk) } });
}

async function pages(bench: Bench, more: Partial<QueryCommandInput>): Promise<readonly QueryCommandOutput[]> {
  const all: QueryCommandOutput[] = [];
  for (let start: QueryCommandInput["ExclusiveStartKey"]; all.length < 20; ) {
    const page = await bench.query({ ...more, ExclusiveStartKey: start });
    all.push(page);
    start = page.LastEvaluatedKey;
    if (start === undefined) return all;
  }
  throw new Error("these pages do not end");
}

const counts = (all: readonly QueryCommandOutput[]) => all.map(({ Count, ScannedCount }) => [Count, ScannedCount]);

export const paging = {
  "limit-before-filter": {
    group: "paging",
    does: "Limit counts the items that are looked at, before the filter: a page can be empty and not the last",
    probe: async (bench) => {
      for (const i of upTo(5)) await bench.put({ n: N(i) }, `${i}`);
      const filter = { FilterExpression: "n >= :v", ExpressionAttributeValues: { ":v": N(3) } };
      const [first, second, third] = await pages(bench, { ...filter, Limit: 2 });
      same([first?.Count, first?.ScannedCount], [0, 2], "first page");
      same(first?.LastEvaluatedKey, bench.key("1"), "key of the first page");
      same([second?.Count, third?.Count], [1, 1], "the other pages");
      await refused(bench.query({ Limit: 0 }), "ValidationException", "Limit of 0");
    },
  },
  "page-size": {
    group: "paging",
    does: "A page ends after 1 MB of items",
    probe: async (bench) => {
      await largePartition(bench);
      const all = await pages(bench, { TableName: bench.tables.plain });
      same(
        all.flatMap(({ Items }) => Items ?? []).map(({ n }) => n?.N),
        ["0", "1", "2", "3", "4"],
        "items",
      );
      holds(all.length > 1, "1.5 MB in one page");
    },
  },
  "page-size-behind-filter": {
    group: "paging",
    does: "A page ends after 1 MB read, also when a filter drops what was read",
    proves: "pagesBehindFilter",
    otherwise: "A loop that stops at the first empty page passes the test and misses items in the service.",
    probe: async (bench) => {
      await largePartition(bench);
      const filter = { FilterExpression: "n = :v", ExpressionAttributeValues: { ":v": N(4) } };
      const all = await pages(bench, { TableName: bench.tables.plain, ...filter });
      same(
        counts(all)
          .map(([count]) => count)
          .reduce((sum, count) => (sum ?? 0) + (count ?? 0), 0),
        1,
        "items",
      );
      holds(all.length > 1, "1.5 MB behind a filter in one page");
    },
  },
  "start-key-of-no-item": {
    group: "paging",
    does: "A page can start behind a key whose item is not there, or not any more",
    probe: async (bench) => {
      for (const sk of ["a", "b", "d"]) await bench.put({}, sk);
      const { LastEvaluatedKey } = await bench.query({ Limit: 2 });
      same(LastEvaluatedKey, bench.key("b"), "key of the page");
      await bench.delete({ Key: bench.key("b") });
      same(await bench.found({ ExclusiveStartKey: LastEvaluatedKey }), ["d"], "behind a deleted item");
      same(await bench.found({ ExclusiveStartKey: bench.key("c"), ScanIndexForward: false }), ["a"], "behind no item");
    },
  },
  "segment-start-key-of-no-item": {
    group: "paging",
    does: "A page of a segment of a scan can start behind a key whose item is not there any more",
    otherwise: "A parallel scan beside a program that deletes misses items in the test, which it reads in the service.",
    probe: async (bench) => {
      const { TableName } = await bench.createTable(simpleTable);
      await Promise.all(
        upTo(20).map((i) => bench.client.send(new PutItemCommand({ TableName, Item: { PK: S(`p${i}`) } }))),
      );
      const page = (Limit: number, ExclusiveStartKey?: Attributes) =>
        bench.client.send(
          new ScanCommand({ TableName, Segment: 0, TotalSegments: 2, ConsistentRead: true, Limit, ExclusiveStartKey }),
        );
      const before = await page(20);
      const first = await page(1);
      await bench.delete({ TableName, Key: first.LastEvaluatedKey });
      const rest = await page(20, first.LastEvaluatedKey);
      same(rest.Count, (before.Count ?? 0) - 1, "items behind the deleted one");
    },
  },
  "index-start-key": {
    group: "paging",
    does: "Pages of an index go on by the keys of the index and of the table, also among items with the same index key",
    probe: async (bench) => {
      const G1 = S(bench.partition);
      for (const sk of ["a", "b", "c"]) await bench.put({ G1, G2: S("same") }, sk);
      const ask = { IndexName: "whole", KeyConditionExpression: "G1 = :pk" };
      const all = await pages(bench, { ...ask, Limit: 1 });
      const found = all.flatMap(({ Items }) => Items ?? []).map(({ SK }) => SK?.S);
      same(found.sort(), ["a", "b", "c"], "items");
      same(Object.keys(all[0]?.LastEvaluatedKey ?? {}).sort(), ["G1", "G2", "PK", "SK"], "attributes of the key");
      const part = bench.query({ ...ask, ExclusiveStartKey: bench.key() });
      await refused(part, "ValidationException", "a key without the index's attributes");
    },
  },
} as const satisfies Behaviours;
