import {
  type Database,
  defineEntity,
  defineTable,
  eq,
  type Item,
  isRetryable,
  OutcomeUnknownError,
  TransactionCanceledError,
  transact,
  VersionConflictError,
} from "keywright";
import { beforeEach, expect, test } from "vitest";
import * as z from "zod";
import { runs, useDynamoDB } from "../test-support.ts";

const table = defineTable({ name: "Sixteen", partitionKey: { PK: "S" }, sortKey: { SK: "S" } });
const Counter = defineEntity({
  name: "Counter",
  table,
  schema: z.object({ id: z.string(), count: z.int(), note: z.string().optional() }),
  key: { PK: "COUNTER#{id}", SK: "COUNTER" },
  version: "version",
});
type Counter = Item<typeof Counter>;
/** What counted up: one for each. */
const Entry = defineEntity({
  name: "Entry",
  table,
  schema: z.object({ id: z.string(), count: z.int(), by: z.int() }),
  key: { PK: "COUNTER#{id}", SK: "ENTRY#{count:6}" },
});

const dynamodb = useDynamoDB({ tables: [table], retryDelays: "none" });
const db = (): Database => dynamodb().db;

let id: string;
let next = 0;
beforeEach(() => {
  id = `c${next++}`;
});

const get = async (): Promise<Counter> => {
  const counter = await db().send(Counter.get({ id }, { consistent: true }));
  if (counter === undefined) throw new Error("the counter is gone");
  return counter;
};
const write = { on: ["UpdateItem", "TransactWriteItems"] as const };

/**
 * Counts one more than what is known of the counter: who is late must be told so, or a count is lost. Gives what is stored
 * then, where that is known without another read.
 */
type Way = (known: Counter, by: number) => Promise<Counter | undefined>;

const byItem: Way = (known) => db().send(Counter.update({ id }, { count: known.count + 1 }, { expected: known }));
const byNumber: Way = (known) =>
  db().send(Counter.update({ id }, { count: known.count + 1 }, { expected: known.version, returning: "none" }));
const byWhere: Way = ({ count, version }) =>
  db().send(Counter.update({ id }, { count: count + 1 }, { where: (c) => eq(c.version, version) }));
const byPut: Way = (known) => db().send(Counter.put({ ...known, count: known.count + 1 }));
const entry = ({ count }: Counter, by: number) => Entry.create({ id, count: count + 1, by });
const byTransaction: Way = async (known, by) => {
  await db().send(
    transact([Counter.update({ id }, { count: known.count + 1 }, { expected: known }), entry(known, by)]),
  );
  return undefined;
};
const byTransactedPut: Way = async (known, by) => {
  const put = Counter.put({ ...known, count: known.count + 1 });
  return (await db().send(transact({ entry: entry(known, by), counter: put }))).counter;
};

/** The counter as it was stored where a write was refused for it; `undefined` where another read must tell. */
function storedThen(error: unknown): Counter | undefined {
  if (VersionConflictError.isInstance(error, Counter)) return error.item;
  if (!TransactionCanceledError.isInstance(error)) return undefined;
  return storedThen(error.failed.find((reason) => VersionConflictError.isInstance(reason.error))?.error);
}

interface Outcome {
  readonly written: number;
  readonly unknown: number;
  readonly conflicts: number;
  readonly intruders: number;
  readonly counter: Counter;
}

