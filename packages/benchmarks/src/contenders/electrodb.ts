// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of ElectroDB are written so
import { CustomAttributeType, Entity, Service } from "electrodb";
import { statuses } from "./statuses.ts";
import type { Store } from "./store.ts";
import type { Contender, Task, TaskKey } from "./workload.ts";

/** ElectroDB, with templates for keys as the others make them. */
export function electrodb({ client, tableName }: Store): Contender {
  const entity = entityOn(client, tableName);
  const service = new Service({ task: entity }, { client, table: tableName });
  const keyOf = ({ userId, taskId }: TaskKey) => ({ userId, taskId });
  return {
    get: async (key) => (await entity.get(keyOf(key)).go()).data,
    put: (task) => entity.put(itemOf(task)).go({ response: "none" }),
    update: async (key, { status, dueDate, title, addedPoints }) =>
      (
        await entity
          .patch(keyOf(key))
          .set({ status, dueDate, title })
          .add({ points: addedPoints })
          .go({ response: "all_new" })
      ).data,
    transact: async (tasks) => {
      const { canceled } = await service.transaction
        .write(({ task }) => tasks.map((one) => task.put(itemOf(one)).commit()))
        .go();
      if (canceled) throw new Error("The transaction was canceled");
    },
    query: async (userId, limit) => (await entity.query.primary({ userId }).go({ limit })).data,
    queryAll: async (userId) => (await entity.query.primary({ userId }).go({ pages: "all" })).data,
    batchGet: async (keys) => (await entity.get(keys.map(keyOf)).go()).data,
    batchWrite: (tasks) => entity.put(tasks.map(itemOf)).go(),
  };
}

/** ElectroDB's types want lists that can be changed, and nothing that is `undefined`. */
function itemOf({ labels, checklist, description, address, ...rest }: Task) {
  return {
    ...rest,
    ...(description === undefined ? {} : { description }),
    ...(address === undefined ? {} : { address }),
    labels: [...labels],
    checklist: [...checklist],
  };
}

/** Defines the entity. */
export function entityOn(client: Store["client"], table: string, name = "Task") {
  return new Entity(
    {
      model: { entity: name, version: "1", service: "bench" },
      attributes: {
        userId: { type: "string", required: true },
        taskId: { type: "string", required: true },
        title: { type: "string", required: true, validate: (text: string) => text.length > 0 },
        description: { type: "string" },
        status: { type: statuses, required: true },
        dueDate: { type: "string", required: true },
        priority: { type: "number", required: true, validate: (n: number) => n >= 0 && n <= 9 },
        points: { type: "number", required: true, validate: (n: number) => n >= 0 },
        done: { type: "boolean", required: true },
        assigneeId: { type: "string", required: true },
        address: {
          type: "map",
          properties: {
            street: { type: "string", required: true },
            city: { type: "string", required: true },
            country: { type: "string", required: true },
          },
        },
        labels: { type: "list", required: true, items: { type: "string" } },
        checklist: {
          type: "list",
          required: true,
          items: {
            type: "map",
            properties: { text: { type: "string", required: true }, done: { type: "boolean", required: true } },
          },
        },
        // It has no records.
        attributes: { type: CustomAttributeType<Readonly<Record<string, string>>>("any"), required: true },
        createdAt: { type: "string", required: true },
      },
      indexes: {
        primary: {
          pk: { field: "PK", composite: ["userId"], template: "USER#${userId}", casing: "none" },
          sk: { field: "SK", composite: ["taskId"], template: "TASK#${taskId}", casing: "none" },
        },
        byStatus: {
          index: "byStatus",
          pk: { field: "GSI1PK", composite: ["status"], template: "STATUS#${status}", casing: "none" },
          sk: {
            field: "GSI1SK",
            composite: ["dueDate", "taskId"],
            template: "DUE#${dueDate}#TASK#${taskId}",
            casing: "none",
          },
        },
        byAssignee: {
          index: "byAssignee",
          pk: { field: "GSI2PK", composite: ["assigneeId"], template: "ASSIGNEE#${assigneeId}", casing: "none" },
          sk: { field: "GSI2SK", composite: ["taskId"], template: "TASK#${taskId}", casing: "none" },
        },
      },
    },
    { table, client },
  );
}
