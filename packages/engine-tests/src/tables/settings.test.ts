import { createTable, deleteTable, describeTable, type TableDescription } from "@keywright/tables";
import { startDynamoDB, type TestDynamoDB } from "@keywright/testkit";
import fc from "fast-check";
import { type AnyTable, defineTable, type TableSettings } from "keywright";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { runs } from "../test-support.ts";

// What engines for development know of the settings of a table; the others are tested by the shape of requests and answers.
let dynamodb: TestDynamoDB;
const made: string[] = [];
beforeAll(async () => {
  dynamodb = await startDynamoDB();
});
afterAll(() => dynamodb.stop());
afterEach(async () => {
  for (const name of made.splice(0)) await deleteTable(dynamodb.client, { model: { name } });
});

async function madeFrom(table: AnyTable, name: string): Promise<TableDescription> {
  await createTable(dynamodb.client, table, { name });
  made.push(name);
  const found = await describeTable(dynamodb.client, table, { name });
  if (found === undefined) throw new Error("the table was made a moment ago");
  return found;
}

const keys = { name: "App", partitionKey: { PK: "S" } } as const;
const indexes = {
  byStatus: { type: "global", partitionKey: { status: "S" }, projection: "ALL" },
  byOwner: { type: "global", partitionKey: { owner: "S" }, projection: "ALL" },
} as const;

test("a provisioned table has its capacity, and indexes theirs or that of the table", async () => {
  const table = defineTable({
    ...keys,
    indexes,
    settings: {
      billing: { mode: "provisioned", read: 3, write: { min: 4, max: 40 } },
      indexes: { byStatus: { read: 5 } },
    },
  });
  const found = await madeFrom(table, `Provisioned-${process.pid}`);
  expect(found).toMatchObject({ billing: "provisioned", capacity: { read: 3, write: 4 } });
  expect(found.settings).toMatchObject({
    billing: { mode: "provisioned", read: 3, write: 4 },
    indexes: { byStatus: { read: 5, write: 4 }, byOwner: { read: 3, write: 4 } },
  });
  expect(found.unread.map(({ setting }) => setting)).toContain("autoScaling");
});

test("a table says what its engine has of its settings, and what that does not know", async () => {
  const table = defineTable({
    ...keys,
    settings: {
      billing: { mode: "on-demand", maxReadUnits: 5, maxWriteUnits: 6 },
      tableClass: "infrequent-access",
      encryption: "managed",
      tags: { team: "store" },
      deletionProtection: false,
    },
  });
  const { settings, unread } = await madeFrom(table, `OnDemand-${process.pid}`);
  const unknown = unread.map(({ setting, why }) => `${setting}: ${why}`);
  expect(unknown).toEqual(
    expect.arrayContaining(
      ["pointInTimeRecovery", "contributorInsights", "kinesis", "resourcePolicy"].map(
        (setting) => `${setting}: UnknownOperationException`,
      ),
    ),
  );
  expect(settings).toMatchObject({ billing: { mode: "on-demand" }, deletionProtection: false });
  if (dynamodb.engine.supports("tags")) expect(settings.tags).toEqual({ team: "store" });
  else expect(unknown).toContain("tags: UnknownOperationException");
  // DynamoDB Local takes these, and forgets them.
  const remembers = dynamodb.engine.product !== "dynamodb-local";
  expect(settings.tableClass).toBe(remembers ? "infrequent-access" : "standard");
  expect(settings.billing).toEqual(
    remembers ? { mode: "on-demand", maxReadUnits: 5, maxWriteUnits: 6 } : { mode: "on-demand" },
  );
  expect(settings.encryption).toEqual(remembers ? { key: expect.stringMatching(/^arn:aws:kms:/) } : "owned");
});

const count = fc.integer({ min: 1, max: 40_000 });
const limits = fc.record({ maxReadUnits: count, maxWriteUnits: count }, { requiredKeys: [] });
const throughput = fc.oneof(
  fc.record({
    billing: fc.record({ mode: fc.constant("provisioned" as const), read: count, write: count }),
    indexes: fc.record({ byStatus: fc.record({ read: count, write: count }) }),
  }),
  fc.record({
    billing: limits.map((own) => ({ mode: "on-demand" as const, ...own })),
    // Limits of indexes this engine forgets.
    indexes: fc.constant({ byStatus: {} }),
  }),
);
const settings: fc.Arbitrary<TableSettings> = fc
  .tuple(
    throughput,
    fc.record({
      tableClass: fc.constantFrom("standard" as const, "infrequent-access" as const),
      encryption: fc.constant("owned" as const),
      tags: fc.dictionary(fc.stringMatching(/^[a-z]{1,9}$/), fc.stringMatching(/^[A-Z ]{0,9}$/), { maxKeys: 3 }),
    }),
  )
  .map(([a, b]) => ({ ...a, ...b }));

test("what CreateTable takes of the settings is what is described", async ({ skip }) => {
  skip(dynamodb.engine.product === "dynamodb-local", "this engine forgets most settings");
  const law = fc.asyncProperty(settings, async (settings) => {
    const { model } = defineTable({ ...keys, indexes: { byStatus: indexes.byStatus } });
    const name = `Law-${process.pid}-${made.length}`;
    const found = await madeFrom({ model: { ...model, settings }, "~entities": new Map() }, name);
    expect(found.settings).toEqual({ ...settings, deletionProtection: false });
  });
  await fc.assert(law, { numRuns: runs(8) });
});
