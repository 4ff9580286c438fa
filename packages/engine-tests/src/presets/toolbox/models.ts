import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as tb from "dynamodb-toolbox";
import { defineEntity, defineTable, epochSeconds, isoDateTime, toolbox } from "keywright";
import * as z from "zod";
import type { ModelCase, Theirs, Values } from "../support.ts";

interface LooseAction {
  item(item: Values): LooseAction;
  key(key: Values): LooseAction;
  entities(entity: LooseBuilder): LooseAction;
  query(query: Values): LooseAction;
  send(): Promise<{ Item?: unknown; Items?: readonly unknown[] }>;
}

interface LooseBuilder {
  build(action: unknown): LooseAction;
}

interface Options {
  readonly entity: object;
  readonly table?: object;
}

const names = { partitionKey: { name: "PK", type: "string" }, sortKey: { name: "SK", type: "string" } } as const;

/** Toolbox on the table of the test. Its types are those of each schema, and a list of models has one type. */
function theirs({ entity, table: more = {} }: Options): (client: DynamoDBClient, table: string) => Theirs {
  return (client, name) => {
    const documentClient = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
    const options = { documentClient, name, ...names, ...more } as unknown as ConstructorParameters<typeof tb.Table>[0];
    const table = new tb.Table(options);
    const all = { name: "Task", table, ...entity } as unknown as ConstructorParameters<typeof tb.Entity>[0];
    const task = new tb.Entity(all) as unknown as LooseBuilder;
    const onTable = table as unknown as LooseBuilder;
    return {
      put: (item) => task.build(tb.PutItemCommand).item(item).send(),
      get: async (key) => (await task.build(tb.GetItemCommand).key(key).send()).Item,
      query: async (_, key) => (await onTable.build(tb.QueryCommand).entities(task).query(key).send()).Items ?? [],
      update: (key, changes) =>
        task
          .build(tb.UpdateItemCommand)
          .item({ ...key, ...changes })
          .send(),
    };
  };
}

const { any, boolean, item, list, map, number, prefix, set, string } = tb;
const keys = { partitionKey: { PK: "S" }, sortKey: { SK: "S" } } as const;

export const models: ModelCase[] = [];

{
  const table = defineTable({ name: "computed", ...keys });
  add({
    name: "computed keys",
    table,
    ours: defineEntity({
      name: "Task",
      table,
      schema: z.object({ userId: z.string(), taskId: z.string(), title: z.string() }),
      key: { PK: "USER#{userId}", SK: "TASK#{taskId}" },
      ...toolbox({ entity: "Task" }),
    }),
    theirs: theirs({
      entity: {
        schema: item({ userId: string().key(), taskId: string().key(), title: string() }),
        computeKey: ({ userId, taskId }: Values) => ({ PK: `USER#${userId}`, SK: `TASK#${taskId}` }),
      },
    }),
    key: { userId: "U1", taskId: "T1" },
    item: { userId: "U1", taskId: "T1", title: "Write" },
    queries: [
      { theirName: "", key: { userId: "U1" }, theirKey: { partition: "USER#U1" } },
      {
        theirName: "",
        key: { userId: "U1", taskId: { beginsWith: "T" } },
        theirKey: { partition: "USER#U1", range: { beginsWith: "TASK#T" } },
      },
    ],
    change: { title: "Read" },
  });
}

{
  const table = defineTable({ name: "attributes", ...keys });
  add({
    name: "keys that are attributes, stored under other names",
    table,
    ours: defineEntity({
      name: "Task",
      table,
      schema: z.object({ userId: z.string(), taskId: z.string(), title: z.string() }),
      key: { PK: "{userId}", SK: "{taskId}" },
      ...toolbox({ entity: "Task", timestamps: false }),
      storedAs: { userId: "PK", taskId: "SK", title: "t" },
    }),
    theirs: theirs({
      entity: {
        timestamps: false,
        schema: item({
          userId: string().key().savedAs("PK"),
          taskId: string().key().savedAs("SK"),
          title: string().savedAs("t"),
        }),
      },
    }),
    key: { userId: "U1", taskId: "T1" },
    item: { userId: "U1", taskId: "T1", title: "Write" },
    queries: [{ theirName: "", key: { userId: "U1" }, theirKey: { partition: "U1" } }],
    change: { title: "Read" },
  });
}

