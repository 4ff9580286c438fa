import { boolean, item, number, prefix, string } from "dynamodb-toolbox";
import { defineEntity, defineTable, toolbox } from "keywright";
import * as z from "zod";
import type { ModelCase, Values } from "../support.ts";
import { keys, theirs } from "./theirs.ts";

export const keyModels: ModelCase[] = [];

{
  const table = defineTable({ name: "computed", ...keys });
  keyModels.push({
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
  keyModels.push({
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
  const table = defineTable({ name: "numeric", partitionKey: { order: "N" }, sortKey: { line: "N" } });
  keyModels.push({
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
  const table = defineTable({ name: "bare", ...keys });
  keyModels.push({
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
  keyModels.push({
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
