import {
  BatchGetCommand,
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { keysOf, partitionOf, primaryKey, sortPrefix, statusKey } from "./keys.ts";
import type { Store } from "./store.ts";
import type { Contender, Task } from "./workload.ts";

/** The DocumentClient by hand: keys as template strings, expressions as text. */
export function documentClient({ client, tableName: TableName }: Store): Contender {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const ofUser = (userId: string) => ({
    TableName,
    KeyConditionExpression: "PK = :pk AND begins_with(SK, :sk)",
    ExpressionAttributeValues: { ":pk": partitionOf(userId), ":sk": sortPrefix },
  });
  return {
    get: async (key) => {
      const { Item } = await documents.send(new GetCommand({ TableName, Key: primaryKey(key) }));
      return Item && toTask(Item);
    },
    put: (task) => documents.send(new PutCommand({ TableName, Item: toItem(task) })),
    update: async (key, { status, dueDate, title, addedPoints }) => {
      const { GSI1PK, GSI1SK } = statusKey(status, dueDate, key.taskId);
      const { Attributes = {} } = await documents.send(
        new UpdateCommand({
          TableName,
          Key: primaryKey(key),
          UpdateExpression:
            "SET #status = :status, dueDate = :dueDate, title = :title, points = points + :points, GSI1PK = :gsi1pk, GSI1SK = :gsi1sk",
          ConditionExpression: "attribute_exists(PK)",
          ExpressionAttributeNames: { "#status": "status" },
          ExpressionAttributeValues: {
            ":status": status,
            ":dueDate": dueDate,
            ":title": title,
            ":points": addedPoints,
            ":gsi1pk": GSI1PK,
            ":gsi1sk": GSI1SK,
          },
          ReturnValues: "ALL_NEW",
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
      );
      return toTask(Attributes);
    },
    transact: (tasks) =>
      documents.send(
        new TransactWriteCommand({ TransactItems: tasks.map((task) => ({ Put: { TableName, Item: toItem(task) } })) }),
      ),
    query: async (userId, limit) => {
      const { Items = [] } = await documents.send(new QueryCommand({ ...ofUser(userId), Limit: limit }));
      return Items.map(toTask);
    },
    queryAll: async (userId) => {
      const found: Task[] = [];
      for await (const { Items = [] } of paginateQuery({ client: documents }, ofUser(userId))) {
        for (const item of Items) found.push(toTask(item));
      }
      return found;
    },
    stream: async function* (userId) {
      for await (const { Items = [] } of paginateQuery({ client: documents }, ofUser(userId))) {
        for (const item of Items) yield toTask(item);
      }
    },
    batchGet: async (keys) => {
      const { Responses = {} } = await documents.send(
        new BatchGetCommand({ RequestItems: { [TableName]: { Keys: keys.map(primaryKey) } } }),
      );
      return (Responses[TableName] ?? []).map(toTask);
    },
    batchWrite: (tasks) =>
      documents.send(
        new BatchWriteCommand({
          RequestItems: { [TableName]: tasks.map((task) => ({ PutRequest: { Item: toItem(task) } })) },
        }),
      ),
  };
}

function toItem(task: Task): Record<string, unknown> {
  return { ...task, ...keysOf(task) };
}

function toTask(item: Record<string, unknown>): Task {
  const { PK, SK, GSI1PK, GSI1SK, GSI2PK, GSI2SK, ...task } = item;
  // What is stored is believed to be a task: nothing checks it, as in most programs of this kind.
  return task as unknown as Task;
}