{
  const table = defineTable({
    name: "linked",
    ...keys,
    indexes: {
      byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "S" }, projection: "ALL" },
    },
  });
  add({
    name: "a global index with linked keys, an enum and a date",
    table,
    ours: defineEntity({
      name: "Task",
      table,
      schema: z.object({
        userId: z.string(),
        taskId: z.string(),
        status: z.enum(["OPEN", "DONE"]),
        dueAt: isoDateTime(),
      }),
      key: { PK: "USER#{userId}", SK: "TASK#{taskId}" },
      indexes: { byStatus: { GSI1PK: "STATUS#{status}", GSI1SK: "DUE#{dueAt}#{taskId}" } },
      ...toolbox({ entity: "Task" }),
    }),
    theirs: theirs({
      entity: {
        schema: item({
          userId: string().key(),
          taskId: string().key(),
          status: string().enum("OPEN", "DONE"),
          dueAt: string(),
        }).and((previous) => ({
          GSI1PK: string()
            .link<typeof previous>(({ status }) => `STATUS#${status}`)
            .updateLink<typeof previous>(({ status }) => `STATUS#${status}`),
          GSI1SK: string()
            .link<typeof previous>(({ dueAt, taskId }) => `DUE#${dueAt}#${taskId}`)
            .updateLink<typeof previous>(({ dueAt, taskId }) => `DUE#${dueAt}#${taskId}`),
        })),
        computeKey: ({ userId, taskId }: Values) => ({ PK: `USER#${userId}`, SK: `TASK#${taskId}` }),
      },
      table: {
        indexes: {
          byStatus: {
            type: "global",
            partitionKey: { name: "GSI1PK", type: "string" },
            sortKey: { name: "GSI1SK", type: "string" },
          },
        },
      },
    }),
    key: { userId: "U1", taskId: "T1" },
    item: { userId: "U1", taskId: "T1", status: "OPEN", dueAt: new Date("2026-05-01T00:00:00Z") },
    theirItem: { userId: "U1", taskId: "T1", status: "OPEN", dueAt: "2026-05-01T00:00:00.000Z" },
    queries: [
      { theirName: "", key: { userId: "U1" }, theirKey: { partition: "USER#U1" } },
      {
        index: "byStatus",
        theirName: "",
        key: { status: "OPEN", dueAt: { gt: new Date("2026-04-01T00:00:00Z") } },
        theirKey: { index: "byStatus", partition: "STATUS#OPEN", range: { gt: "DUE#2026-04" } },
      },
    ],
    change: { status: "DONE", dueAt: new Date("2026-06-01T00:00:00Z") },
    theirChange: { status: "DONE", dueAt: "2026-06-01T00:00:00.000Z" },
  });
}

{
  const table = defineTable({
    name: "locals",
    ...keys,
    indexes: { byPoints: { type: "local", sortKey: { points: "N" }, projection: "ALL" } },
  });
  add({
    name: "a local index on a number",
    table,
    ours: defineEntity({
      name: "Task",
      table,
      schema: z.object({ userId: z.string(), taskId: z.string(), points: z.number().optional() }),
      key: { PK: "USER#{userId}", SK: "TASK#{taskId}" },
      indexes: { byPoints: { points: "{points}" } },
      ...toolbox({ entity: "Task" }),
    }),
    theirs: theirs({
      entity: {
        schema: item({ userId: string().key(), taskId: string().key(), points: number().optional() }),
        computeKey: ({ userId, taskId }: Values) => ({ PK: `USER#${userId}`, SK: `TASK#${taskId}` }),
      },
      table: { indexes: { byPoints: { type: "local", sortKey: { name: "points", type: "number" } } } },
    }),
    key: { userId: "U1", taskId: "T1" },
    item: { userId: "U1", taskId: "T1", points: 2.5 },
    queries: [
      {
        index: "byPoints",
        theirName: "",
        key: { userId: "U1", points: { gte: 2 } },
        theirKey: { index: "byPoints", partition: "USER#U1", range: { gte: 2 } },
      },
    ],
    change: { points: 8 },
  });
}

