import { defineEntity, defineTable, upgradeItems, verifyUnique } from "keywright";
import { beforeEach, expect, test } from "vitest";
import * as z from "zod";
import { useDynamoDB } from "../test-support.ts";

const makeTable = () => defineTable({ name: "People", partitionKey: { id: "S" } });
const table = makeTable();
const id = z.string();
/** As it was, when the address was called otherwise. */
const Former = defineEntity({ name: "Person", table: makeTable(), schema: z.object({ id, mail: z.string() }) });
const Person = defineEntity({
  name: "Person",
  table,
  schema: z.object({ id, email: z.string() }),
  upgrade: { steps: [({ mail, ...rest }) => ({ ...rest, ...(mail === undefined ? {} : { email: mail }) })] },
  unique: { email: ["email"] },
  uniqueTable: defineTable({ name: "Claims", partitionKey: { key: "S" } }),
});
const dynamodb = useDynamoDB({ retryDelays: "none" });
beforeEach(async () => {
  await dynamodb().dropTables();
  await dynamodb().createTables(table, defineTable({ name: "Claims", partitionKey: { key: "S" } }));
});

test("an upgrade claims what it makes unique, and goes on where another item has that", async () => {
  const { db } = dynamodb();
  for (const [key, mail] of [
    ["a", "x@x.org"],
    ["b", "x@x.org"],
    ["c", "y@x.org"],
  ] as const) {
    await db.send(Former.put({ id: key, mail }));
  }
  expect(await verifyUnique(db, Person)).toMatchObject({ checked: 3, found: { missing: 0 } });
  const report = await upgradeItems(db, Person);
  expect(report).toMatchObject({ checked: 3, upgraded: 2 });
  expect(report.failed).toMatchObject([
    { outcome: "taken", error: { code: "unique-constraint", constraint: "email" } },
  ]);
  const found = { missing: 0, duplicate: 0, orphan: 0 };
  expect(await verifyUnique(db, Person)).toMatchObject({ checked: 3, claims: 2, found });
});
