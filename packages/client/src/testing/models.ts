import { bytes, decimal, defineTable, epochSeconds } from "@keywright/schema";
import * as z from "zod";
import { defineEntity } from "../definition/define-entity.ts";
import { type UntypedEntity, untyped } from "./untyped.ts";

// Exports need written types here, and those of entities are long: these are as programs without types see them.

const plainTable = defineTable({ name: "Plain", partitionKey: { id: "S" } });

/** A key that is an attribute, and nothing else: no version, no timestamps, no indexes. */
export const Plain: UntypedEntity = untyped(
  defineEntity({
    name: "Plain",
    table: plainTable,
    schema: z.object({
      id: z.string(),
      name: z.string(),
      color: z.string().default("red"),
      size: z.number().optional(),
      total: z.bigint().optional(),
      price: decimal().optional(),
      photo: bytes().optional(),
      tags: z.set(z.string()).optional(),
      lines: z.array(z.object({ sku: z.string(), count: z.int() })).optional(),
      box: z.object({ width: z.number(), note: z.string().optional() }).optional(),
      anything: z.unknown().optional(),
    }),
  }),
);

const taskTable = defineTable({
  name: "TaskApp",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "S" }, projection: "ALL" },
    byOwner: {
      type: "global",
      partitionKey: { GSI2PK: "S" },
      sortKey: { GSI2SK: "S" },
      projection: ["title", "expiresAt"],
    },
    byDay: { type: "global", partitionKey: { GSI3PK: "S" }, sortKey: { GSI3SK: "S" }, projection: "ALL" },
    byUpdated: { type: "local", sortKey: { updatedAt: "S" }, projection: ["title", "expiresAt"] },
  },
  timeToLive: "expiresAt",
});

/** Everything that is managed: version, timestamps, time to live, three kinds of index. */
export const Task: UntypedEntity = untyped(
  defineEntity({
    name: "Task",
    table: taskTable,
    schema: z.object({
      userId: z.string(),
      taskId: z.string(),
      title: z.string().min(1),
      status: z.enum(["OPEN", "DONE"]).default("OPEN"),
      dueDate: z.iso.date(),
      owner: z.string().optional(),
      points: z.int().optional(),
      tags: z.set(z.string()).optional(),
      assignee: z.object({ name: z.string(), city: z.string().optional() }).optional(),
      expiresAt: epochSeconds().optional(),
    }),
    key: { PK: "USER#{userId}", SK: "TASK#{taskId}" },
    indexes: {
      byStatus: { GSI1PK: "STATUS#{status}", GSI1SK: "DUE#{dueDate}#TASK#{taskId}" },
      byOwner: { GSI2PK: "OWNER#{owner}", GSI2SK: "TASK#{taskId}" },
      byUpdated: {},
    },
    version: "version",
    timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" },
  }),
);

/** Another entity in the table of tasks: unversioned, a delimiter after a free value, a template of two attributes. */
export const Comment: UntypedEntity = untyped(
  defineEntity({
    name: "Comment",
    table: taskTable,
    schema: z.object({
      userId: z.string(),
      commentId: z.string(),
      text: z.string(),
      day: z.iso.date(),
      language: z.string(),
      expiresAt: epochSeconds().optional(),
    }),
    key: { PK: "USER#{userId}#COMMENTS", SK: "COMMENT#{commentId}" },
    indexes: { byDay: { GSI3PK: "DAY#{day}#LANGUAGE#{language}", GSI3SK: "TEXT#{text:lower}" } },
  }),
);

const legacyTable = defineTable({ name: "Legacy", partitionKey: { pk: "S" }, sortKey: { seq: "N" } });

/** A table that others made: stored names, a type attribute, a sort key that is a number. */
export const Event: UntypedEntity = untyped(
  defineEntity({
    name: "Event",
    table: legacyTable,
    schema: z.object({
      device: z.string(),
      seq: z.int(),
      constructor: z.string().optional(),
      message: z.string().default("none"),
    }),
    key: { pk: "{device}" },
    storedAs: { device: "pk", message: "msg" },
    typeAttribute: { name: "_type", value: "event" },
  }),
);

const paymentTable = defineTable({
  name: "Payments",
  partitionKey: { PK: "S" },
  indexes: { byCard: { type: "global", partitionKey: { GSI1PK: "S" }, projection: "KEYS_ONLY" } },
});

/** A union of objects. */
export const Payment: UntypedEntity = untyped(
  defineEntity({
    name: "Payment",
    table: paymentTable,
    schema: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("card"), id: z.string(), amount: z.int(), last4: z.string() }),
      z.object({ kind: z.literal("cash"), id: z.string(), amount: z.int(), currency: z.string().default("EUR") }),
    ]),
    key: { PK: "PAYMENT#{id}" },
    indexes: { byCard: { GSI1PK: "CARD#{last4}" } },
    version: "version",
  }),
);
