import { defineEntity, defineTable, electrodb, epochSeconds } from "keywright";
import * as z from "zod";
import type { ModelCase } from "../support.ts";
import { keys, model, text, theirs } from "./theirs.ts";

export const otherModels: ModelCase[] = [];

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
  otherModels.push(entry);
}