{
  const table = defineTable({ name: "numeric", partitionKey: { order: "N" }, sortKey: { line: "N" } });
  add({
    name: "numbers as keys",
    table,
    ours: defineEntity({
      name: "Task",
      table,
      schema: z.object({ order: z.int(), line: z.number(), text: z.string() }),
      ...toolbox({ entity: "Task" }),
    }),
    theirs: theirs({
      entity: { schema: item({ order: number().key(), line: number().key(), text: string() }) },
      table: { partitionKey: { name: "order", type: "number" }, sortKey: { name: "line", type: "number" } },
    }),
    key: { order: 17, line: -1.5 },
    item: { order: 17, line: -1.5, text: "a" },
    queries: [
      {
        theirName: "",
        key: { order: 17, line: { between: [-2, 0] } },
        theirKey: { partition: 17, range: { between: [-2, 0] } },
      },
    ],
    change: { text: "b" },
  });
}

{
  const table = defineTable({ name: "nested", partitionKey: { id: "S" } });
  const same = {
    id: "D1",
    address: { city: "Bern", lines: ["a", "b"] },
    history: [{ at: "x", by: "y" }, { at: "z" }],
    extra: { a: [1, "b", { c: true }] },
  };
  add({
    name: "sets, maps and lists",
    table,
    ours: defineEntity({
      name: "Task",
      table,
      schema: z.object({
        id: z.string(),
        tags: z.set(z.string()),
        scores: z.set(z.number()).optional(),
        address: z.object({ city: z.string(), lines: z.array(z.string()) }),
        history: z.array(z.object({ at: z.string(), by: z.string().optional() })),
        extra: z.json(),
      }),
      ...toolbox({ entity: "Task" }),
    }),
    theirs: theirs({
      entity: {
        schema: item({
          id: string().key(),
          tags: set(string()),
          scores: set(number()).optional(),
          address: map({ city: string(), lines: list(string()) }),
          history: list(map({ at: string(), by: string().optional() })),
          extra: any(),
        }),
      },
      table: { partitionKey: { name: "id", type: "string" }, sortKey: undefined },
    }),
    key: { id: "D1" },
    item: { ...same, tags: new Set(["a", "b"]), scores: new Set([1, 2.5]) },
    queries: [{ theirName: "", key: { id: "D1" }, theirKey: { partition: "D1" } }],
    change: { address: { city: "Basel", lines: [] }, tags: new Set(["c"]) },
    theirChange: { address: tb.$set({ city: "Basel", lines: [] }), tags: new Set(["c"]) },
    theirChanged: { address: { city: "Basel", lines: [] }, tags: new Set(["c"]) },
  });
}

{
  const table = defineTable({
    name: "sparse",
    ...keys,
    timeToLive: "expires",
    indexes: { byDevice: { type: "global", partitionKey: { GSI1PK: "S" }, projection: "ALL" } },
  });
  add({
    name: "a sparse index, and a time to live",
    table,
    ours: defineEntity({
      name: "Task",
      table,
      schema: z.object({ id: z.string(), device: z.string().optional(), expires: epochSeconds() }),
      key: { PK: "SESSION#{id}", SK: "SESSION" },
      indexes: { byDevice: { GSI1PK: "DEVICE#{device}" } },
      ...toolbox({ entity: "Task" }),
    }),
    theirs: theirs({
      entity: {
        schema: item({ id: string().key(), device: string().optional(), expires: number() }).and((previous) => ({
          GSI1PK: string()
            .optional()
            .link<typeof previous>(({ device }) => (device === undefined ? undefined : `DEVICE#${device}`))
            .updateLink<typeof previous>(({ device }) => (device === undefined ? undefined : `DEVICE#${device}`)),
        })),
        computeKey: ({ id }: Values) => ({ PK: `SESSION#${id}`, SK: "SESSION" }),
      },
      table: { indexes: { byDevice: { type: "global", partitionKey: { name: "GSI1PK", type: "string" } } } },
    }),
    key: { id: "S1" },
    item: { id: "S1", expires: new Date("2099-01-01T00:00:00Z") },
    theirItem: { id: "S1", expires: 4_070_908_800 },
    queries: [{ theirName: "", key: { id: "S1" }, theirKey: { partition: "SESSION#S1" } }],
    change: { device: "Phone" },
  });
}

