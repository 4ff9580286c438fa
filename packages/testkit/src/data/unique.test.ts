import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineEntity, defineTable, epochSeconds, UniqueConstraintError, verifyUnique } from "keywright";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { startDynamoDB, type TestDynamoDB } from "../tables/start-dynamodb.ts";
import { dumpTable, restoreTable } from "./dump-table.ts";
import { expireNow } from "./expire-now.ts";
import { factory } from "./factory/factory.ts";
import { loadSeed } from "./seed/load-seed.ts";
import { seedFromExport, seedFromJson, seedOf } from "./seed/seed.ts";

const table = defineTable({ name: "App", partitionKey: { PK: "S" }, sortKey: { SK: "S" }, timeToLive: "expiresAt" });
const User = defineEntity({
  name: "User",
  table,
  schema: z.object({
    id: z.string(),
    email: z.string().optional(),
    team: z.enum(["a", "b"]).optional(),
    seat: z.int().min(1).max(3).optional(),
    expiresAt: epochSeconds().optional(),
  }),
  key: { PK: "USER#{id}", SK: "USER" },
  unique: { email: ["email:lower"], seat: ["team", "seat"] },
});
const claimTable = defineTable({ name: "Claims", partitionKey: { key: "S" }, timeToLive: "until" });
const foreverTable = defineTable({ name: "Forever", partitionKey: { key: "S" } });
const planSchema = z.object({ n: z.int(), code: z.string(), ends: epochSeconds().optional() });
const planTable = defineTable({ name: "Plans", partitionKey: { n: "N" }, timeToLive: "ends" });
const Plan = defineEntity({
  name: "Plan",
  table: planTable,
  schema: planSchema,
  version: "version",
  unique: { code: ["code"] },
  uniqueTable: claimTable,
});
const offerTable = defineTable({ name: "Offers", partitionKey: { n: "N" }, timeToLive: "ends" });
const Offer = defineEntity({
  name: "Offer",
  table: offerTable,
  schema: planSchema,
  unique: { code: ["code"] },
  uniqueTable: foreverTable,
});

let dynamodb: TestDynamoDB;
let folder: string;
beforeAll(async () => {
  dynamodb = await startDynamoDB();
  folder = await mkdtemp(join(tmpdir(), "keywright-unique-"));
});
afterAll(async () => {
  await dynamodb.stop();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  await dynamodb.dropTables();
  await dynamodb.createTables(table, claimTable, planTable, foreverTable, offerTable);
  dynamodb.clock.freeze("2036-05-01T12:00:00Z");
});

const right = { found: { missing: 0, duplicate: 0, orphan: 0 } };
const later = new Date("2036-05-01T13:00:00Z");

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe("a seed", () => {
  test("brings claims, so that what it has is taken", async () => {
    const seeds = [
      seedOf(User, [{ id: "u1", email: "Ada@x.org", team: "a", seat: 1 }, { id: "u2" }]),
      seedOf(Plan, [{ n: 1, code: "basic" }]),
    ];
    const told: number[] = [];
    const { db } = dynamodb;
    expect(await loadSeed(dynamodb, seeds, { onProgress: ({ items }) => told.push(items) })).toEqual({ items: 3 });
    expect(told.at(-1)).toBe(3);
    expect(await verifyUnique(db, User)).toMatchObject({ checked: 2, claims: 2, ...right });
    expect(await verifyUnique(db, Plan)).toMatchObject({ checked: 1, claims: 1, ...right });
    const outcome = await db.attempt(User.create({ id: "u3", email: "ada@X.org" }));
    expect(UniqueConstraintError.isInstance(outcome.error)).toBe(true);
    expect(await db.send(Plan.get({ n: 1 }))).toEqual({ n: 1, code: "basic", version: 1 });
  });

  test("gives free what the items had that it replaces", async () => {
    await loadSeed(
      dynamodb,
      seedOf(User, [
        { id: "u1", email: "a@x.org" },
        { id: "u2", email: "b@x.org" },
      ]),
    );
    // They change places, and one value is nobody's then.
    await loadSeed(
      dynamodb,
      seedOf(User, [
        { id: "u1", email: "b@x.org" },
        { id: "u2", email: "c@x.org" },
      ]),
    );
    expect(await verifyUnique(dynamodb.db, User)).toMatchObject({ checked: 2, claims: 2, ...right });
    await loadSeed(dynamodb, [seedOf(Plan, [{ n: 1, code: "a" }])]);
    await loadSeed(dynamodb, [seedOf(Plan, [{ n: 1, code: "b" }])]);
    expect(await verifyUnique(dynamodb.db, Plan)).toMatchObject({ checked: 1, claims: 1, ...right });
    await dynamodb.db.send(User.create({ id: "u3", email: "a@x.org" }));
  });

  test("is refused where two items have the same, or one that is there and stays; and nothing is written", async () => {
    const twice = seedOf(User, [
      { id: "u1", email: "a@x.org" },
      { id: "u2", email: "A@x.org" },
    ]);
    expect(await failureOf(loadSeed(dynamodb, twice))).toMatchObject({
      code: "seed-invalid",
      message: expect.stringMatching(
        /Item 2 of 'User'.*the same email \(unique.email\) of the one at Item 1 of 'User'/,
      ),
    });
    await dynamodb.db.send(User.create({ id: "u0", team: "a", seat: 1 }));
    const before = await dumpTable(dynamodb, table);
    const taken = seedOf(User, [
      { id: "u1", email: "a@x.org" },
      { id: "u2", team: "a", seat: 1 },
    ]);
    expect(await failureOf(loadSeed(dynamodb, taken))).toMatchObject({
      code: "seed-invalid",
      message: expect.stringMatching(
        /Item 2 of 'User'.*the same team and seat \(unique.seat\) of an item that is in the table/,
      ),
    });
    expect(await dumpTable(dynamodb, table)).toBe(before);
  });

  test("takes values over from what has expired", async () => {
    await loadSeed(dynamodb, seedOf(User, [{ id: "u1", email: "a@x.org", expiresAt: later }]));
    dynamodb.clock.set("2036-05-01T14:00:00Z");
    await loadSeed(dynamodb, seedOf(User, [{ id: "u2", email: "a@x.org" }]));
    expect(await verifyUnique(dynamodb.db, User)).toMatchObject({ checked: 1, claims: 1, ...right });
  });

  test("of JSON or a factory has claims, too; of an export those that it has", async () => {
    const file = join(folder, "seed.json");
    await writeFile(file, JSON.stringify({ User: [{ id: "u1", email: "a@x.org" }] }));
    await loadSeed(dynamodb, [
      seedFromJson(file, [User]),
      seedOf(User, factory(User).buildMany(30, { team: undefined })),
    ]);
    expect(await verifyUnique(dynamodb.db, User)).toMatchObject({ checked: 31, ...right });
    const dump = join(folder, "dump.json");
    const before = await dumpTable(dynamodb, table, { file: dump });
    await dynamodb.dropTables();
    await dynamodb.createTables(table);
    await loadSeed(dynamodb, seedFromExport(dump, table));
    expect(await dumpTable(dynamodb, table)).toBe(before);
    await dynamodb.dropTables();
    await dynamodb.createTables(table);
    await restoreTable(dynamodb, table, before);
    expect(await verifyUnique(dynamodb.db, User)).toMatchObject({ checked: 31, ...right });
  });
});

