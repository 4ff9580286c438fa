import { defineEntity, defineTable, electrodb, isoDateTime } from "keywright";
import * as z from "zod";
import type { ModelCase } from "../support.ts";
import { keys, model, text, theirs } from "./theirs.ts";

export const keyModels: ModelCase[] = [];

{
  const table = defineTable({ name: "plain", ...keys });
  const indexes = {
    tasks: { pk: { field: "pk", composite: ["userId"] }, sk: { field: "sk", composite: ["taskId"] } },
  } as const;
  const ours = defineEntity({
    name: "Task",
    table,
    schema: z.object({ userId: z.string(), taskId: z.string(), title: z.string() }),
    ...electrodb({ model, indexes }),
  });
  add({
    name: "strings in mixed case, which keys have in lower case",
    table,
    ours,
    theirs: theirs({ userId: text, taskId: text, title: text }, indexes),
    key: { userId: "Ada-ΟΔΥΣΣΕΥΣ", taskId: "T1 straße İ" },
    item: { userId: "Ada-ΟΔΥΣΣΕΥΣ", taskId: "T1 straße İ", title: "Write" },
    queries: [
      { theirName: "tasks", key: { userId: "Ada-ΟΔΥΣΣΕΥΣ" } },
      { theirName: "tasks", key: { userId: "Ada-ΟΔΥΣΣΕΥΣ", taskId: "T1 straße İ" } },
    ],
    change: { title: "Read" },
  });
}

{
  const table = defineTable({ name: "numbers", ...keys });
  const indexes = {
    lines: {
      pk: { field: "pk", composite: ["order", "open"] },
      sk: { field: "sk", composite: ["line", "weight", "urgent"] },
    },
  } as const;
  const ours = defineEntity({
    name: "Line",
    table,
    schema: z.object({
      order: z.int(),
      open: z.boolean(),
      line: z.int(),
      weight: z.number(),
      urgent: z.boolean(),
      text: z.string().optional(),
    }),
    ...electrodb({ model, indexes, attributes: { line: { padding: { length: 6, char: "0" } } } }),
  });
  const key = { order: 17, open: true, line: 42, weight: -1.5, urgent: false };
  const number = { type: "number" } as const;
  add({
    name: "numbers and booleans in composite keys, one of them padded",
    table,
    ours,
    theirs: theirs(
      {
        order: number,
        open: { type: "boolean" },
        line: { type: "number", padding: { length: 6, char: "0" } },
        weight: number,
        urgent: { type: "boolean" },
        text,
      },
      indexes,
    ),
    key,
    item: key,
    queries: [
      { theirName: "lines", key: { order: 17, open: true } },
      { theirName: "lines", key: { order: 17, open: true, line: 42, weight: -1.5 } },
    ],
    change: { text: "later" },
  });
}

{
  const table = defineTable({
    name: "globals",
    ...keys,
    indexes: {
      gsi1: { type: "global", partitionKey: { gsi1pk: "S" }, sortKey: { gsi1sk: "S" }, projection: "ALL" },
      gsi2: { type: "global", partitionKey: { gsi2pk: "S" }, projection: "ALL" },
    },
  });
  const indexes = {
    tasks: { pk: { field: "pk", composite: ["userId"] }, sk: { field: "sk", composite: ["taskId"] } },
    byStatus: {
      index: "gsi1",
      pk: { field: "gsi1pk", composite: ["team", "status"] },
      sk: { field: "gsi1sk", composite: ["dueAt", "taskId"] },
    },
    byTeam: { index: "gsi2", pk: { field: "gsi2pk", composite: ["team"] } },
  } as const;
  const ours = defineEntity({
    name: "Task",
    table,
    schema: z.object({
      userId: z.string(),
      taskId: z.string(),
      team: z.string(),
      status: z.enum(["OPEN", "IN_PROGRESS", "DONE"]),
      dueAt: isoDateTime(),
    }),
    ...electrodb({ model, indexes }),
  });
  const item = { userId: "U1", taskId: "T1", team: "Red", status: "IN_PROGRESS", dueAt: "2026-05-01T09:30:00.000Z" };
  const at = (day: string): Date => new Date(`2026-${day}T09:30:00.000Z`);
  add({
    name: "global indexes of several attributes, an enum and a date among them",
    table,
    ours,
    theirs: theirs(
      { userId: text, taskId: text, team: text, status: { type: ["OPEN", "IN_PROGRESS", "DONE"] }, dueAt: text },
      indexes,
    ),
    key: { userId: "U1", taskId: "T1" },
    item: { ...item, dueAt: at("05-01") },
    theirItem: item,
    queries: [
      { theirName: "tasks", key: { userId: "U1" } },
      { index: "gsi1", theirName: "byStatus", key: { team: "Red", status: "IN_PROGRESS" } },
      {
        index: "gsi1",
        theirName: "byStatus",
        key: { team: "Red", status: "IN_PROGRESS", dueAt: { between: [at("04-30"), at("05-01")] } },
        theirKey: { team: "Red", status: "IN_PROGRESS", dueAt: item.dueAt },
      },
      { index: "gsi2", theirName: "byTeam", key: { team: "Red" } },
    ],
    change: { status: "DONE", team: "Blue", dueAt: at("06-01") },
    theirChange: { status: "DONE", team: "Blue", dueAt: "2026-06-01T09:30:00.000Z" },
  });
}

