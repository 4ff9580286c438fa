import { describe, expect, it } from "vitest";
import * as z from "zod";
import { epochSeconds } from "../shape/helper/date.ts";
import { defineTable } from "../table/define-table.ts";
import { defineModel } from "./define-model.ts";

describe("defineModel", () => {
  it("reads the example of the design", () => {
    const table = defineTable({
      name: "TaskApp",
      partitionKey: { PK: "S" },
      sortKey: { SK: "S" },
      indexes: {
        byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "S" }, projection: "ALL" },
        byUpdated: { type: "local", sortKey: { updatedAt: "S" }, projection: ["title", "expiresAt"] },
      },
      timeToLive: "expiresAt",
    });
    const model = defineModel({
      name: "Task",
      table,
      schema: z.object({
        userId: z.string(),
        taskId: z.string(),
        title: z.string().min(1),
        status: z.enum(["OPEN", "IN_PROGRESS", "DONE"]).default("OPEN"),
        dueDate: z.iso.date(),
        points: z.int().optional(),
        tags: z.set(z.string()).optional(),
        expiresAt: epochSeconds().optional(),
      }),
      key: { PK: "USER#{userId}", SK: "TASK#{taskId}" },
      indexes: {
        byStatus: { GSI1PK: "STATUS#{status}", GSI1SK: "DUE#{dueDate}#USER#{userId}#TASK#{taskId}" },
        byUpdated: { updatedAt: "{updatedAt}" },
      },
      version: "version",
      timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" },
    });
    expect(model.key.map(({ text }) => text)).toEqual(["USER#{userId}", "TASK#{taskId}"]);
    expect(model.indexes.get("byUpdated")?.partition.map(({ text }) => text)).toEqual(["USER#{userId}"]);
    expect(model.timeToLive).toEqual({ attribute: "expiresAt", storedName: "expiresAt" });
    expect(model.version).toEqual({ attribute: "version", mark: "_mark" });
  });
});
