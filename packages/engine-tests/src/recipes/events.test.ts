import { dynamodbTest } from "@keywright/testkit/vitest";
import type { Database } from "keywright";
import { expect } from "vitest";
import { append, Event, eventTable, keep, load, Snapshot } from "./events.ts";
import { sideBySide, trouble, upTo } from "./trouble.ts";

const test = dynamodbTest({ model: [eventTable], retryDelays: "none" });
const account = "ada";
const eventsOf = async (db: Database) => (await db.send(Event.query({ account }, { consistent: true }))).items;

const seeds = [0, 1, 2, 3];

for (const seed of seeds)
  test(`positions have no gaps, and decisions hold (seed ${seed}; 0: no faults)`, async ({ db, dynamodb }) => {
    if (seed > 0) trouble(dynamodb, seed);
    // They pay in and out by turns, and nothing where the balance is too small. Some keep a snapshot.
    const { results, unknown } = await sideBySide(
      upTo(24).map((n) => async () => {
        const amount = n + 1;
        const kind = n % 2 === 0 ? ("paid-in" as const) : ("paid-out" as const);
        let decided = false;
        const state = await append(db, account, ({ balance }) => {
          decided = kind === "paid-in" || balance >= amount;
          return decided ? { kind, amount } : undefined;
        });
        if (n % 5 === 0) await keep(db, state);
        return decided ? amount : 0;
      }),
    );
    dynamodb.faults.clear();
    const events = await eventsOf(db);
    expect(events.map(({ position }) => position)).toEqual(upTo(events.length).map((n) => n + 1));
    let balance = 0;
    for (const { kind, amount } of events) {
      balance += kind === "paid-in" ? amount : -amount;
      expect(balance).toBeGreaterThanOrEqual(0);
    }
    expect(await load(db, account)).toEqual({ account, position: events.length, balance });
    // Amounts tell callers apart: each that succeeded is there, and each is there once.
    const amounts = events.map(({ amount }) => amount);
    expect(new Set(amounts).size).toBe(amounts.length);
    expect(amounts).toEqual(expect.arrayContaining(results.filter((amount) => amount > 0)));
    expect(amounts.length).toBeGreaterThan(5);
    if (seed === 0) expect({ results: results.length, unknown }).toEqual({ results: 24, unknown: 0 });
  });

test("an append whose answer was lost knows its own event", async ({ db, faults }) => {
  faults.loseResponse({ on: "PutItem", times: 2 });
  expect(await append(db, account, () => ({ kind: "paid-in", amount: 1 }))).toMatchObject({ position: 1, balance: 1 });
  expect(await eventsOf(db)).toHaveLength(1);
});

test("an older snapshot does not replace a newer one", async ({ db, faults, requests }) => {
  const first = await append(db, account, () => ({ kind: "paid-in", amount: 1 }));
  const second = await append(db, account, () => ({ kind: "paid-in", amount: 2 }));
  await keep(db, second);
  await keep(db, first);
  expect(await db.send(Snapshot.get({ account }))).toEqual(second);
  faults.loseResponse({ on: "UpdateItem" });
  await keep(db, second);
  requests.clear();
  expect(await load(db, account)).toEqual({ account, position: 2, balance: 3 });
  expect(requests).toHaveSent({ get: 1, query: 1 });
});

test("costs 1 write unit, and a read of what happened since the snapshot", async ({ db, requests, engine, skip }) => {
  skip(!engine.supports("consumedCapacity"), "this engine does not count capacity as the service does");
  const state = await append(db, account, () => ({ kind: "paid-in", amount: 1 }));
  await keep(db, state);
  requests.clear();
  await append(db, account, () => ({ kind: "paid-in", amount: 2 }));
  expect(requests.capacity()).toEqual({ read: 1.5, write: 1 });
});
