import { decimal, defineEntity, defineTable, epochSeconds, itemSize, type WireItem } from "keywright";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { factory } from "./factory.ts";

const taskTable = defineTable({
  name: "TaskApp",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "S" }, projection: "ALL" },
  },
  timeToLive: "expiresAt",
});
const Task = defineEntity({
  name: "Task",
  table: taskTable,
  schema: z.object({
    userId: z.string(),
    taskId: z.string(),
    title: z.string().min(1),
    status: z.enum(["OPEN", "DONE"]).default("OPEN"),
    dueDate: z.iso.date(),
    points: z.int().optional(),
    tags: z.set(z.string()).optional(),
    lines: z.array(z.object({ sku: z.string(), count: z.number().min(1).max(9).default(1) })),
    expiresAt: epochSeconds().optional(),
  }),
  key: { PK: "USER#{userId}", SK: "TASK#{taskId}" },
  indexes: { byStatus: { GSI1PK: "STATUS#{status}", GSI1SK: "DUE#{dueDate}#{userId}#{taskId}" } },
  version: "version",
  timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" },
});

describe("edge cases", () => {
  const cases = new Map(
    factory(Task)
      .edgeCases()
      .map(({ name, input }) => [name, input]),
  );
  const wireOf = (name: string): WireItem => {
    const input = cases.get(name);
    if (!input) throw new Error(`there is no case '${name}'`);
    return Task.create(input).toRequest().Item as WireItem;
  };

  test("are those that the entity can have", () => {
    expect([...cases.keys()]).toMatchInlineSnapshot(`
      [
        "required attributes only",
        "every attribute",
        "empty containers",
        "shortest text",
        "longest text and most elements",
        "least numbers",
        "greatest numbers",
        "smallest numbers",
        "latest dates",
        "characters beyond the first 65,536",
        "characters that combine",
        "control characters",
        "text from right to left",
        "text that looks like code",
        "longest PK",
        "longest SK",
        "largest item",
      ]
    `);
    const Plain = defineEntity({
      name: "Plain",
      table: defineTable({ name: "Plain", partitionKey: { n: "N" } }),
      schema: z.object({ n: z.int().min(0).max(5) }),
    });
    expect(
      factory(Plain)
        .edgeCases()
        .map(({ name }) => name),
    ).toMatchInlineSnapshot(`
      [
        "required attributes only",
        "every attribute",
        "least numbers",
        "greatest numbers",
        "smallest numbers",
      ]
    `);
  });

  test("reach the limits of DynamoDB", () => {
    const { SK, GSI1SK } = wireOf("longest SK");
    expect(Math.max(Buffer.byteLength(text(SK)), Buffer.byteLength(text(GSI1SK)))).toBe(1024);
    expect(itemSize(wireOf("largest item"))).toBeGreaterThan(409_500);
    const Wide = defineEntity({
      name: "Wide",
      table: defineTable({ name: "Wide", partitionKey: { PK: "S" }, sortKey: { SK: "S" } }),
      schema: z.object({ a: z.string(), b: z.string(), n: decimal(), big: z.bigint(), free: z.number() }),
      key: { PK: "A#{a}", SK: "{b}" },
    });
    const wide = new Map(
      factory(Wide)
        .edgeCases()
        .map(({ name, input }) => [name, Wide.create(input).toRequest().Item as WireItem]),
    );
    expect(Buffer.byteLength(text(wide.get("longest PK")?.PK))).toBe(2048);
    expect(Buffer.byteLength(text(wide.get("longest SK")?.SK))).toBe(1024);
    expect(wide.get("greatest numbers")).toMatchObject({
      n: { N: "9".repeat(38) + "0".repeat(88) },
      big: { N: "9".repeat(38) + "0".repeat(88) },
      free: { N: "9007199254740991" },
    });
    expect(wide.get("smallest numbers")).toMatchObject({
      n: { N: `0.${"0".repeat(129)}1` },
      free: { N: `0.${"0".repeat(129)}1` },
    });
    expect(text({ S: Object(wide.get("numbers of 38 digits")?.n).N }).replace(".", "")).toHaveLength(38);
  });

  test("are found at once where nothing can grow", () => {
    const Fixed = defineEntity({
      name: "Fixed",
      table: defineTable({ name: "Fixed", partitionKey: { id: "S" } }),
      schema: z.object({ id: z.string(), code: z.string().length(3), kind: z.literal("a"), note: z.string().max(9) }),
    });
    const start = performance.now();
    const names = factory(Fixed)
      .edgeCases()
      .map(({ name }) => name);
    // Each length from 400 KB down was tried: half a minute.
    expect(performance.now() - start).toBeLessThan(5000);
    expect(names).toContain("longest id");
    expect(names).not.toContain("largest item");
  });

  test("keep to overrides, and their keys differ", () => {
    const made = factory(Task).edgeCases({ userId: "u1", title: "Mine" });
    expect(new Set(made.map(({ input }) => `${input.userId} ${input.title}`))).toEqual(new Set(["u1 Mine"]));
    expect(new Set(made.map(({ input }) => input.taskId)).size).toBe(made.length);
  });

  function text(value: unknown): string {
    return (value as { readonly S: string }).S;
  }
});
