import { describe, expect, it } from "vitest";
import * as z from "zod";
import { defineModel } from "../entity/define-model.ts";
import { epochSeconds } from "../shape/helper/date.ts";
import { defineTable } from "../table/define-table.ts";
import { describeModel } from "./describe-model.ts";

const table = defineTable({
  name: "TaskApp",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byStatus: {
      type: "global",
      partitionKey: { GSI1PK: "S" },
      sortKey: { GSI1SK: "S" },
      projection: ["title", "expiresAt"],
    },
  },
  timeToLive: "expiresAt",
  stream: "NEW_AND_OLD_IMAGES",
});

const model = defineModel({
  name: "Task",
  table,
  schema: z.object({
    userId: z.string(),
    title: z.string().nullable(),
    tags: z.set(z.string()).optional(),
    expiresAt: epochSeconds().optional(),
  }),
  key: { PK: "USER#{userId}", SK: "TASK" },
  indexes: { byStatus: { GSI1PK: "ALL", GSI1SK: "AT#{updatedAt}" } },
  storedAs: { title: "t" },
  version: "version",
  timestamps: { updatedAt: "updatedAt" },
  typeAttribute: { name: "_type", value: "Task" },
});

const other = defineTable({ name: "Other", partitionKey: { id: "B" } });

describe("describeModel", () => {
  it("is plain JSON", () => {
    const described = describeModel([{ model }, { model: other.model }]);
    expect(JSON.parse(JSON.stringify(described))).toEqual(described);
    expect(described).toEqual({
      tables: [
        {
          name: "TaskApp",
          partitionKey: { name: "PK", type: "S" },
          sortKey: { name: "SK", type: "S" },
          indexes: [
            {
              name: "byStatus",
              type: "global",
              partitionKeys: [{ name: "GSI1PK", type: "S" }],
              sortKeys: [{ name: "GSI1SK", type: "S" }],
              projection: ["title", "expiresAt"],
            },
          ],
          timeToLive: "expiresAt",
          stream: "NEW_AND_OLD_IMAGES",
          entities: [
            {
              name: "Task",
              attributes: [
                { name: "userId", storedName: "userId", types: ["S"], optional: false },
                { name: "title", storedName: "t", types: ["NULL", "S"], optional: false },
                { name: "tags", storedName: "tags", types: ["SS"], optional: true },
                { name: "expiresAt", storedName: "expiresAt", types: ["N"], optional: true },
                { name: "version", storedName: "version", types: ["N"], optional: false, managed: "version" },
                { name: "updatedAt", storedName: "updatedAt", types: ["S"], optional: false, managed: "updatedAt" },
              ],
              key: [
                { keyAttribute: "PK", template: "USER#{userId}", attributes: ["userId"] },
                { keyAttribute: "SK", template: "TASK", attributes: [] },
              ],
              indexes: [
                {
                  name: "byStatus",
                  templates: [
                    { keyAttribute: "GSI1PK", template: "ALL", attributes: [] },
                    { keyAttribute: "GSI1SK", template: "AT#{updatedAt}", attributes: ["updatedAt"] },
                  ],
                },
              ],
              version: { attribute: "version", mark: "_mark" },
              timestamps: { updatedAt: "updatedAt" },
              timeToLive: "expiresAt",
              typeAttributes: [{ name: "_type", value: "Task" }],
            },
          ],
        },
        { name: "Other", partitionKey: { name: "id", type: "B" }, indexes: [], entities: [] },
      ],
    });
  });

  it("describes a table once", () => {
    const tables = describeModel([{ model: table.model }, { model }, { model }]).tables;
    expect(tables.map(({ name, entities }) => [name, entities.length])).toEqual([["TaskApp", 1]]);
  });

  it("names the discriminator of a union", () => {
    const payments = defineTable({ name: "Payments", partitionKey: { id: "S" } });
    const union = defineModel({
      name: "Payment",
      table: payments,
      schema: z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("card"), id: z.string(), amount: z.int() }),
        z.object({ kind: z.literal("cash"), id: z.string(), amount: z.string() }),
      ]),
    });
    const [entity] = describeModel([{ model: union }]).tables[0]?.entities ?? [];
    expect(entity?.discriminator).toBe("kind");
    expect(entity?.attributes[2]).toEqual({ name: "amount", storedName: "amount", types: ["N", "S"], optional: false });
  });

  it("tells the settings of a table", () => {
    const settings = { billing: { mode: "on-demand", maxReadUnits: 5 }, tags: { team: "store" } } as const;
    const [table] = describeModel([defineTable({ name: "App", partitionKey: { PK: "S" }, settings })]).tables;
    expect(table?.settings).toEqual(settings);
    expect(describeModel([defineTable({ name: "App", partitionKey: { PK: "S" } })]).tables[0]).not.toHaveProperty(
      "settings",
    );
  });
});
