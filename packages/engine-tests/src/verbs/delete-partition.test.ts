import { type AnyTable, type Database, deletePartition, verifyUnique, type WireItem } from "keywright";
import { beforeEach, expect, test } from "vitest";
import { storedItems, useDynamoDB } from "../test-support.ts";
import {
  claimsIn,
  claimTable,
  Other,
  ownerOf,
  Plan,
  plans,
  putRawInto,
  table,
  Unaware,
  User,
  user,
} from "./claimed.ts";

const dynamodb = useDynamoDB({ retryDelays: "none" });
const db = (): Database => dynamodb().db;
const claims = (where?: AnyTable): Promise<Record<string, string>> => claimsIn(dynamodb(), where);
const putRaw = (where: AnyTable, item: WireItem): Promise<void> => putRawInto(dynamodb(), where, item);
const none = { missing: 0, duplicate: 0, orphan: 0 };

beforeEach(async () => {
  await dynamodb().dropTables();
  await dynamodb().createTables(table, claimTable, plans);
  dynamodb().clock.reset();
});

test("deletes items with their claims, page by page, and no other's", async () => {
  for (let i = 0; i < 30; i++) await db().send(User.create(user(`u${i}`, { email: `u${i}@x.org`, badge: i })));
  await db().send(User.create({ ...user("p"), org: "p", email: "p@x.org" }));
  await db().send(User.create(user("plain")));
  await db().send(Unaware.put(user("twice", { email: "p@x.org" })));
  await db().send(Other.create({ org: "o", email: "o@x.org" }));
  const told: number[] = [];
  const report = await deletePartition(db(), User.query({ org: "o" }, { pageSize: 20 }), {
    onProgress: ({ deleted }) => told.push(deleted),
  });
  expect(report).toMatchObject({ deleted: 32 });
  expect(told.at(0)).toBeLessThan(32);
  expect(await claims()).toEqual({ "User#email#p@x.org": "p" });
  expect(await storedItems(dynamodb(), table)).toHaveLength(4);
  expect(await verifyUnique(db(), User)).toMatchObject({ found: none });
});

test("deletes what cannot be read, and what has expired", async () => {
  // Ahead of the system's time, by which an engine may delete what has expired.
  dynamodb().clock.freeze("2036-05-01T12:00:00Z");
  await db().send(User.create(user("a", { email: "a@x.org", expiresAt: new Date("2036-05-01T11:00:00Z") })));
  await putRaw(table, { ...ownerOf("b"), org: { S: "o" }, id: { S: "b" }, email: { N: "1" }, name: { N: "2" } });
  expect(await deletePartition(db(), User.query({ org: "o" }))).toMatchObject({ deleted: 2 });
  expect(await storedItems(dynamodb(), table)).toEqual([]);
});

test("gives free what an item has by then", async () => {
  const item = await db().send(User.create(user("a", { email: "a@x.org" })));
  const set = User.update(item, { email: "b@x.org" }, { previous: item, returning: "none" });
  dynamodb().faults.interleave({ on: "TransactWriteItems" }, () => db().send(set));
  const report = await deletePartition(db(), User.query({ org: "o" }));
  dynamodb().faults.expectAllInjected();
  expect(report).toMatchObject({ deleted: 1 });
  expect(await storedItems(dynamodb(), table)).toEqual([]);
});

test("of a table with claims elsewhere, up to a limit", async () => {
  await db().send(Plan.create({ n: 1, code: "a" }));
  const { deleted, capacity } = await deletePartition(db(), Plan.query({ n: 1 }, { limit: 1 }));
  expect(deleted).toBe(1);
  expect(capacity.read).toBe(0.5);
  expect(capacity.write).toBeGreaterThanOrEqual(4);
  expect(await storedItems(dynamodb(), claimTable)).toEqual([]);
});
