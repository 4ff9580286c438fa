import { $set, any, boolean, item, list, map, number, set, string } from "dynamodb-toolbox";
import { defineEntity, defineTable, toolbox } from "keywright";
import * as z from "zod";
import type { ModelCase, Values } from "../support.ts";
import { keys, theirs } from "./theirs.ts";

export const valueModels: ModelCase[] = [];

{
  const table = defineTable({ name: "nested", partitionKey: { id: "S" } });
  const same = {
    id: "D1",
    address: { city: "Bern", lines: ["a", "b"] },
    history: [{ at: "x", by: "y" }, { at: "z" }],
    extra: { a: [1, "b", { c: true }] },
  };
  valueModels.push({
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