{
  const table = defineTable({ name: "named", ...keys });
  add({
    name: "other names of the entity attribute and of timestamps",
    table,
    ours: defineEntity({
      name: "Task",
      table,
      schema: z.object({ userId: z.string(), done: z.boolean() }),
      key: { PK: "USER#{userId}", SK: "PROFILE" },
      ...toolbox({
        entity: "Task",
        entityAttributeSavedAs: "kind",
        timestamps: { created: { name: "createdAt", savedAs: "c" }, modified: { name: "changedAt" } },
      }),
    }),
    theirs: theirs({
      entity: {
        schema: item({ userId: string().key(), done: boolean() }),
        computeKey: ({ userId }: Values) => ({ PK: `USER#${userId}`, SK: "PROFILE" }),
        timestamps: { created: { name: "createdAt", savedAs: "c" }, modified: { name: "changedAt" } },
      },
      table: { entityAttributeSavedAs: "kind" },
    }),
    key: { userId: "U1" },
    item: { userId: "U1", done: false },
    queries: [{ theirName: "", key: { userId: "U1" }, theirKey: { partition: "USER#U1" } }],
    change: { done: true },
  });
}

{
  const table = defineTable({ name: "bare", ...keys });
  add({
    name: "neither the name of the entity nor timestamps",
    table,
    ours: defineEntity({
      name: "Task",
      table,
      schema: z.object({ order: z.int(), line: z.int(), open: z.boolean(), text: z.string() }),
      key: { PK: "ORDER#{order:8}", SK: "LINE#{line:text}#{open}" },
      ...toolbox({ entity: "Task", entityAttribute: false, timestamps: false }),
    }),
    theirs: theirs({
      entity: {
        schema: item({ order: number().key(), line: number().key(), open: boolean().key(), text: string() }),
        computeKey: ({ order, line, open }: Values) => ({
          PK: `ORDER#${String(order).padStart(8, "0")}`,
          SK: `LINE#${line}#${open}`,
        }),
        entityAttribute: false,
        timestamps: false,
      },
    }),
    key: { order: 17, line: 42, open: true },
    item: { order: 17, line: 42, open: true, text: "a" },
    queries: [
      {
        theirName: "",
        key: { order: 17, line: 42 },
        theirKey: { partition: "ORDER#00000017", range: { beginsWith: "LINE#42#" }, entities: false },
      },
    ],
    change: { text: "b" },
  });
}

{
  const table = defineTable({ name: "prefixed", ...keys });
  add({
    name: "attributes that are stored in keys alone, behind a prefix",
    table,
    ours: defineEntity({
      name: "Task",
      table,
      schema: z.object({ userId: z.string(), taskId: z.string(), title: z.string() }),
      key: { PK: "USER#{userId}", SK: "TASK#{taskId}" },
      ...toolbox({ entity: "Task" }),
    }),
    theirs: theirs({
      entity: {
        schema: item({
          userId: string().key().savedAs("PK").transform(prefix("USER")),
          taskId: string().key().savedAs("SK").transform(prefix("TASK")),
          title: string(),
        }),
      },
    }),
    key: { userId: "U1", taskId: "T1" },
    item: { userId: "U1", taskId: "T1", title: "Write" },
    queries: [{ theirName: "", key: { userId: "U1" }, theirKey: { partition: "USER#U1" } }],
    change: { title: "Read" },
    inKeysOnly: ["userId", "taskId"],
  });
}

function add(entry: ModelCase): void {
  models.push(entry);
}
