import {
  BatchExecuteStatementCommand,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  ExecuteStatementCommand,
  ExecuteTransactionCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import { useNotes } from "../network/test-support.ts";
import type { Step } from "./fault.ts";

const notes = useNotes();

interface Sent {
  readonly $metadata: { readonly attempts?: number | undefined };
}

/** Sends one request of each operation on an item. */
function requests(): Readonly<Record<string, () => Promise<Sent>>> {
  const { client, tableNames } = notes();
  const { Notes: TableName = "" } = tableNames;
  const Key = { noteId: { S: "any" } };
  const Statement = `SELECT * FROM "${TableName}" WHERE noteId = 'any'`;
  return {
    GetItem: () => client.send(new GetItemCommand({ TableName, Key })),
    PutItem: () => client.send(new PutItemCommand({ TableName, Item: Key })),
    UpdateItem: () => client.send(new UpdateItemCommand({ TableName, Key })),
    DeleteItem: () => client.send(new DeleteItemCommand({ TableName, Key })),
    Query: () =>
      client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: "noteId = :id",
          ExpressionAttributeValues: { ":id": Key.noteId },
        }),
      ),
    Scan: () => client.send(new ScanCommand({ TableName, Limit: 1 })),
    BatchGetItem: () => client.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [Key] } } })),
    BatchWriteItem: () =>
      client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: [{ PutRequest: { Item: Key } }] } })),
    TransactGetItems: () => client.send(new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName, Key } }] })),
    TransactWriteItems: () =>
      client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName, Item: Key } }] })),
    ExecuteStatement: () => client.send(new ExecuteStatementCommand({ Statement })),
    BatchExecuteStatement: () => client.send(new BatchExecuteStatementCommand({ Statements: [{ Statement }] })),
    ExecuteTransaction: () => client.send(new ExecuteTransactionCommand({ TransactStatements: [{ Statement }] })),
    DescribeTable: () => client.send(new DescribeTableCommand({ TableName })),
  };
}

const operations = [
  "GetItem",
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "Query",
  "Scan",
  "BatchGetItem",
  "BatchWriteItem",
  "TransactGetItems",
  "TransactWriteItems",
  "ExecuteStatement",
  "BatchExecuteStatement",
  "ExecuteTransaction",
  "DescribeTable",
] as const;

const kinds: readonly Exclude<Step, "pass">[] = [
  "throttle",
  "serverError",
  "reset",
  "loseResponse",
  "timeout",
  { kind: "serverError", committed: true, status: 503 },
  { kind: "refuse", error: "ThrottlingException" },
];

test.each(operations)("%s has every fault that all can have, and the SDK tries again", async (operation) => {
  const { faults, requests: log } = notes();
  const send = requests()[operation];
  if (send === undefined) throw new Error(`There is no request of ${operation}`);
  for (const step of kinds) {
    faults.clear();
    log.clear();
    faults.script({ on: operation, table: "Notes" }, [step]);
    expect((await send()).$metadata.attempts).toBe(2);
    faults.expectAllInjected();
    expect(faults.report()).toMatchObject([{ operation, tableNames: ["Notes"], attempt: 1 }]);
    expect(log.all).toMatchObject([{ operation, tableNames: ["Notes"], attempts: 2, status: 200 }]);
  }
});
