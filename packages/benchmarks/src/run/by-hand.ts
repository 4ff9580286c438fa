import { randomBytes } from "node:crypto";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type Contender, type TaskChanges, type TaskItem, type TaskPage, tableName } from "./workload.ts";

/** A task as the DocumentClient takes and gives it. */
type StoredTask = Omit<TaskItem, "createdAt" | "updatedAt" | "expiresAt"> & {
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly expiresAt?: number;
};

const present = "#version = :version AND (attribute_not_exists(#expiresAt) OR #expiresAt > :now)";
const live = "attribute_not_exists(#expiresAt) OR #expiresAt > :now";
const changed =
  "SET #status = :status, #dueDate = :dueDate, #title = :title, #points = #points + :points, #updatedAt = :updatedAt, " +
  "GSI1PK = :GSI1PK, GSI1SK = :GSI1SK, GSI2SK = :GSI2SK, #version = if_not_exists(#version, :zero) + :one, #mark = :mark";

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);
const mark = (): string => randomBytes(9).toString("base64url");
const primaryKey = (userId: string, taskId: string) => ({ PK: `USER#${userId}`, SK: `TASK#${taskId}` });
const statusKey = (status: string) => `STATUS#${status}`;
const statusSortKey = (dueDate: string, userId: string, taskId: string) =>
  `DUE#${dueDate}#USER#${userId}#TASK#${taskId}`;
const assigneeSortKey = (dueDate: string, taskId: string) => `DUE#${dueDate}#TASK#${taskId}`;

/** The item that is stored for a task, before it is marshalled. */
export function storedTask(task: TaskItem, writeMark: string): Record<string, unknown> {
  const { userId, taskId, status, dueDate, assigneeId, expiresAt } = task;
  return {
    ...task,
    ...(expiresAt === undefined ? {} : { expiresAt: seconds(expiresAt) }),
    createdAt: task.createdAt.toISOString(),
    updatedAt: task.updatedAt.toISOString(),
    _mark: writeMark,
    ...primaryKey(userId, taskId),
    GSI1PK: statusKey(status),
    GSI1SK: statusSortKey(dueDate, userId, taskId),
    ...(assigneeId === undefined ? {} : { GSI2PK: `ASSIGNEE#${assigneeId}` }),
    GSI2SK: assigneeSortKey(dueDate, taskId),
  };
}

function toTask(stored: StoredTask): TaskItem {
  const { description, assigneeId, address, labels, expiresAt } = stored;
  return {
    userId: stored.userId,
    taskId: stored.taskId,
    title: stored.title,
    ...(description === undefined ? {} : { description }),
    status: stored.status,
    dueDate: stored.dueDate,
    priority: stored.priority,
    points: stored.points,
    done: stored.done,
    ...(assigneeId === undefined ? {} : { assigneeId }),
    ...(address === undefined ? {} : { address }),
    ...(labels === undefined ? {} : { labels }),
    checklist: stored.checklist,
    attributes: stored.attributes,
    ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt * 1000) }),
    version: stored.version,
    createdAt: new Date(stored.createdAt),
    updatedAt: new Date(stored.updatedAt),
  };
}

/** The work done with the DocumentClient: keys as template strings, expressions as text, dates converted by hand. */
export function byHand(client: DynamoDBClient, clock: () => Date): Contender {
  const documents = DynamoDBDocumentClient.from(client);

  async function get(userId: string, taskId: string): Promise<TaskItem | undefined> {
    const { Item } = await documents.send(
      new GetCommand({ TableName: tableName, Key: primaryKey(userId, taskId), ReturnConsumedCapacity: "TOTAL" }),
    );
    const stored = Item as StoredTask | undefined;
    if (stored === undefined || (stored.expiresAt ?? Number.POSITIVE_INFINITY) <= seconds(clock())) return undefined;
    return toTask(stored);
  }

  async function put(task: TaskItem): Promise<TaskItem> {
    const now = clock();
    const written = { ...task, version: task.version + 1, updatedAt: now };
    await documents.send(
      new PutCommand({
        TableName: tableName,
        Item: storedTask(written, mark()),
        ConditionExpression: present,
        ExpressionAttributeNames: { "#version": "version", "#expiresAt": "expiresAt" },
        ExpressionAttributeValues: { ":version": task.version, ":now": seconds(now) },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        ReturnConsumedCapacity: "TOTAL",
      }),
    );
    return written;
  }

  async function update(userId: string, taskId: string, changes: TaskChanges): Promise<TaskItem> {
    const { status, dueDate, title, addedPoints, version } = changes;
    const now = clock();
    const { Attributes } = await documents.send(
      new UpdateCommand({
        TableName: tableName,
        Key: primaryKey(userId, taskId),
        UpdateExpression: changed,
        ConditionExpression: present,
        ExpressionAttributeNames: {
          "#status": "status",
          "#dueDate": "dueDate",
          "#title": "title",
          "#points": "points",
          "#updatedAt": "updatedAt",
          "#version": "version",
          "#mark": "_mark",
          "#expiresAt": "expiresAt",
        },
        ExpressionAttributeValues: {
          ":status": status,
          ":dueDate": dueDate,
          ":title": title,
          ":points": addedPoints,
          ":updatedAt": now.toISOString(),
          ":GSI1PK": statusKey(status),
          ":GSI1SK": statusSortKey(dueDate, userId, taskId),
          ":GSI2SK": assigneeSortKey(dueDate, taskId),
          ":zero": 0,
          ":one": 1,
          ":mark": mark(),
          ":version": version,
          ":now": seconds(now),
        },
        ReturnValues: "ALL_NEW",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        ReturnConsumedCapacity: "TOTAL",
      }),
    );
    return toTask(Attributes as StoredTask);
  }

  async function query(userId: string, limit: number): Promise<TaskPage> {
    const now = seconds(clock());
    const { Items = [], LastEvaluatedKey } = await documents.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: "PK = :PK AND begins_with(SK, :SK)",
        FilterExpression: live,
        ExpressionAttributeNames: { "#expiresAt": "expiresAt" },
        ExpressionAttributeValues: { ":PK": `USER#${userId}`, ":SK": "TASK#", ":now": now },
        Limit: limit,
        ReturnConsumedCapacity: "TOTAL",
      }),
    );
    const items: TaskItem[] = [];
    for (const stored of Items as StoredTask[]) {
      if ((stored.expiresAt ?? Number.POSITIVE_INFINITY) > now) items.push(toTask(stored));
    }
    const cursor = LastEvaluatedKey && Buffer.from(JSON.stringify(LastEvaluatedKey)).toString("base64url");
    return { items, cursor };
  }

  return { name: "DocumentClient by hand", get, put, update, query };
}
