import { DescribeTableCommand, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { Behaviours } from "../behaviour.ts";
import { refused, same } from "../differs.ts";
import { simpleTable } from "../tables.ts";
import { N, S } from "../values.ts";

export const errors = {
  "missing-table": {
    group: "errors",
    does: "A request for a table that is not there fails with ResourceNotFoundException",
    probe: async (bench) => {
      const TableName = bench.tableName();
      const { client, tables } = bench;
      await bench.put();
      await client.send(new GetItemCommand({ TableName: tables.main, Key: bench.key() }));
      const name = "ResourceNotFoundException";
      await refused(client.send(new GetItemCommand({ TableName, Key: bench.key() })), name, "get");
      await refused(client.send(new PutItemCommand({ TableName, Item: bench.key() })), name, "put");
      await refused(client.send(new DescribeTableCommand({ TableName })), name, "describe");
      await refused(bench.query({ TableName }), name, "query");
    },
  },
  "missing-index": {
    group: "errors",
    does: "A query of an index that is not there fails with ValidationException",
    probe: async (bench) => {
      await bench.put({ rank: N(1) });
      same(await bench.found({ IndexName: "ranked" }), ["a"], "items");
      await refused(bench.query({ IndexName: "nothing" }), "ValidationException", "query");
    },
  },
  "table-exists": {
    group: "errors",
    does: "Creating a table that is there fails with ResourceInUseException",
    probe: async (bench) => {
      const { TableName } = await bench.createTable(simpleTable);
      const again = bench.createTable({ ...simpleTable, TableName });
      await refused(again, "ResourceInUseException", "second table");
    },
  },
  "error-of-a-failed-condition": {
    group: "errors",
    does: "A failed condition is a ConditionalCheckFailedException and a malformed request a ValidationException, both of status 400 with a request id",
    probe: async (bench) => {
      await bench.put({ v: S("x") });
      for (const [ConditionExpression, name] of [
        ["attribute_not_exists(PK)", "ConditionalCheckFailedException"],
        ["attribute_not_exists(", "ValidationException"],
      ] as const) {
        const error = await refused(bench.put({}, "a", { ConditionExpression }), name, name);
        const { httpStatusCode, requestId } = (error as { $metadata?: Record<string, unknown> }).$metadata ?? {};
        same([httpStatusCode, typeof requestId], [400, "string"], `status and request id of ${name}`);
      }
    },
  },
} as const satisfies Behaviours;
