import { Entity } from "electrodb";
import { defineEntity, defineTable, electrodb, repository, ValidationError } from "keywright";
import { expect, test } from "vitest";
import * as z from "zod";
import { nameOf, useDynamoDB } from "../../test-support.ts";

const table = defineTable({
  name: "App",
  partitionKey: { pk: "S" },
  sortKey: { sk: "S" },
  indexes: {
    gsi1: { type: "global", partitionKey: { gsi1pk: "S" }, sortKey: { gsi1sk: "S" }, projection: "KEYS_ONLY" },
  },
});
const model = { service: "app", entity: "task", version: "1" } as const;
const indexes = {
  tasks: { pk: { field: "pk", composite: ["user"] }, sk: { field: "sk", composite: ["task"], casing: "none" } },
  byStatus: {
    index: "gsi1",
    pk: { field: "gsi1pk", composite: ["status"] },
    sk: { field: "gsi1sk", composite: ["day"], casing: "none" },
  },
} as const;
const Task = defineEntity({
  name: "Task",
  table,
  schema: z.object({ user: z.string(), task: z.string(), status: z.enum(["OPEN", "DONE"]), day: z.iso.date() }),
  ...electrodb({ model, indexes }),
});
const dynamodb = useDynamoDB({ tables: [table] });
const text = { type: "string", required: true } as const;

test("an index of keys gives the attributes that keys have in their own case, and the others from the table", async () => {
  const client = dynamodb().client;
  const attributes = { user: text, task: text, status: text, day: text };
  const theirs = new Entity({ model, attributes, indexes }, { client, table: nameOf(dynamodb(), table) });
  const task = { user: "Ada", task: "T1", status: "OPEN", day: "2026-05-01" } as const;
  await theirs.put(task).go();
  const { gsi1 } = repository(dynamodb().db, Task).indexes;
  expect((await gsi1.query({ status: "OPEN" })).items).toEqual([{ task: "T1", day: "2026-05-01" }]);
  expect((await gsi1.query({ status: "OPEN" }, { select: ["day"] })).items).toEqual([{ day: "2026-05-01" }]);
  expect((await gsi1.hydrate({ status: "OPEN" })).items).toEqual([task]);
  // @ts-expect-error the index has the user in lower case alone
  await expect(gsi1.query({ status: "OPEN" }, { select: ["user"] })).rejects.toSatisfy(ValidationError.isInstance);
});
