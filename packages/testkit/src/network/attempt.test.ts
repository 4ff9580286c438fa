import { expect, test } from "vitest";
import { type JsonObject, readAttempt } from "./attempt.ts";

function tableNames(input: JsonObject): readonly string[] | undefined {
  const headers = { "x-amz-target": "DynamoDB_20120810.Any" };
  const known: Record<string, string> = { "A-1": "A", "B-2": "B" };
  return readAttempt({ headers, body: JSON.stringify(input) }, (name) => known[name] ?? name)?.tableNames;
}

test.each<[string, JsonObject, readonly string[]]>([
  ["a name", { TableName: "A-1" }, ["A"]],
  ["a name of another test", { TableName: "C-3" }, ["C-3"]],
  ["an ARN", { TableName: "arn:aws:dynamodb:us-east-1:1:table/A-1" }, ["A"]],
  ["a batch", { RequestItems: { "B-2": { Keys: [] }, "A-1": { Keys: [] } } }, ["B", "A"]],
  [
    "a transaction",
    {
      TransactItems: [
        { Put: { TableName: "A-1" } },
        { ConditionCheck: { TableName: "B-2" } },
        { Get: { TableName: "A-1" } },
      ],
    },
    ["A", "B"],
  ],
  ["a statement", { Statement: `SELECT * FROM "A-1"."byStatus" WHERE a = 1` }, ["A"]],
  [
    "statements",
    { Statements: [{ Statement: `insert into "A-1" value {}` }, { Statement: `UPDATE "B-2" SET a = 1` }] },
    ["A", "B"],
  ],
  ["a transaction of statements", { TransactStatements: [{ Statement: `DELETE FROM "B-2" WHERE a = 1` }] }, ["B"]],
  ["no table", { Limit: 5 }, []],
])("the tables of %s", (_, input, expected) => {
  expect(tableNames(input)).toEqual(expected);
});

test("what is not for DynamoDB is no attempt", () => {
  expect(readAttempt({ headers: {}, body: "{}" }, (name) => name)).toBeUndefined();
  const streams = { "x-amz-target": "DynamoDBStreams_20120810.GetRecords" };
  expect(readAttempt({ headers: streams, body: "{}" }, (name) => name)).toBeUndefined();
});
