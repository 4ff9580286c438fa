import * as z from "zod";
import { ModelError } from "../error/model-error.ts";
import { defineTable } from "../table/define-table.ts";
import type { AnyTable } from "../table/table.ts";
import { defineModel } from "./define-model.ts";
import type { EntityModel } from "./model.ts";

/** Definitions of JavaScript callers, which the compiler has not seen. */
export const untyped: (definition: unknown) => EntityModel = defineModel as (definition: unknown) => EntityModel;

/** What is wrong with a definition, a line for each problem. */
export function problemsOf(definition: unknown): string[] {
  try {
    untyped(definition);
  } catch (error) {
    if (ModelError.isInstance(error)) return error.problems.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
}

export function makeTable(): AnyTable {
  return defineTable({
    name: "TaskApp",
    partitionKey: { PK: "S" },
    sortKey: { SK: "S" },
    indexes: {
      byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "S" }, projection: "ALL" },
      byUpdated: { type: "local", sortKey: { updatedAt: "S" }, projection: ["title", "expiresAt"] },
      byPoints: { type: "global", partitionKey: { team: "S" }, sortKey: { points: "N" }, projection: "KEYS_ONLY" },
      inverted: { type: "global", partitionKey: { SK: "S" }, sortKey: { PK: "S" }, projection: "ALL" },
    },
    timeToLive: "expiresAt",
  });
}

export const shape: Readonly<Record<string, z.ZodType>> = {
  userId: z.string(),
  taskId: z.string(),
  title: z.string().min(1),
  status: z.enum(["OPEN", "IN_PROGRESS", "DONE"]).default("OPEN"),
  dueDate: z.iso.date(),
};

export const key: Readonly<Record<"PK" | "SK", string>> = { PK: "USER#{userId}", SK: "TASK#{taskId}" };
export const byStatus: Readonly<Record<string, string>> = { GSI1PK: "STATUS#{status}", GSI1SK: "DUE#{dueDate}" };

/** The definition of an entity without problems, with changes. */
export function task(changes: Record<string, unknown> = {}, table: AnyTable = makeTable()): Record<string, unknown> {
  return { name: "Task", table, schema: z.object(shape), key, ...changes };
}
