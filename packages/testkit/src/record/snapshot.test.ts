import { BatchWriteItemCommand, ExecuteStatementCommand, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { defineEntity, defineTable, epochSeconds, repository } from "keywright";
import { expect, test } from "vitest";
import * as z from "zod";
import { startDynamoDB, type TestDynamoDB } from "../tables/start-dynamodb.ts";
import { requestSnapshot } from "./snapshot.ts";

const taskTable = defineTable({
  name: "TaskApp",
  partitionKey: { PK: "S" },
  timeToLive: "expiresAt",
});
const Task = defineEntity({
  name: "Task",
  table: taskTable,
  schema: z.object({ taskId: z.string(), title: z.string(), expiresAt: epochSeconds().optional() }),
  key: { PK: "TASK#{taskId}" },
  version: "version",
  timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" },
});

async function aTestRun(dynamodb: TestDynamoDB): Promise<string> {
  const tasks = repository(dynamodb.db, Task);
  const task = await tasks.create({ taskId: "t1", title: "first" });
  const read = await tasks.get({ taskId: "t1" });
  await tasks.update({ taskId: "t1" }, { title: "second" }, { expected: read ?? task });
  dynamodb.clock.advance({ days: 1, ms: 1 });
  await tasks.delete({ taskId: "t1" });
  const { TaskApp = "" } = dynamodb.tableNames;
  const Item = { title: { S: "2020-01-01T00:00:00.000Z" }, PK: { S: "x" } };
  for (let i = 0; i < 2; i++) {
    await dynamodb.client.send(
      new TransactWriteItemsCommand({ TransactItems: [{ Put: { Item, TableName: TaskApp } }] }),
    );
  }
  await dynamodb.client.send(new BatchWriteItemCommand({ RequestItems: { [TaskApp]: [{ PutRequest: { Item } }] } }));
  await dynamodb.client.send(new ExecuteStatementCommand({ Statement: `SELECT * FROM "${TaskApp}" WHERE PK = 'x'` }));
  return requestSnapshot(dynamodb.db);
}

test("is the same in each run", async () => {
  await using first = await startDynamoDB({ engine: "dynoxide", tables: [taskTable] });
  await using second = await startDynamoDB({ engine: first.engine, tables: [taskTable] });
  const text = await aTestRun(first);
  second.clock.set("2031-07-08T09:10:11Z");
  expect(await aTestRun(second)).toBe(text);
  expect(text).not.toContain(first.tableNames.TaskApp);
  expect(text).toMatchInlineSnapshot(`
    "1. PutItem TaskApp
    {
      "ConditionExpression": "attribute_not_exists(#PK) OR #expiresAt <= :expiresAt",
      "ExpressionAttributeNames": { "#PK": "PK", "#expiresAt": "expiresAt" },
      "ExpressionAttributeValues": { ":expiresAt": { "N": "<now>" } },
      "Item": {
        "PK": { "S": "TASK#t1" },
        "_mark": { "S": "<mark 1>" },
        "createdAt": { "S": "<now>" },
        "taskId": { "S": "t1" },
        "title": { "S": "first" },
        "updatedAt": { "S": "<now>" },
        "version": { "N": "1" }
      },
      "ReturnConsumedCapacity": "TOTAL",
      "ReturnValuesOnConditionCheckFailure": "ALL_OLD"
    }

    2. GetItem TaskApp
    {
      "Key": { "PK": { "S": "TASK#t1" } },
      "ReturnConsumedCapacity": "TOTAL"
    }

    3. UpdateItem TaskApp
    {
      "ConditionExpression": "#version = :version AND #_mark = :_mark_2 AND (attribute_not_exists(#expiresAt) OR #expiresAt > :expiresAt)",
      "ExpressionAttributeNames": {
        "#_mark": "_mark",
        "#expiresAt": "expiresAt",
        "#title": "title",
        "#updatedAt": "updatedAt",
        "#version": "version"
      },
      "ExpressionAttributeValues": {
        ":_mark": { "S": "<mark 2>" },
        ":_mark_2": { "S": "<mark 1>" },
        ":expiresAt": { "N": "<now>" },
        ":title": { "S": "second" },
        ":updatedAt": { "S": "<now>" },
        ":version": { "N": "1" },
        ":version_default": { "N": "0" }
      },
      "Key": { "PK": { "S": "TASK#t1" } },
      "ReturnConsumedCapacity": "TOTAL",
      "ReturnValues": "ALL_NEW",
      "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
      "UpdateExpression": "SET #title = :title, #updatedAt = :updatedAt, #version = if_not_exists(#version, :version_default) + :version, #_mark = :_mark"
    }

    4. DeleteItem TaskApp
    {
      "ConditionExpression": "attribute_exists(#PK) AND (attribute_not_exists(#expiresAt) OR #expiresAt > :expiresAt)",
      "ExpressionAttributeNames": { "#PK": "PK", "#expiresAt": "expiresAt" },
      "ExpressionAttributeValues": { ":expiresAt": { "N": "<now>" } },
      "Key": { "PK": { "S": "TASK#t1" } },
      "ReturnConsumedCapacity": "TOTAL",
      "ReturnValuesOnConditionCheckFailure": "ALL_OLD"
    }

    5. TransactWriteItems TaskApp
    {
      "ClientRequestToken": "<token 1>",
      "TransactItems": [
        {
          "Put": {
            "Item": { "PK": { "S": "x" }, "title": { "S": "2020-01-01T00:00:00.000Z" } },
            "TableName": "TaskApp"
          }
        }
      ]
    }

    6. TransactWriteItems TaskApp
    {
      "ClientRequestToken": "<token 2>",
      "TransactItems": [
        {
          "Put": {
            "Item": { "PK": { "S": "x" }, "title": { "S": "2020-01-01T00:00:00.000Z" } },
            "TableName": "TaskApp"
          }
        }
      ]
    }

    7. BatchWriteItem TaskApp
    {
      "RequestItems": {
        "TaskApp": [
          {
            "PutRequest": { "Item": { "PK": { "S": "x" }, "title": { "S": "2020-01-01T00:00:00.000Z" } } }
          }
        ]
      }
    }

    8. ExecuteStatement TaskApp
    {
      "Statement": "SELECT * FROM \\"TaskApp\\" WHERE PK = 'x'"
    }
    "
  `);
});
