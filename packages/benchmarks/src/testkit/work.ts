import assert from "node:assert/strict";
import { GetItemCommand, PutItemCommand, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import type { Stage, Store } from "./contender.ts";

const keyOf = (id: number) => ({ PK: { S: "USER#ada" }, SK: { S: `TASK#${id}` } });
const itemOf = (id: number) => ({
  ...keyOf(id),
  GSI1PK: { S: "STATUS#OPEN" },
  GSI1SK: { S: `TASK#${id}` },
  title: { S: "Write the report" },
});

/** A put and a get; nothing of another test may be there. */
export async function putAndGet({ client, tableName: TableName }: Store): Promise<void> {
  await client.send(
    new PutItemCommand({ TableName, Item: itemOf(1), ConditionExpression: "attribute_not_exists(PK)" }),
  );
  const { Item } = await client.send(new GetItemCommand({ TableName, Key: keyOf(1), ConsistentRead: true }));
  assert.deepEqual(Item, itemOf(1));
}

/** A transaction of two puts. */
export async function transact({ client, tableName: TableName }: Store): Promise<void> {
  await client.send(
    new TransactWriteItemsCommand({
      TransactItems: [2, 3].map((id) => ({
        Put: { TableName, Item: itemOf(id), ConditionExpression: "attribute_not_exists(PK)" },
      })),
    }),
  );
}

/** One isolated test, from nothing to nothing. */
export async function isolatedTest(stage: Stage, body: (store: Store) => Promise<void>): Promise<void> {
  const store = await stage.open();
  try {
    await body(store);
  } finally {
    await store.close();
  }
}
