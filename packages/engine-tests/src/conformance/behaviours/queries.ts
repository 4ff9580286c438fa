import { ScanCommand } from "@aws-sdk/client-dynamodb";
import type { Behaviours } from "../behaviour.ts";
import { refused, same } from "../differs.ts";
import { simpleTable } from "../tables.ts";
import { N, S, upTo } from "../values.ts";

const REFUSED = "ValidationException";
const and = (condition: string, values: Record<string, string>) => ({
  KeyConditionExpression: `PK = :pk AND ${condition}`,
  ExpressionAttributeValues: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, S(value)])),
});

export const queries = {
  "sort-key-conditions": {
    group: "queries",
    does: "A query takes =, <, <=, >, >=, BETWEEN and begins_with of the sort key, with the value on either side",
    probe: async (bench) => {
      for (const sk of ["a", "b", "ba", "c"]) await bench.put({}, sk);
      const found = (condition: string, values: Record<string, string>) => bench.found(and(condition, values));
      same(await found("SK = :v", { ":v": "b" }), ["b"], "=");
      same(await found("SK < :v", { ":v": "b" }), ["a"], "<");
      same(await found("SK <= :v", { ":v": "b" }), ["a", "b"], "<=");
      same(await found("SK > :v", { ":v": "b" }), ["ba", "c"], ">");
      same(await found("SK >= :v", { ":v": "b" }), ["b", "ba", "c"], ">=");
      same(await found("SK BETWEEN :v AND :w", { ":v": "b", ":w": "c" }), ["b", "ba", "c"], "BETWEEN");
      same(await found("begins_with(SK, :v)", { ":v": "b" }), ["b", "ba"], "begins_with");
      same(await found(":v < SK", { ":v": "b" }), ["ba", "c"], "value < SK");
    },
  },
  "null-in-prefix": {
    group: "queries",
    does: "A prefix of the sort key may have the character U+0000 in it, as any other",
    otherwise: "A query by such a prefix finds keys in the test that only begin with what stands before the character.",
    proves: "nullInPrefix",
    probe: async (bench) => {
      for (const sk of ["a", "a\u0000", "a\u0000b"]) await bench.put({}, sk);
      const found = await bench.found(and("begins_with(SK, :v)", { ":v": "a\u0000" }));
      same(found, ["a\u0000", "a\u0000b"], "begins_with");
    },
  },
  "key-conditions-refused": {
    group: "queries",
    does: "A key condition without an = of the partition key, with OR, <> or IN, or with two conditions of the sort key is refused",
    probe: async (bench) => {
      await bench.put();
      same(await bench.found(and("SK = :v", { ":v": "a" })), ["a"], "items");
      const conditions = [
        "PK = :pk OR SK = :v",
        "PK = :pk AND SK <> :v",
        "PK = :pk AND SK IN (:v)",
        "PK = :pk AND SK > :v AND SK < :v",
        "PK > :pk AND SK = :v",
        "PK = :pk AND begins_with(SK, :v) AND other = :v",
      ];
      for (const KeyConditionExpression of conditions) {
        const request = bench.query({ KeyConditionExpression, ExpressionAttributeValues: { ":v": S("a") } });
        await refused(request, REFUSED, KeyConditionExpression);
      }
    },
  },
  backward: {
    group: "queries",
    does: "With ScanIndexForward false a query gives its items, and its pages, in descending order",
    probe: async (bench) => {
      for (const sk of ["a", "b", "c"]) await bench.put({}, sk);
      const first = await bench.query({ ScanIndexForward: false, Limit: 2 });
      same(
        first.Items?.map(({ SK }) => SK?.S),
        ["c", "b"],
        "first page",
      );
      const rest = { ScanIndexForward: false, ExclusiveStartKey: first.LastEvaluatedKey };
      same(await bench.found(rest), ["a"], "second page");
    },
  },
  "filter-of-keys": {
    group: "queries",
    does: "The filter of a query must not name attributes of the key that it uses, and that of a scan may",
    probe: async (bench) => {
      await bench.put({ rank: N(1) });
      const filter = { FilterExpression: "SK = :v", ExpressionAttributeValues: { ":v": S("a") } };
      await refused(bench.query(filter), REFUSED, "sort key in the filter of a query");
      same(await bench.found({ ...filter, IndexName: "ranked" }), ["a"], "table's sort key in a filter of an index");
      const scan = new ScanCommand({
        TableName: bench.tables.main,
        ConsistentRead: true,
        FilterExpression: "PK = :pk AND SK = :v",
        ExpressionAttributeValues: { ":pk": S(bench.partition), ":v": S("a") },
      });
      same((await bench.client.send(scan)).Count, 1, "scan");
    },
  },
  "strong-reads-of-indexes": {
    group: "queries",
    does: "A local index can be read strongly consistent, and a global one cannot",
    probe: async (bench) => {
      await bench.put({ rank: N(1), G1: S(bench.partition), G2: S("x") });
      same(await bench.found({ IndexName: "ranked", ConsistentRead: true }), ["a"], "local index");
      const global = { IndexName: "whole", KeyConditionExpression: "G1 = :pk" };
      same(await bench.found(global), ["a"], "global index");
      await refused(bench.query({ ...global, ConsistentRead: true }), REFUSED, "strong read of a global index");
    },
  },
  "parallel-scan": {
    group: "queries",
    does: "The segments of a parallel scan have every item, each once",
    probe: async (bench) => {
      const { TableName } = await bench.createTable(simpleTable);
      await Promise.all(upTo(40).map((i) => bench.put({ PK: S(`p${i}`) }, "a", { TableName })));
      const segments = await Promise.all(
        upTo(4).map((Segment) =>
          bench.client.send(new ScanCommand({ TableName, Segment, TotalSegments: 4, ConsistentRead: true })),
        ),
      );
      const found = segments.flatMap(({ Items }) => (Items ?? []).map(({ PK }) => PK?.S));
      same(
        found.sort(),
        upTo(40)
          .map((i) => `p${i}`)
          .sort(),
        "items",
      );
      const most = Math.max(...segments.map(({ Count }) => Count ?? 0));
      same(most < 40, true, "more than one segment has items");
      const half = bench.client.send(new ScanCommand({ TableName, Segment: 1 }));
      await refused(half, REFUSED, "segment without their number");
    },
  },
} as const satisfies Behaviours;