{
  const table = defineTable({
    name: "locals",
    ...keys,
    indexes: { lsi1: { type: "local", sortKey: { lsi1sk: "S" }, projection: "ALL" } },
  });
  const indexes = {
    tasks: { pk: { field: "pk", composite: ["userId"] }, sk: { field: "sk", composite: ["taskId"] } },
    byPriority: {
      index: "lsi1",
      pk: { field: "pk", composite: ["userId"] },
      sk: { field: "lsi1sk", composite: ["priority"] },
    },
  } as const;
  const ours = defineEntity({
    name: "Task",
    table,
    schema: z.object({ userId: z.string(), taskId: z.string(), priority: z.string() }),
    ...electrodb({ model, indexes }),
  });
  add({
    name: "a local index",
    table,
    ours,
    theirs: theirs({ userId: text, taskId: text, priority: text }, indexes),
    key: { userId: "U1", taskId: "T1" },
    item: { userId: "U1", taskId: "T1", priority: "High" },
    queries: [
      { index: "lsi1", theirName: "byPriority", key: { userId: "U1" } },
      { index: "lsi1", theirName: "byPriority", key: { userId: "U1", priority: "High" } },
    ],
    change: { priority: "Low" },
  });
}

{
  const table = defineTable({
    name: "collections",
    ...keys,
    indexes: {
      gsi1: { type: "global", partitionKey: { gsi1pk: "S" }, sortKey: { gsi1sk: "S" }, projection: "ALL" },
    },
  });
  const indexes = {
    tasks: {
      collection: "Workload",
      pk: { field: "pk", composite: ["userId"] },
      sk: { field: "sk", composite: ["taskId"] },
    },
    byProject: {
      index: "gsi1",
      collection: ["Assignments", "Open"],
      pk: { field: "gsi1pk", composite: ["project"] },
      sk: { field: "gsi1sk", composite: ["due"] },
    },
  } as const;
  const ours = defineEntity({
    name: "Task",
    table,
    schema: z.object({ userId: z.string(), taskId: z.string(), project: z.string(), due: z.iso.date() }),
    ...electrodb({ model, indexes }),
  });
  add({
    name: "collections and sub-collections",
    table,
    ours,
    theirs: theirs({ userId: text, taskId: text, project: text, due: text }, indexes),
    key: { userId: "U1", taskId: "T1" },
    item: { userId: "U1", taskId: "T1", project: "Keys", due: "2026-05-01" },
    queries: [
      { theirName: "tasks", key: { userId: "U1" } },
      { index: "gsi1", theirName: "byProject", key: { project: "Keys" } },
      { index: "gsi1", theirName: "byProject", key: { project: "Keys", due: "2026-05-01" } },
    ],
    change: { due: "2026-06-01", project: "Locks" },
  });
}

{
  const table = defineTable({
    name: "clustered",
    ...keys,
    indexes: {
      gsi1: { type: "global", partitionKey: { gsi1pk: "S" }, sortKey: { gsi1sk: "S" }, projection: "ALL" },
    },
  });
  const indexes = {
    tasks: {
      type: "clustered",
      collection: "Workload",
      pk: { field: "pk", composite: ["userId"] },
      sk: { field: "sk", composite: ["due", "taskId"] },
    },
    alone: {
      index: "gsi1",
      type: "clustered",
      pk: { field: "gsi1pk", composite: [] },
      sk: { field: "gsi1sk", composite: ["taskId"] },
    },
  } as const;
  const ours = defineEntity({
    name: "Task",
    table,
    schema: z.object({ userId: z.string(), taskId: z.string(), due: z.iso.date(), title: z.string() }),
    ...electrodb({ model, indexes }),
  });
  const key = { userId: "U1", taskId: "T1", due: "2026-05-01" };
  add({
    name: "clustered indexes, and an index that is one partition",
    table,
    ours,
    theirs: theirs({ userId: text, taskId: text, due: text, title: text }, indexes),
    key,
    item: { ...key, title: "Write" },
    queries: [
      { theirName: "tasks", key: { userId: "U1" } },
      { theirName: "tasks", key: { userId: "U1", due: "2026-05-01" } },
      { index: "gsi1", theirName: "alone", key: {} },
    ],
    change: { title: "Read" },
  });
}

function add(entry: ModelCase): void {
  keyModels.push(entry);
}
