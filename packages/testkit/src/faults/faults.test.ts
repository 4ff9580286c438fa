import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { defineEntity, defineTable, repository } from "keywright";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import * as z from "zod";
import { startDynamoDB, type TestDynamoDB } from "../tables/start-dynamodb.ts";

const noteTable = defineTable({ name: "Notes", partitionKey: { noteId: "S" } });
const Note = defineEntity({
  name: "Note",
  table: noteTable,
  schema: z.object({ noteId: z.string(), text: z.string() }),
});

let dynamodb: TestDynamoDB;
beforeAll(async () => {
  dynamodb = await startDynamoDB({ engine: "dynoxide", tables: [noteTable] });
});
afterAll(() => dynamodb.stop());
beforeEach(() => {
  dynamodb.faults.clear();
  dynamodb.requests.clear();
});

test("the SDK tries again after throttling, and succeeds", async () => {
  const { faults, requests, client, tableNames } = dynamodb;
  faults.throttle({ on: "PutItem" });
  const output = await client.send(
    new PutItemCommand({ TableName: tableNames.Notes, Item: { noteId: { S: "n1" }, text: { S: "a" } } }),
  );
  expect(output.$metadata).toMatchObject({ attempts: 2, httpStatusCode: 200 });
  expect(faults.report()).toMatchObject([
    { fault: "throttle", operation: "PutItem", tableNames: ["Notes"], attempt: 1 },
  ]);
  faults.expectAllInjected();
  expect(requests.all).toMatchObject([{ verb: "put", attempts: 2, tableNames: ["Notes"], status: 200 }]);
});

test("db goes through it", async () => {
  const notes = repository(dynamodb.db, Note);
  await notes.create({ noteId: "n2", text: "x" });
  expect(dynamodb.requests.counts()).toEqual({ put: 1 });
  expect(dynamodb.requests.capacity()).toEqual({ read: 0, write: 1 });
  void GetItemCommand;
});
