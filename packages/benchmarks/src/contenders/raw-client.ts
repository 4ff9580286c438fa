import {
  type AttributeValue,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { keysOf, partitionOf, primaryKey, sortPrefix, statusKey } from "./keys.ts";
import type { Store } from "./store.ts";
import type { Contender, Task, TaskKey } from "./workload.ts";

type WireItem = Record<string, AttributeValue>;

/** The client below the DocumentClient, and conversions written out for this one item. */
export function rawClient({ client, tableName: TableName }: Store): Contender {
  const ofUser = (userId: string) => ({
    TableName,
    KeyConditionExpression: "PK = :pk AND begins_with(SK, :sk)",
    ExpressionAttributeValues: { ":pk": { S: partitionOf(userId) }, ":sk": { S: sortPrefix } },
  });
  return {
    get: async (key) => {
      const { Item } = await client.send(new GetItemCommand({ TableName, Key: wireKey(key) }));
      return Item && toTask(Item);
    },
    put: (task) => client.send(new PutItemCommand({ TableName, Item: toWire(task) })),
    update: async (key, { status, dueDate, title, addedPoints }) => {
      const { GSI1PK, GSI1SK } = statusKey(status, dueDate, key.taskId);
      const { Attributes = {} } = await client.send(
        new UpdateItemCommand({
          TableName,
          Key: wireKey(key),
          UpdateExpression:
            "SET #status = :status, dueDate = :dueDate, title = :title, points = points + :points, GSI1PK = :gsi1pk, GSI1SK = :gsi1sk",
          ConditionExpression: "attribute_exists(PK)",
          ExpressionAttributeNames: { "#status": "status" },
          ExpressionAttributeValues: {
            ":status": { S: status },
            ":dueDate": { S: dueDate },
            ":title": { S: title },
            ":points": { N: String(addedPoints) },
            ":gsi1pk": { S: GSI1PK },
            ":gsi1sk": { S: GSI1SK },
          },
          ReturnValues: "ALL_NEW",
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
      );
      return toTask(Attributes);
    },
    transact: (tasks) =>
      client.send(
        new TransactWriteItemsCommand({
          TransactItems: tasks.map((task) => ({ Put: { TableName, Item: toWire(task) } })),
        }),
      ),
    query: async (userId, limit) => {
      const { Items = [] } = await client.send(new QueryCommand({ ...ofUser(userId), Limit: limit }));
      return Items.map(toTask);
    },
    queryAll: async (userId) => {
      const found: object[] = [];
      for await (const { Items = [] } of paginateQuery({ client }, ofUser(userId))) {
        for (const item of Items) found.push(toTask(item));
      }
      return found;
    },
    batchGet: async (keys) => {
      const { Responses = {} } = await client.send(
        new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: keys.map(wireKey) } } }),
      );
      return (Responses[TableName] ?? []).map(toTask);
    },
    batchWrite: (tasks) =>
      client.send(
        new BatchWriteItemCommand({
          RequestItems: { [TableName]: tasks.map((task) => ({ PutRequest: { Item: toWire(task) } })) },
        }),
      ),
  };
}

const texts = (attributes: Readonly<Record<string, string>>): WireItem =>
  Object.fromEntries(Object.entries(attributes).map(([name, S]) => [name, { S }]));

function wireKey(key: TaskKey): WireItem {
  return texts(primaryKey(key));
}

function toWire(task: Task): WireItem {
  const { userId, taskId, title, description, status, dueDate, assigneeId, createdAt, address } = task;
  return {
    ...texts(keysOf(task)),
    ...texts({ userId, taskId, title, status, dueDate, assigneeId, createdAt }),
    ...(description === undefined ? {} : { description: { S: description } }),
    ...(address === undefined ? {} : { address: { M: texts(address) } }),
    priority: { N: String(task.priority) },
    points: { N: String(task.points) },
    done: { BOOL: task.done },
    labels: { L: task.labels.map((S) => ({ S })) },
    checklist: { L: task.checklist.map(({ text, done }) => ({ M: { text: { S: text }, done: { BOOL: done } } })) },
    attributes: { M: texts(task.attributes) },
  };
}

function toTask(item: WireItem): object {
  return {
    userId: item.userId?.S,
    taskId: item.taskId?.S,
    title: item.title?.S,
    ...(item.description === undefined ? {} : { description: item.description.S }),
    status: item.status?.S,
    dueDate: item.dueDate?.S,
    priority: Number(item.priority?.N),
    points: Number(item.points?.N),
    done: item.done?.BOOL,
    assigneeId: item.assigneeId?.S,
    ...(item.address?.M === undefined ? {} : { address: plainTexts(item.address.M) }),
    labels: item.labels?.L?.map(({ S }) => S),
    checklist: item.checklist?.L?.map(({ M }) => ({ text: M?.text?.S, done: M?.done?.BOOL })),
    attributes: plainTexts(item.attributes?.M ?? {}),
    createdAt: item.createdAt?.S,
  };
}

function plainTexts(map: WireItem): object {
  return Object.fromEntries(Object.entries(map).map(([name, { S }]) => [name, S]));
}