describe("a factory", () => {
  test("makes items with unique attributes that differ", () => {
    const made = factory(User).buildMany(5, { team: "a" });
    const seats = made.flatMap(({ seat }) => (seat === undefined ? [] : [seat]));
    expect(new Set(seats).size).toBe(seats.length);
    const emails = factory(User)
      .buildMany(200)
      .flatMap(({ email }) => email?.toLowerCase() ?? []);
    expect(emails.length).toBeGreaterThan(20);
    expect(new Set(emails).size).toBe(emails.length);
  });

  test("says where there are not as many, and makes what one asks for by itself", () => {
    const users = factory(User);
    const all = (): unknown => users.buildMany(4, (i) => ({ team: "a", seat: (i % 3) + 1 }));
    expect(all).toThrow("and unique is email, team with seat");
    const one = factory(User);
    expect([one.build({ email: "a@x.org" }), one.build({ email: "a@x.org" })]).toMatchObject([
      { email: "a@x.org" },
      { email: "a@x.org" },
    ]);
    expect(users.edgeCases().length).toBeGreaterThan(5);
  });
});

describe("time to live", () => {
  test("deletes claims with their items", async () => {
    await loadSeed(
      dynamodb,
      seedOf(User, [
        { id: "u1", email: "a@x.org", expiresAt: later },
        { id: "u2", email: "b@x.org" },
      ]),
    );
    expect(await expireNow(dynamodb, User)).toEqual([]);
    dynamodb.clock.set("2036-05-01T14:00:00Z");
    const records = await expireNow(dynamodb, User);
    expect(records.map(({ entity, table: name }) => [entity, name]).sort()).toEqual([
      [undefined, "App"],
      ["User", "App"],
    ]);
    expect(await verifyUnique(dynamodb.db, User)).toMatchObject({ checked: 1, claims: 1, skipped: 0, ...right });
  });

  test("deletes claims from a table of their own by its own attribute, if it has one", async () => {
    await dynamodb.db.send(Plan.create({ n: 1, code: "a", ends: later }));
    await dynamodb.db.send(Offer.create({ n: 1, code: "a", ends: later }));
    dynamodb.clock.set("2036-05-01T14:00:00Z");
    const records = await expireNow(dynamodb, [Plan, Offer]);
    expect(records.map(({ table: name }) => name).sort()).toEqual(["Claims", "Offers", "Plans"]);
    expect(await dumpTable(dynamodb, claimTable)).toBe("");
    expect((await dumpTable(dynamodb, foreverTable)).split("\n")).toHaveLength(2);
    // What lies there is free.
    await dynamodb.db.send(Offer.create({ n: 2, code: "a" }));
  });
});
