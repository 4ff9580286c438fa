// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of OneTable are written so
import { Table } from "dynamodb-onetable";
import { sortPrefix } from "./keys.ts";
import { statuses } from "./statuses.ts";
import type { Store } from "./store.ts";
import type { Contender, Task } from "./workload.ts";

const text = { type: String, required: true } as const;

const fields = {
  PK: { type: String, value: "USER#${userId}" },
  SK: { type: String, value: "TASK#${taskId}" },
  GSI1PK: { type: String, value: "STATUS#${status}" },
  GSI1SK: { type: String, value: "DUE#${dueDate}#TASK#${taskId}" },
  GSI2PK: { type: String, value: "ASSIGNEE#${assigneeId}" },
  GSI2SK: { type: String, value: "TASK#${taskId}" },
  userId: text,
  taskId: text,
  title: { ...text, validate: /./ },
  description: { type: String },
  status: { ...text, enum: [...statuses] },
  dueDate: text,
  priority: { type: Number, required: true },
  points: { type: Number, required: true },
  done: { type: Boolean, required: true },
  assigneeId: text,
  address: { type: Object, schema: { street: text, city: text, country: text } },
  labels: { type: Array, required: true, items: { type: String } },
  checklist: {
    type: Array,
    required: true,
    items: { type: Object, schema: { text, done: { type: Boolean, required: true } } },
  },
  attributes: { type: Object, required: true },
  createdAt: text,
} as const;

/** The schema of a table with models of these names. */
export function schemaOf(names: readonly string[]) {
  return {
    format: "onetable:1.1.0",
    version: "0.0.1",
    indexes: {
      primary: { hash: "PK", sort: "SK" },
      byStatus: { hash: "GSI1PK", sort: "GSI1SK", project: "all" },
      byAssignee: { hash: "GSI2PK", sort: "GSI2SK", project: "all" },
    },
    models: Object.fromEntries(names.map((name) => [name, fields])),
    params: { isoDates: true, timestamps: false },
  };
}

/** OneTable. */
export function onetable({ client, tableName }: Store): Contender {
  const table = new Table({
    client,
    name: tableName,
    schema: schemaOf(["Task"]) as never,
    logger: false,
    partial: false,
  });
  // Its types of lists and records are those of its schema, which is no use here: items are compared at run time.
  const model = table.getModel("Task" as never) as unknown as UntypedModel;
  const itemOf = (task: Task) => ({ ...task });
  return {
    get: (key) => model.get({ userId: key.userId, taskId: key.taskId }),
    put: (task) => model.create(itemOf(task), { exists: null }),
    update: ({ userId, taskId }, { status, dueDate, title, addedPoints }) =>
      model.update({ userId, taskId, status, dueDate, title }, { add: { points: addedPoints }, exists: true }),
    transact: async (tasks) => {
      const transaction = {};
      for (const task of tasks) await model.create(itemOf(task), { exists: null, transaction });
      await table.transact("write", transaction);
    },
    query: (userId, limit) => model.find({ userId, SK: { begins: sortPrefix } }, { limit }),
    queryAll: (userId) => model.find({ userId, SK: { begins: sortPrefix } }),
    batchGet: async (keys) => {
      const batch = {};
      for (const { userId, taskId } of keys) await model.get({ userId, taskId }, { batch });
      return table.batchGet(batch, { parse: true, hidden: false });
    },
    batchWrite: async (tasks) => {
      const batch = {};
      for (const task of tasks) await model.create(itemOf(task), { exists: null, batch });
      await table.batchWrite(batch);
    },
  };
}

interface UntypedModel {
  get(key: object, params?: object): Promise<unknown>;
  create(item: object, params?: object): Promise<unknown>;
  update(changes: object, params?: object): Promise<unknown>;
  find(key: object, params?: object): Promise<readonly unknown[]>;
}
