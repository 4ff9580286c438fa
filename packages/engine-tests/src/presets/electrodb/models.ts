import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Entity, type Schema } from "electrodb";
import { type AnyTable, defineEntity, defineTable, electrodb, epochSeconds, isoDateTime } from "keywright";
import * as z from "zod";
import type { ModelCase, Theirs, Values } from "../support.ts";

interface LooseElectro {
  put(item: Values): { go(): Promise<unknown> };
  get(key: Values): { go(): Promise<{ data: unknown }> };
  update(key: Values): { set(changes: Values): { go(): Promise<unknown> } };
  readonly query: { readonly [name: string]: (key: Values) => { go(): Promise<{ data: readonly unknown[] }> } };
}

type ElectroModel = Schema<string, string, string>;
const model = { service: "TaskApp", entity: "Task", version: "1" } as const;

/** ElectroDB on the table of the test. Its types are those of each model, and a list of models has one type. */
function theirs(attributes: object, indexes: object): (client: DynamoDBClient, table: string) => Theirs {
  return (client, table) => {
    const definition = { model, attributes, indexes } as unknown as ElectroModel;
    const entity = new Entity(definition, { client, table }) as unknown as LooseElectro;
    return {
      put: (item) => entity.put(item).go(),
      get: async (key) => (await entity.get(key).go()).data,
      query: async (name, key) => (await entity.query[name]?.(key).go())?.data ?? [],
      update: (key, changes) => entity.update(key).set(changes).go(),
    };
  };
}

const keys = { partitionKey: { pk: "S" }, sortKey: { sk: "S" } } as const;
const text = { type: "string" } as const;

export const tables: AnyTable[] = [];
export const models: ModelCase[] = [];

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

{
  const table = defineTable({
    name: "casing",
    ...keys,
    indexes: {
      gsi1: { type: "global", partitionKey: { gsi1pk: "S" }, sortKey: { gsi1sk: "S" }, projection: "ALL" },
    },
  });
  const indexes = {
    tasks: {
      pk: { field: "pk", composite: ["userId"], casing: "none" },
      sk: { field: "sk", composite: ["taskId"], casing: "upper" },
    },
    byMail: {
      index: "gsi1",
      pk: { field: "gsi1pk", composite: ["mail"], casing: "lower" },
      sk: { field: "gsi1sk", composite: ["count"], casing: "none" },
    },
  } as const;
  const ours = defineEntity({
    name: "Task",
    table,
    schema: z.object({ userId: z.string(), taskId: z.string(), mail: z.string(), count: z.number() }),
    ...electrodb({ model, indexes }),
  });
  add({
    name: "keys in each casing",
    table,
    ours,
    theirs: theirs({ userId: text, taskId: text, mail: text, count: { type: "number" } }, indexes),
    key: { userId: "Ada", taskId: "straße" },
    item: { userId: "Ada", taskId: "straße", mail: "Ada@Example.org", count: 3 },
    queries: [
      { theirName: "tasks", key: { userId: "Ada" } },
      { index: "gsi1", theirName: "byMail", key: { mail: "ADA@example.org", count: 3 } },
    ],
    change: { mail: "Grace@Example.org", count: 12 },
  });
}

{
  const table = defineTable({
    name: "sparse",
    ...keys,
    timeToLive: "expiresAt",
    indexes: {
      gsi1: { type: "global", partitionKey: { gsi1pk: "S" }, sortKey: { gsi1sk: "S" }, projection: "ALL" },
    },
  });
  const indexes = {
    sessions: { pk: { field: "pk", composite: ["userId"] }, sk: { field: "sk", composite: [] } },
    byDevice: {
      index: "gsi1",
      pk: { field: "gsi1pk", composite: ["device"] },
      sk: { field: "gsi1sk", composite: ["seen"] },
    },
  } as const;
  const ours = defineEntity({
    name: "Session",
    table,
    schema: z.object({
      userId: z.string(),
      device: z.string().optional(),
      seen: z.string().optional(),
      expiresAt: epochSeconds(),
    }),
    ...electrodb({ model, indexes }),
  });
  add({
    name: "a sparse index that the item is not in, and a time to live",
    table,
    ours,
    theirs: theirs({ userId: text, device: text, seen: text, expiresAt: { type: "number" } }, indexes),
    key: { userId: "U1" },
    item: { userId: "U1", expiresAt: new Date("2099-01-01T00:00:00Z") },
    theirItem: { userId: "U1", expiresAt: 4_070_908_800 },
    queries: [{ theirName: "sessions", key: { userId: "U1" } }],
    change: { device: "Phone", seen: "Today" },
  });
}

