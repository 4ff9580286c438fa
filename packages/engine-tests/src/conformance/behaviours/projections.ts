import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import type { Behaviours } from "../behaviour.ts";
import { refused, same } from "../differs.ts";
import { L, M, N, S } from "../values.ts";

export const projections = {
  "nested-projection": {
    group: "projections",
    does: "A projection takes paths into maps and lists; what it takes of a list is moved together, in the list's order",
    probe: async (bench) => {
      await bench.put({ a: M({ b: N(1), c: N(2) }), l: L(N(0), N(1), M({ x: S("x"), y: S("y") })), z: N(9) });
      const { Item } = await bench.client.send(
        new GetItemCommand({
          TableName: bench.tables.main,
          Key: bench.key(),
          ConsistentRead: true,
          ProjectionExpression: "l[2].x, a.b, l[0], #z, absent.too",
          ExpressionAttributeNames: { "#z": "z" },
        }),
      );
      same(Item, { a: M({ b: N(1) }), l: L(N(0), M({ x: S("x") })), z: N(9) }, "item");
    },
  },
  "overlapping-projection": {
    group: "projections",
    does: "A projection whose paths overlap is refused",
    probe: async (bench) => {
      await bench.put({ a: M({ b: N(1) }) });
      same((await bench.query({ ProjectionExpression: "a.b" })).Items, [{ a: M({ b: N(1) }) }], "items");
      await refused(bench.query({ ProjectionExpression: "a.b, a" }), "ValidationException", "a.b, a");
      await refused(bench.query({ ProjectionExpression: "a, a" }), "ValidationException", "a, a");
    },
  },
  "count-alone": {
    group: "projections",
    does: "With Select COUNT a query returns how many items it found and looked at, and no items",
    probe: async (bench) => {
      for (const sk of ["a", "b", "c"]) await bench.put({ n: S(sk) }, sk);
      const { Items, Count, ScannedCount } = await bench.query({
        Select: "COUNT",
        FilterExpression: "n <> :b",
        ExpressionAttributeValues: { ":b": S("b") },
      });
      same([Items, Count, ScannedCount], [undefined, 2, 3], "items, count, scanned count");
    },
  },
  "local-index-fetches": {
    group: "projections",
    does: "A query of a local index reads from the table what it is asked for and does not project",
    proves: "localIndexFetch",
    otherwise: "A query of a local index lacks attributes in the test that the service reads from the table.",
    probe: async (bench) => {
      await bench.put({ rank: N(1), extra: S("x") });
      const ask = { IndexName: "ranked", ConsistentRead: true };
      same((await bench.query(ask)).Items, [{ ...bench.key(), rank: N(1) }], "projected attributes");
      const { Items } = await bench.query({ ...ask, ProjectionExpression: "extra" });
      same(Items, [{ extra: S("x") }], "a projection of others");
      const whole = await bench.query({ ...ask, Select: "ALL_ATTRIBUTES" });
      same(whole.Items, [{ ...bench.key(), rank: N(1), extra: S("x") }], "ALL_ATTRIBUTES");
    },
  },
  "global-index-does-not-fetch": {
    group: "projections",
    does: "A global index gives what it projects, and a query that asks it for more is refused",
    otherwise:
      "A query that asks for attributes which the index does not project passes the test and fails in the service.",
    probe: async (bench) => {
      await bench.put({ G1: S(bench.partition), note: S("n"), extra: S("x") });
      const ask = { IndexName: "part", KeyConditionExpression: "G1 = :pk" };
      const projected = { ...bench.key(), G1: S(bench.partition), note: S("n") };
      same((await bench.query(ask)).Items, [projected], "projected attributes");
      await refused(bench.query({ ...ask, Select: "ALL_ATTRIBUTES" }), "ValidationException", "ALL_ATTRIBUTES");
      await refused(bench.query({ ...ask, ProjectionExpression: "extra" }), "ValidationException", "another attribute");
    },
  },
} as const satisfies Behaviours;
