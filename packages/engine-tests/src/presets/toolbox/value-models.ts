import { $set, any, boolean, item, list, map, number, set, string } from "dynamodb-toolbox";
import { defineEntity, defineTable, toolbox } from "keywright";
import * as z from "zod";
import { nested } from "../nested.ts";
import type { ModelCase, Values } from "../support.ts";
import { keys, theirs } from "./theirs.ts";

export const valueModels: ModelCase[] = [];

{
  const table = defineTable({ name: "nested", partitionKey: { id: "S" } });
  valueModels.push({
    name: "sets, maps and lists",
    table,
    ours: defineEntity({
      name: "Task",
      table,
      schema: nested.schema,
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
    key: nested.key,
    item: nested.item,
    queries: [{ theirName: "", key: { id: "D1" }, theirKey: { partition: "D1" } }],
    change: nested.change,
    theirChange: { address: $set({ city: "Basel", lines: [] }), tags: new Set(["c"]) },
    theirChanged: { address: { city: "Basel", lines: [] }, tags: new Set(["c"]) },
  });
}

{
  const table = defineTable({ name: "named", ...keys });
  valueModels.push({
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
