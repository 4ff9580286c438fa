import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import {
  $add,
  BatchGetCommand,
  BatchGetRequest,
  BatchPutRequest,
  BatchWriteCommand,
  boolean,
  Entity,
  executeBatchGet,
  executeBatchWrite,
  executeTransactWrite,
  GetItemCommand,
  item,
  list,
  map,
  number,
  PutItemCommand,
  PutTransaction,
  QueryCommand,
  record,
  string,
  Table,
  UpdateItemCommand,
} from "dynamodb-toolbox";
import { assigneeKey, partitionOf, primaryKey, sortPrefix, statusKey } from "./keys.ts";
import { statuses } from "./statuses.ts";
import type { Store } from "./store.ts";
import type { Contender, Task, TaskKey } from "./workload.ts";

/** DynamoDB-Toolbox. Keys of indexes are attributes, which an update has to be told. */
export function toolbox(store: Store): Contender {
  const table = tableOf(store);
  const entity = entityOf(table);
  const keyOf = ({ userId, taskId }: TaskKey) => ({ userId, taskId });
  const ofUser = (userId: string) =>
    table
      .build(QueryCommand)
      .entities(entity)
      .query({ partition: partitionOf(userId), range: { beginsWith: sortPrefix } });
  return {
    get: async (key) => (await entity.build(GetItemCommand).key(keyOf(key)).send()).Item,
    put: (task) => entity.build(PutItemCommand).item(itemOf(task)).send(),
    update: async (key, { status, dueDate, title, addedPoints }) => {
      const { Attributes } = await entity
        .build(UpdateItemCommand)
        .item({
          ...keyOf(key),
          status,
          dueDate,
          title,
          points: $add(addedPoints),
          ...statusKey(status, dueDate, key.taskId),
        })
        .options({ condition: { attr: "userId", exists: true }, returnValues: "ALL_NEW" })
        .send();
      return Attributes;
    },
    transact: (tasks) => executeTransactWrite(...tasks.map((task) => entity.build(PutTransaction).item(itemOf(task)))),
    query: async (userId, limit) => (await ofUser(userId).options({ limit }).send()).Items ?? [],
    queryAll: async (userId) =>
      (await ofUser(userId).options({ maxPages: Number.POSITIVE_INFINITY }).send()).Items ?? [],
    batchGet: async (keys) => {
      const requests = keys.map((key) => entity.build(BatchGetRequest).key(keyOf(key)));
      const { Responses = [] } = await executeBatchGet(table.build(BatchGetCommand).requests(...requests));
      return Responses.flat();
    },
    batchWrite: (tasks) =>
      executeBatchWrite(
        table
          .build(BatchWriteCommand)
          .requests(...tasks.map((task) => entity.build(BatchPutRequest).item(itemOf(task)))),
      ),
  };
}

/** Its types want lists that can be changed. */
function itemOf({ labels, checklist, ...rest }: Task) {
  return { ...rest, labels: [...labels], checklist: [...checklist] };
}

export function tableOf({ client, tableName }: Store) {
  return new Table({
    documentClient: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    name: tableName,
    partitionKey: { name: "PK", type: "string" },
    sortKey: { name: "SK", type: "string" },
    indexes: {
      byStatus: {
        type: "global",
        partitionKey: { name: "GSI1PK", type: "string" },
        sortKey: { name: "GSI1SK", type: "string" },
      },
      byAssignee: {
        type: "global",
        partitionKey: { name: "GSI2PK", type: "string" },
        sortKey: { name: "GSI2SK", type: "string" },
      },
    },
  });
}

/** Defines the entity. */
export function entityOf(table: ReturnType<typeof tableOf>, name = "Task") {
  return new Entity({
    name,
    table,
    entityAttribute: false,
    timestamps: false,
    schema: item({
      userId: string().key(),
      taskId: string().key(),
      title: string().validate((text) => text.length > 0),
      description: string().optional(),
      status: string().enum(...statuses),
      dueDate: string(),
      priority: number().validate((n) => n >= 0 && n <= 9),
      points: number().validate((n) => n >= 0),
      done: boolean(),
      assigneeId: string(),
      address: map({ street: string(), city: string(), country: string() }).optional(),
      labels: list(string()),
      checklist: list(map({ text: string(), done: boolean() })),
      attributes: record(string(), string()),
      createdAt: string(),
    }).and((task) => ({
      GSI1PK: string()
        .putLink<typeof task>(({ status, dueDate, taskId }) => statusKey(status, dueDate, taskId).GSI1PK)
        .hidden(),
      GSI1SK: string()
        .putLink<typeof task>(({ status, dueDate, taskId }) => statusKey(status, dueDate, taskId).GSI1SK)
        .hidden(),
      GSI2PK: string()
        .putLink<typeof task>(({ assigneeId, taskId }) => assigneeKey(assigneeId, taskId).GSI2PK)
        .hidden(),
      GSI2SK: string()
        .putLink<typeof task>(({ assigneeId, taskId }) => assigneeKey(assigneeId, taskId).GSI2SK)
        .hidden(),
    })),
    computeKey: primaryKey,
  });
}
