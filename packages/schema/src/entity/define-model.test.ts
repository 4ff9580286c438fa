import { describe, expect, it } from "vitest";
import * as z from "zod";
import * as mini from "zod/mini";
import { allKeys } from "../key/plan.ts";
import { epochSeconds } from "../shape/helper/date.ts";
import { defineTable } from "../table/define-table.ts";
import { defineModel } from "./define-model.ts";
import { byStatus, key, makeTable, problemsOf, shape, task, untyped } from "./test-support.ts";

describe("defineModel", () => {
  it("reads keys, indexes, managed attributes and time to live", () => {
    const model = defineModel({
      name: "Task",
      table: makeTable(),
      schema: z.object({ ...shape, expiresAt: epochSeconds().optional() }),
      key,
      indexes: { byStatus, byUpdated: { updatedAt: "{updatedAt}" } },
      version: "version",
      timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" },
      typeAttribute: { name: "_type", value: "Task" },
    });
    expect(model.key.map(({ keyAttribute, text }) => [keyAttribute.name, text])).toEqual(Object.entries(key));
    expect(model.indexes.get("byUpdated")?.partition.map(({ text }) => text)).toEqual([key.PK]);
    expect(model.indexes.get("byUpdated")?.sort.map(({ text, own }) => [text, own])).toEqual([["{updatedAt}", true]]);
    expect([...model.indexes.keys()]).toEqual(["byStatus", "byUpdated"]);
    expect(model).toMatchObject({
      version: { attribute: "version", mark: "_mark" },
      timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" },
      timeToLive: { attribute: "expiresAt", storedName: "expiresAt" },
      typeAttributes: [{ name: "_type", value: "Task" }],
    });
    expect([...model.attributes.values()].map(({ name, optional, managed }) => [name, optional, managed])).toEqual([
      ["userId", false, undefined],
      ["taskId", false, undefined],
      ["title", false, undefined],
      ["status", false, undefined],
      ["dueDate", false, undefined],
      ["expiresAt", true, undefined],
      ["version", false, "version"],
      ["createdAt", false, "createdAt"],
      ["updatedAt", false, "updatedAt"],
    ]);
    expect(model.codec).toBe(model.codec);
    expect(model.discriminator).toBeUndefined();
  });

  it("takes zod/mini and the names of existing tables", () => {
    const model = defineModel({
      name: "User",
      table: makeTable(),
      schema: mini.object({ id: mini.string(), email: mini.optional(mini.email()) }),
      key: { PK: "USER#{id}", SK: "PROFILE" },
      storedAs: { email: "mail" },
      writeMark: "_w",
      version: "_v",
    });
    expect(model.attributes.get("email")).toMatchObject({ storedName: "mail", optional: true });
    expect(model.version).toEqual({ attribute: "_v", mark: "_w" });
    expect(model.codec.encode({ id: "a", email: "a@b.de" })).toEqual({ id: { S: "a" }, mail: { S: "a@b.de" } });
  });

  it("needs no template for keys that are plain attributes", () => {
    const table = defineTable({
      name: "Plain",
      partitionKey: { tenant: "S" },
      sortKey: { number: "N" },
      indexes: { byMail: { type: "global", partitionKey: { mail: "S" }, projection: "ALL" } },
    });
    const schema = z.object({ tenant: z.string(), number: z.int(), email: z.string().optional() });
    const model = defineModel({ name: "Invoice", table, schema, storedAs: { email: "mail" }, indexes: { byMail: {} } });
    expect(model.key.map(({ text, own }) => [text, own])).toEqual([
      ["{tenant}", true],
      ["{number}", true],
    ]);
    expect(model.indexes.get("byMail")?.partition.map(({ text }) => text)).toEqual(["{email}"]);
  });

  it("takes a key attribute that is a key in several places from where it is written", () => {
    const model = untyped(task({ indexes: { inverted: {} } }));
    const inverted = model.indexes.get("inverted");
    expect([...(inverted?.partition ?? []), ...(inverted?.sort ?? [])].map(({ text }) => text)).toEqual([
      key.SK,
      key.PK,
    ]);
  });

  it("merges the variants of a union", () => {
    const schema = z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("card"), id: z.string(), amount: z.int(), last4: z.string() }),
      z.object({ kind: z.literal("cash"), id: z.string(), amount: z.int().optional() }),
    ]);
    const model = defineModel({
      name: "Payment",
      table: makeTable(),
      schema,
      key: { PK: "PAY#{id}", SK: "{kind}" },
      indexes: { byStatus: { GSI1PK: "CARD", GSI1SK: "{last4}" } },
    });
    expect(model.discriminator).toBe("kind");
    expect(model.attributes.get("last4")).toMatchObject({ optional: true });
    expect(model.attributes.get("amount")?.shapes).toHaveLength(2);
    expect(model.attributes.get("kind")).toMatchObject({ optional: false });
    expect(problemsOf({ name: "P", table: makeTable(), schema, key: { PK: "{last4}", SK: "{kind}" } }).join()).toMatch(
      /^key\.PK: 'last4' is optional/,
    );
  });

  it("makes the keys of items", () => {
    const model = untyped(task({ indexes: { byStatus, inverted: {} } }));
    const item = model.codec.encode({ userId: "u1", taskId: "t1", title: "Write", dueDate: "2026-05-01" });
    expect(allKeys(model, (name) => item[model.attributes.get(name)?.storedName ?? name])).toEqual({
      PK: { S: "USER#u1" },
      SK: { S: "TASK#t1" },
      GSI1PK: { S: "STATUS#OPEN" },
      GSI1SK: { S: "DUE#2026-05-01" },
    });
  });

  it("hides no expired items where that is not wanted", () => {
    const schema = z.object({ ...shape, expiresAt: epochSeconds() });
    expect(untyped(task({ schema })).timeToLive).toBeDefined();
    expect(untyped(task({ schema, ttlFilter: false })).timeToLive).toBeUndefined();
  });
});
