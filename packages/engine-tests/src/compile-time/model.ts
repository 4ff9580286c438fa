import {
  bytes,
  collection,
  connect,
  type Database,
  defineEntity,
  defineTable,
  epochSeconds,
  type Item,
  isoDateTime,
  type Repository,
  repository,
  scoped,
} from "keywright";
import * as z from "zod";

// What the rules in this folder are shown on.

export const table = defineTable({
  name: "TaskApp",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "S" }, projection: "ALL" },
    byOwner: {
      type: "global",
      partitionKey: { GSI2PK: "S" },
      sortKey: { GSI2SK: "S" },
      projection: ["title", "points"],
    },
    byTeam: {
      type: "global",
      partitionKey: [{ team: "S" }, { region: "S" }],
      sortKey: [{ level: "N" }, { city: "S" }],
      projection: ["title"],
    },
    byUpdated: { type: "local", sortKey: { updatedAt: "S" }, projection: "KEYS_ONLY" },
  },
});

export const Task = defineEntity({
  name: "Task",
  table,
  schema: z.object({
    userId: z.string(),
    taskId: z.string(),
    title: z.string(),
    status: z.enum(["OPEN", "DONE"]).default("OPEN"),
    dueDate: z.iso.date(),
    rank: z.int(),
    owner: z.string(),
    team: z.string(),
    region: z.string(),
    level: z.int(),
    city: z.string(),
    count: z.number(),
    points: z.int().optional(),
    done: z.boolean().optional(),
    tags: z.set(z.string()).optional(),
    labels: z.set(z.string()),
    lines: z.array(z.object({ sku: z.string(), count: z.number() })),
    settings: z.object({ theme: z.enum(["dark", "light"]), seen: z.number(), hint: z.string().optional() }),
    assignee: z
      .object({ name: z.string(), address: z.object({ city: z.string(), zip: z.string().optional() }).optional() })
      .optional(),
    payment: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("card"), last4: z.string() }),
      z.object({ kind: z.literal("cash"), currency: z.string() }),
    ]),
    nothing: z.null(),
    checksum: bytes().optional(),
    scores: z.record(z.string(), z.number()),
    // Stored as JSON text.
    blob: z.codec(z.string(), z.object({ colour: z.string() }), {
      decode: (text) => JSON.parse(text) as { colour: string },
      encode: (value) => JSON.stringify(value),
    }),
    // Dates in the program; stored as epoch seconds, and as ISO text.
    expiresAt: epochSeconds().optional(),
    seenAt: isoDateTime().optional(),
  }),
  key: { PK: "USER#{userId}", SK: "TASK#{taskId}" },
  indexes: {
    byStatus: { GSI1PK: "STATUS#{status}", GSI1SK: "DUE#{dueDate}#R{rank:8}#TASK#{taskId}" },
    // The sort key repeats what the partition key is made of.
    byOwner: { GSI2PK: "OWNER#{owner}", GSI2SK: "OWNER#{owner}#{dueDate}" },
    // Four attributes are the key.
    byTeam: {},
    byUpdated: {},
  },
  version: "version",
  timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" },
});
export type Task = Item<typeof Task>;

export const Order = defineEntity({
  name: "Order",
  table,
  schema: z.object({ userId: z.string(), orderId: z.string(), title: z.string(), total: z.number() }),
  key: { PK: "USER#{userId}", SK: "ORDER#{orderId}" },
});

export const Note = defineEntity({
  name: "Note",
  table,
  schema: z.object({ tenantId: z.string(), noteId: z.string(), text: z.string(), owner: z.string() }),
  key: { PK: "TENANT#{tenantId}", SK: "NOTE#{noteId}" },
  indexes: {
    byOwner: { GSI2PK: "TENANT#{tenantId}#OWNER#{owner}", GSI2SK: "NOTE#{noteId}" },
    byStatus: { GSI1PK: "NOTE", GSI1SK: "NOTE#{noteId}" },
  },
});

/** No two have the same e-mail address, and no two of a tenant the same handle. */
export const User = defineEntity({
  name: "User",
  table,
  schema: z.object({
    tenantId: z.string(),
    userId: z.string(),
    email: z.string(),
    handle: z.string().optional(),
    title: z.string().optional(),
  }),
  key: { PK: "TENANT#{tenantId}", SK: "USER#{userId}" },
  unique: { email: ["email:lower"], handle: ["tenantId", "handle"] },
});
export const user: Item<typeof User> = { tenantId: "t1", userId: "u1", email: "ada@x.org" };

const odd = {
  size: z.string(),
  // biome-ignore lint/suspicious/noThenProperty: an attribute may have any name.
  then: z.string(), // oxlint-disable-line unicorn/no-thenable
  length: z.string(),
  contains: z.string(),
  "0": z.string(),
  "a.b": z.string(),
  "a#b": z.string(),
};
export const Odd = defineEntity({
  name: "Odd",
  table,
  schema: z.object({ id: z.string(), ...odd, inner: z.object(odd) }),
  key: { PK: "ODD#{id}", SK: "ODD" },
});

const inherited = { toString: z.string(), constructor: z.string(), title: z.string() };
export const Inherited = defineEntity({
  name: "Inherited",
  table,
  schema: z.object({ id: z.string(), ...inherited, inner: z.object(inherited) }),
  key: { PK: "INHERITED#{id}", SK: "INHERITED" },
});

export const key = { userId: "u1", taskId: "t1" };
export const create = {
  ...key,
  title: "Write",
  dueDate: "2026-05-01",
  rank: 1,
  owner: "ada",
  team: "red",
  region: "eu",
  level: 3,
  city: "Oslo",
  count: 0,
  labels: new Set(["a"]),
  lines: [{ sku: "a", count: 1 }],
  settings: { theme: "dark", seen: 0 },
  payment: { kind: "cash", currency: "EUR" },
  nothing: null,
  scores: {},
  blob: { colour: "red" },
} as const;
export const task: Task = {
  ...create,
  status: "OPEN",
  lines: [],
  version: 1,
  createdAt: new Date(0),
  updatedAt: new Date(0),
};
export const db: Database = connect({ region: "eu-west-1" });
export const userItems = collection({ tasks: Task, orders: Order });
export const tenantNotes: Repository<typeof Note, "tenantId"> = repository(scoped(db, { tenantId: "t1" }), Note);

/** Key attributes that are attributes themselves. */
export const Plain = defineEntity({
  name: "Plain",
  table: defineTable({ name: "Plain", partitionKey: { id: "S" }, sortKey: { day: "S" } }),
  schema: z.object({ id: z.string(), day: z.iso.date(), note: z.string() }),
});
