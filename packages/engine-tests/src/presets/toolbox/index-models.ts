import { item, number, string } from "dynamodb-toolbox";
import { defineEntity, defineTable, epochSeconds, isoDateTime, toolbox } from "keywright";
import * as z from "zod";
import type { ModelCase, Values } from "../support.ts";
import { keys, theirs } from "./theirs.ts";

export const indexModels: ModelCase[] = [];

{
  const table = defineTable({
    name: "linked",
    ...keys,
    indexes: {
      byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "S" }, projection: "ALL" },
    },
  });
  indexModels.push({
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
  indexModels.push({
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
  const table = defineTable({
    name: "sparse",
    ...keys,
    timeToLive: "expires",
    indexes: { byDevice: { type: "global", partitionKey: { GSI1PK: "S" }, projection: "ALL" } },
  });
  indexModels.push({
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
