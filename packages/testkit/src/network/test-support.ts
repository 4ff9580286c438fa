import {
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  BatchWriteItemCommand,
  type BatchWriteItemCommandOutput,
  GetItemCommand,
  type GetItemCommandOutput,
  PutItemCommand,
  type PutItemCommandOutput,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandOutput,
} from "@aws-sdk/client-dynamodb";
import { type AnyTable, defineTable } from "keywright";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { type StartDynamoDBOptions, startDynamoDB, type TestDynamoDB } from "../tables/start-dynamodb.ts";

const noteTable: AnyTable = defineTable({ name: "Notes", partitionKey: { noteId: "S" } });
export const logTable: AnyTable = defineTable({ name: "Logs", partitionKey: { noteId: "S" } });

interface Fixture {
  (): TestDynamoDB;
  /** Puts a note as a program would, with the SDK. */
  put(noteId: string, text?: string, table?: string): Promise<PutItemCommandOutput>;
  get(noteId: string): Promise<GetItemCommandOutput>;
  batchWrite(noteIds: Readonly<Record<string, readonly string[]>>): Promise<BatchWriteItemCommandOutput>;
  batchGet(noteIds: readonly string[]): Promise<BatchGetItemCommandOutput>;
  transact(noteIds: readonly string[]): Promise<TransactWriteItemsCommandOutput>;
  /** The text that is stored, looked up behind the back of faults and records. */
  stored(noteId: string, table?: string): Promise<string | undefined>;
}

/** Two tables on Dynoxide for the tests of a file; each test begins without faults and records. */
export function useNotes(options: StartDynamoDBOptions = {}): Fixture {
  let dynamodb: TestDynamoDB;
  beforeAll(async () => {
    dynamodb = await startDynamoDB({
      engine: "dynoxide",
      tables: [noteTable, logTable],
      retryDelays: "none",
      ...options,
    });
  });
  afterAll(() => dynamodb.stop());
  beforeEach(() => {
    dynamodb.faults.clear();
    dynamodb.requests.clear();
  });
  const nameOf = (table: string): string => dynamodb.tableNames[table] ?? table;
  const item = (noteId: string, text: string) => ({ noteId: { S: noteId }, text: { S: text } });
  let plain: TestDynamoDB["client"] | undefined;
  return Object.assign(() => dynamodb, {
    put: (noteId: string, text = "text", table = "Notes") =>
      dynamodb.client.send(new PutItemCommand({ TableName: nameOf(table), Item: item(noteId, text) })),
    get: (noteId: string) =>
      dynamodb.client.send(new GetItemCommand({ TableName: nameOf("Notes"), Key: { noteId: { S: noteId } } })),
    batchWrite: (noteIds: Readonly<Record<string, readonly string[]>>) =>
      dynamodb.client.send(
        new BatchWriteItemCommand({
          RequestItems: Object.fromEntries(
            Object.entries(noteIds).map(([table, ids]) => [
              nameOf(table),
              ids.map((id) => ({ PutRequest: { Item: item(id, "text") } })),
            ]),
          ),
        }),
      ),
    batchGet: (noteIds: readonly string[]) =>
      dynamodb.client.send(
        new BatchGetItemCommand({
          RequestItems: {
            [nameOf("Notes")]: { Keys: noteIds.map((id) => ({ noteId: { S: id } })), ConsistentRead: true },
          },
        }),
      ),
    transact: (noteIds: readonly string[]) =>
      dynamodb.client.send(
        new TransactWriteItemsCommand({
          TransactItems: noteIds.map((id) => ({ Put: { TableName: nameOf("Notes"), Item: item(id, "text") } })),
        }),
      ),
    stored: async (noteId: string, table = "Notes") => {
      plain ??= dynamodb.engine.client();
      const command = new GetItemCommand({
        TableName: nameOf(table),
        Key: { noteId: { S: noteId } },
        ConsistentRead: true,
      });
      return (await plain.send(command)).Item?.text?.S;
    },
  });
}

/** What a promise was rejected with. */
export async function failure(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
  throw new Error("It was not rejected");
}
