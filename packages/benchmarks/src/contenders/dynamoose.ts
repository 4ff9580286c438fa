import { DynamoDB } from "@aws-sdk/client-dynamodb";
import dynamoose from "dynamoose";
import { keysOf, partitionOf, primaryKey, sortPrefix, statusKey } from "./keys.ts";
import { statuses } from "./statuses.ts";
import type { Store } from "./store.ts";
import type { Contender, Task } from "./workload.ts";

/** Dynamoose. It has no key templates: keys are attributes that the program fills. */
export function withDynamoose({ config, tableName }: Store): Contender {
  // One client for the whole process: of those made here, the last one works.
  dynamoose.aws.ddb.set(new DynamoDB(config));
  const model = dynamoose.model(tableName, taskSchema());
  new dynamoose.Table(tableName, [model], { create: false, waitForActive: false, update: false });
  const itemOf = (task: Task): Record<string, unknown> => ({ ...task, ...keysOf(task) });
  const ofUser = (userId: string) => model.query("PK").eq(partitionOf(userId)).where("SK").beginsWith(sortPrefix);
  return {
    get: (key) => model.get(primaryKey(key)),
    put: (task) => new model(itemOf(task)).save(),
    update: (key, { status, dueDate, title, addedPoints }) =>
      model.update(
        primaryKey(key),
        { $SET: { status, dueDate, title, ...statusKey(status, dueDate, key.taskId) }, $ADD: { points: addedPoints } },
        { condition: new dynamoose.Condition().where("PK").exists(), return: "item" },
      ),
    transact: (tasks) =>
      dynamoose.transaction(tasks.map((task) => model.transaction.create(itemOf(task), { overwrite: true }))),
    query: (userId, limit) => ofUser(userId).limit(limit).exec(),
    queryAll: (userId) => ofUser(userId).all().exec(),
    batchGet: (keys) => model.batchGet(keys.map(primaryKey)),
    batchWrite: (tasks) => model.batchPut(tasks.map(itemOf)),
  };
}

/** Defines the schema. */
export function taskSchema() {
  const text = { type: String, required: true } as const;
  return new dynamoose.Schema(
    {
      PK: { type: String, hashKey: true },
      SK: { type: String, rangeKey: true },
      GSI1PK: { type: String, index: { name: "byStatus", type: "global", rangeKey: "GSI1SK" } },
      GSI1SK: String,
      GSI2PK: { type: String, index: { name: "byAssignee", type: "global", rangeKey: "GSI2SK" } },
      GSI2SK: String,
      userId: text,
      taskId: text,
      title: { ...text, validate: (value) => (value as string).length > 0 },
      description: String,
      status: { ...text, enum: [...statuses] },
      dueDate: text,
      priority: { type: Number, required: true, validate: (n) => (n as number) >= 0 && (n as number) <= 9 },
      points: { type: Number, required: true, validate: (n) => (n as number) >= 0 },
      done: { type: Boolean, required: true },
      assigneeId: text,
      address: { type: Object, schema: { street: text, city: text, country: text } },
      labels: { type: Array, required: true, schema: [String] },
      checklist: {
        type: Array,
        required: true,
        schema: [{ type: Object, schema: { text, done: { type: Boolean, required: true } } }],
      },
      attributes: { type: Object, required: true },
      createdAt: text,
    },
    { saveUnknown: ["attributes.*"] },
  );
}