/** 16 writers count up, side by side, while others write the counter, too; what they were told, and what is stored. */
async function contend(ways: readonly Way[], each: number, seed: number): Promise<Outcome> {
  const { faults } = dynamodb();
  await db().send(Counter.create({ id, count: 0 }));
  let [written, unknown, conflicts, intruders] = [0, 0, 0, 0];
  const intrude = async (): Promise<void> => {
    await db().send(Counter.update({ id }, { note: `n${++intruders}` }));
  };
  // Each of them for certain, and then by chance.
  const certain = [faults.interleave(write, intrude), faults.conflict({ ...write, times: 3 }), faults.throttle(write)];
  faults.interleave({ ...write, probability: 0.05, seed }, intrude);
  faults.conflict({ ...write, probability: 0.05, seed: seed + 1 });
  faults.throttle({ ...write, probability: 0.02, seed: seed + 2 });

  const writer = async (by: number): Promise<void> => {
    const way = ways[by % ways.length] ?? expect.unreachable();
    let known = await get();
    for (let [n, tries] = [0, 0]; n < each; ) {
      try {
        const stored = await way(known, by);
        written++;
        n++;
        tries = 0;
        known = stored ?? (await get());
      } catch (error) {
        if (OutcomeUnknownError.isInstance(error)) {
          unknown++;
          n++;
          known = await get();
          continue;
        }
        conflicts++;
        const refused = error as { readonly code?: string };
        const isRefused = storedThen(error) !== undefined || refused.code === "condition-failed";
        if (!isRefused && !isRetryable(error)) throw error;
        // Not all at once again.
        const longest = Math.min(1000, 20 * 2 ** tries++);
        await new Promise((wake) => setTimeout(wake, Math.random() * longest));
        known = (by % 2 === 0 ? storedThen(error) : undefined) ?? (await get());
      }
    }
  };
  await Promise.all(Array.from({ length: 16 }, (_, by) => writer(by)));
  for (const fault of certain) expect(fault.injected).toBeGreaterThan(0);
  faults.clear();
  return { written, unknown, conflicts, intruders, counter: await get() };
}

/** The counts that entries were written for, in order. */
async function entries(): Promise<readonly number[]> {
  const counts: number[] = [];
  for await (const { count } of db().items(Entry.query({ id }, { consistent: true }))) counts.push(count);
  return counts;
}
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i + 1);

test("16 writers of conditional updates: the sum is exact, and each write is a version", {
  timeout: 900_000,
}, async () => {
  const each = runs(20);
  const { counter, intruders, ...told } = await contend([byItem, byNumber, byWhere, byPut], each, 1);
  expect(told).toEqual({ written: 16 * each, unknown: 0, conflicts: expect.any(Number) });
  expect(counter.count).toBe(16 * each);
  expect(counter.version).toBe(1 + 16 * each + intruders);
  // Whoever was interrupted by another one's write was told.
  expect(told.conflicts).toBeGreaterThan(0);
});

test("16 writers of transactions: the sum is exact, and each count has its entry", { timeout: 900_000 }, async () => {
  const each = runs(20);
  const { counter, intruders, ...told } = await contend([byTransaction, byTransactedPut], each, 11);
  expect(told).toEqual({ written: 16 * each, unknown: 0, conflicts: expect.any(Number) });
  expect(counter.count).toBe(16 * each);
  expect(counter.version).toBe(1 + 16 * each + intruders);
  expect(await entries()).toEqual(upTo(16 * each));
  expect(told.conflicts).toBeGreaterThan(0);
});

test("16 writers whose answers are lost: nothing else is", { timeout: 900_000 }, async () => {
  const each = runs(8);
  const { faults } = dynamodb();
  faults.loseResponse({ ...write, times: 2 });
  faults.loseResponse({ ...write, probability: 0.05, seed: 21 });
  faults.serverError({ ...write, probability: 0.03, seed: 22, committed: true });
  faults.reset({ ...write, probability: 0.03, seed: 23 });
  const ways = [byItem, byNumber, byWhere, byPut, byTransaction, byTransactedPut];
  const { counter, intruders, written, unknown } = await contend(ways, each, 31);
  expect(written + unknown).toBe(16 * each);
  expect(counter.count).toBeGreaterThanOrEqual(written);
  expect(counter.count).toBeLessThanOrEqual(written + unknown);
  expect(counter.version).toBe(1 + counter.count + intruders);
  // An entry is there where its count was written by a transaction, and never beside it.
  const counts = await entries();
  expect(new Set(counts).size).toBe(counts.length);
  expect(Math.max(...counts)).toBeLessThanOrEqual(counter.count);
});
