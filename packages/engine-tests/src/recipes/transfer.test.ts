import { randomUUID } from "node:crypto";
import { dynamodbTest } from "@keywright/testkit/vitest";
import type { Database } from "keywright";
import { expect } from "vitest";
import { Account, bankTable, Transfer, transfer } from "./transfer.ts";
import { sideBySide, trouble, upTo } from "./trouble.ts";

const test = dynamodbTest({ model: [bankTable], retryDelays: "none" });

const at = new Date("2026-05-01T12:00:00Z");
const ids = ["a", "b", "c", "d"];
const openAccounts = async (db: Database) => {
  for (const accountId of ids) await db.send(Account.create({ accountId, balance: 20 }));
};
const balance = async (db: Database, accountId: string) =>
  (await db.send(Account.get({ accountId }, { consistent: true })))?.balance ?? Number.NaN;

const seeds = [0, 1, 2, 3, 4];

for (const seed of seeds)
  test(`each transfer happens once, to and fro (seed ${seed}; 0: no faults)`, async ({ db, dynamodb }) => {
    await openAccounts(db);
    if (seed > 0) trouble(dynamodb, seed);
    // Few accounts, so that many transfers meet, and go both ways.
    const wanted = upTo(30).map((n) => {
      const [from = "", to = ""] = [ids[n % 4], ids[(n + 1 + (n % 3)) % 4]];
      return { transferId: randomUUID(), from, to, amount: 1 + (n % 9), at };
    });
    const twice = [...wanted, ...wanted].map((one) => () => transfer(db, one));
    const { results, unknown, refused } = await sideBySide(twice);
    dynamodb.faults.clear();
    const recorded = [];
    for (const { transferId } of wanted) {
      const record = await db.send(Transfer.get({ transferId }, { consistent: true }));
      if (record) recorded.push(record);
    }
    // The balances are what the records say, so each was carried out as often as it was recorded: once.
    for (const id of ids) {
      const amounts = recorded.map(({ from, to, amount }) => (to === id ? amount : 0) - (from === id ? amount : 0));
      expect(await balance(db, id)).toBe(amounts.reduce((sum, amount) => sum + amount, 20));
      expect(await balance(db, id)).toBeGreaterThanOrEqual(0);
    }
    const done = new Set(results.flatMap((record) => record?.transferId ?? []));
    const known = new Set(recorded.map(({ transferId }) => transferId));
    expect([...done].filter((id) => !known.has(id))).toEqual([]);
    expect(known.size - done.size).toBeLessThanOrEqual(unknown);
    expect(done.size).toBeGreaterThan(5);
    if (seed === 0) expect([unknown, refused]).toEqual([0, 0]);
  });

test("repeated after the minutes of its token it is the same transfer", async ({ db }) => {
  await openAccounts(db);
  const one = { transferId: randomUUID(), from: "a", to: "b", amount: 5, at };
  // What was carried out under a token that DynamoDB has forgotten looks like what was under another one.
  await db.send(Transfer.create(one));
  expect(await transfer(db, one)).toEqual(one);
  expect([await balance(db, "a"), await balance(db, "b")]).toEqual([20, 20]);
});

test("refuses what would turn it round, and a transfer to the payer", async ({ db }) => {
  await openAccounts(db);
  const one = { transferId: randomUUID(), from: "a", to: "b", amount: -5, at };
  await expect(transfer(db, one)).rejects.toMatchObject({ code: "invalid-item" });
  await expect(transfer(db, { ...one, amount: 1, to: "a" })).rejects.toMatchObject({ code: "invalid-item" });
  expect(await transfer(db, { ...one, amount: 21 })).toBeUndefined();
  expect([await balance(db, "a"), await balance(db, "b")]).toEqual([20, 20]);
});

test("is tried again when another is in its way", async ({ db, faults }) => {
  await openAccounts(db);
  const one = { transferId: randomUUID(), from: "a", to: "b", amount: 5, at };
  faults.conflict({ on: "TransactWriteItems", times: 2 });
  expect(await transfer(db, one)).toEqual(one);
  expect([await balance(db, "a"), await balance(db, "b")]).toEqual([15, 25]);
});

test("costs 6 write units", async ({ db, requests, engine, skip }) => {
  skip(!engine.supports("consumedCapacity"), "this engine does not count capacity as the service does");
  await openAccounts(db);
  requests.clear();
  await transfer(db, { transferId: randomUUID(), from: "a", to: "b", amount: 5, at });
  expect(requests.capacity()).toEqual({ read: 0, write: 6 });
});