{
  const table = defineTable({ name: "nested", ...keys });
  const indexes = {
    documents: { pk: { field: "pk", composite: ["id"] }, sk: { field: "sk", composite: [] } },
  } as const;
  const ours = defineEntity({
    name: "Document",
    table,
    schema: z.object({
      id: z.string(),
      tags: z.set(z.string()),
      scores: z.set(z.number()).optional(),
      address: z.object({
        city: z.string(),
        lines: z.array(z.string()),
        geo: z.object({ lat: z.number() }).optional(),
      }),
      history: z.array(z.object({ at: z.string(), by: z.string().optional() })),
      extra: z.json().optional(),
    }),
    ...electrodb({ model, indexes }),
  });
  const same = {
    id: "D1",
    address: { city: "Bern", lines: ["a", "b"], geo: { lat: 46.9 } },
    history: [{ at: "x", by: "y" }, { at: "z" }],
    extra: { a: [1, "b", { c: true }] },
  };
  add({
    name: "sets, maps and lists",
    table,
    ours,
    theirs: theirs(
      {
        id: text,
        tags: { type: "set", items: "string" },
        scores: { type: "set", items: "number" },
        address: {
          type: "map",
          properties: {
            city: text,
            lines: { type: "list", items: text },
            geo: { type: "map", properties: { lat: { type: "number" } } },
          },
        },
        history: { type: "list", items: { type: "map", properties: { at: text, by: text } } },
        extra: { type: "any" },
      },
      indexes,
    ),
    key: { id: "D1" },
    item: { ...same, tags: new Set(["a", "b"]), scores: new Set([1, 2.5]) },
    theirItem: { ...same, tags: ["a", "b"], scores: [1, 2.5] },
    queries: [{ theirName: "documents", key: { id: "D1" } }],
    change: { address: { city: "Basel", lines: [] }, tags: new Set(["c"]) },
    theirChange: { address: { city: "Basel", lines: [] }, tags: ["c"] },
  });
}

{
  const table = defineTable({
    name: "templates",
    ...keys,
    indexes: {
      gsi1: { type: "global", partitionKey: { gsi1pk: "S" }, sortKey: { count: "N" }, projection: "ALL" },
      gsi2: { type: "global", partitionKey: { m: "S" }, sortKey: { gsi2sk: "N" }, projection: "ALL" },
    },
  });
  const indexes = {
    users: {
      pk: { field: "pk", composite: ["org"], template: "ORG#${org}" },
      sk: {
        field: "sk",
        composite: ["userId", "level"],
        template: "USER#${userId}#LEVEL#${level}#END",
        casing: "none",
      },
    },
    byMail: {
      index: "gsi2",
      pk: { field: "m", composite: ["mail"], template: "${mail}", casing: "none" },
      sk: { field: "gsi2sk", composite: ["level"], cast: "number" },
    },
    byOrg: { index: "gsi1", pk: { field: "gsi1pk", composite: ["org"] }, sk: { field: "count", composite: ["count"] } },
  } as const;
  const attributes = { mail: { field: "m" }, org: { label: "Organisation" }, title: { field: "t" } } as const;
  const ours = defineEntity({
    name: "User",
    table,
    schema: z.object({
      org: z.string(),
      userId: z.string(),
      level: z.int(),
      mail: z.string(),
      count: z.int(),
      title: z.string(),
    }),
    ...electrodb({
      model,
      indexes: { ...indexes, byOrg: { ...indexes.byOrg, sk: { ...indexes.byOrg.sk, cast: "number" } } },
      attributes,
    }),
  });
  const key = { org: "Acme", userId: "U1", level: 7 };
  add({
    name: "templates, labels, renamed attributes, and keys that are attributes themselves",
    table,
    ours,
    theirs: theirs(
      {
        org: { type: "string", label: "Organisation" },
        userId: text,
        level: { type: "number" },
        mail: { type: "string", field: "m" },
        count: { type: "number" },
        title: { type: "string", field: "t" },
      },
      indexes,
    ),
    key,
    item: { ...key, mail: "Ada@example.org", count: 3, title: "Dr" },
    queries: [
      { theirName: "users", key: { org: "Acme", userId: "U1" } },
      { index: "gsi2", theirName: "byMail", key: { mail: "Ada@example.org", level: 7 } },
      { index: "gsi1", theirName: "byOrg", key: { org: "Acme", count: 3 } },
    ],
    change: { title: "Prof", count: 4 },
  });
}

{
  const table = defineTable({ name: "partition", partitionKey: { pk: "S" } });
  const indexes = {
    settings: { scope: "Beta", pk: { field: "pk", composite: ["tenant", "name"] } },
  } as const;
  const ours = defineEntity({
    name: "Setting",
    table,
    schema: z.object({ tenant: z.string(), name: z.string(), value: z.string().optional() }),
    ...electrodb({ model, indexes }),
  });
  add({
    name: "a table without a sort key, and a scope",
    table,
    ours,
    theirs: theirs({ tenant: text, name: text, value: text }, indexes),
    key: { tenant: "Acme", name: "Theme" },
    item: { tenant: "Acme", name: "Theme" },
    queries: [{ theirName: "settings", key: { tenant: "Acme", name: "Theme" } }],
    change: { value: "dark" },
  });
}

function add(entry: ModelCase): void {
  models.push(entry);
  tables.push(entry.table);
}
