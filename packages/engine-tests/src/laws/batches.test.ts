import fc from "fast-check";
import {
  BatchIncompleteError,
  batchGet,
  batchWrite,
  bytes,
  defineEntity,
  defineTable,
  epochSeconds,
  type GetOperation,
  increment,
  isRetryable,
  repository,
  transactAll,
} from "keywright";
import { expect, test } from "vitest";
import * as z from "zod";
import { runs, useDynamoDB } from "../test-support.ts";

const shared = defineTable({
  name: "Shared",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  timeToLive: "expiresAt",
});
const binary = defineTable({ name: "Binary", partitionKey: { hash: "B" }, sortKey: { part: "N" } });
const Note = defineEntity({
  name: "Note",
  table: shared,
  schema: z.object({
    id: z.int(),
    text: z.string(),
    box: z.object({ a: z.string(), b: z.int().optional() }).optional(),
    expiresAt: epochSeconds().optional(),
  }),
  key: { PK: "P#{id:3}", SK: "NOTE" },
});
const Counter = defineEntity({
  name: "Counter",
  table: shared,
  schema: z.object({ id: z.int(), count: z.int() }),
  key: { PK: "P#{id:3}", SK: "COUNTER" },
  version: "version",
});
const Blob = defineEntity({
  name: "Blob",
  table: binary,
  schema: z.object({ hash: bytes(), part: z.number(), text: z.string() }),
});

const dynamodb = useDynamoDB({ tables: [shared, binary], retryDelays: "none" });
const ids = Array.from({ length: 60 }, (_, id) => id);
const hash = (id: number): Uint8Array => new Uint8Array([id, 255 - id, 0]);
const part = (id: number): number => (id % 2 === 0 ? id * 1e-9 : -id / 8);

/** Every read there is: each is made once alone, and then any number of them together. */
const reads: readonly (() => GetOperation<unknown, never>)[] = ids.flatMap((id) => {
  const key = { id };
  const consistent = id % 3 === 0;
  const operations = [
    () => Note.get(key),
    () => Note.get(key, { select: ["text"], consistent }),
    () => Note.get(key, { select: { box: { a: true } } }),
    () => Counter.get(key, { consistent }),
    () => Counter.get(key, { select: ["count"] }),
    () => Blob.get({ hash: hash(id), part: part(id) }, { consistent }),
    () => Blob.get({ hash: hash(id), part: part(id) }, { select: ["text"] }),
  ];
  return operations as unknown as (() => GetOperation<unknown, never>)[];
});

/** Things that happen to requests, the same ones with the same seed. */
function misfortunes(seed: number): void {
  const { faults } = dynamodb();
  const some = { probability: 0.3 };
  faults.unprocessed({ ...some, seed });
  faults.throttle({ ...some, seed: seed + 1 });
  faults.loseResponse({ ...some, seed: seed + 2 });
  faults.serverError({ ...some, seed: seed + 3, committed: true });
  faults.reset({ ...some, seed: seed + 4 });
}

test("a batch of reads gives what each of them gives alone, in any order, any number, whatever happens to requests", async () => {
  const { db, faults } = dynamodb();
  const expiresAt = new Date(Date.now() - 60_000);
  await db.send(
    batchWrite(
      ids.filter((id) => id % 4 !== 0).map((id) => Blob.put({ hash: hash(id), part: part(id), text: `b${id}` })),
    ),
  );
  await db.send(
    batchWrite(
      ids
        .filter((id) => id % 5 !== 0)
        .map((id) =>
          Note.put({
            id,
            text: `n${id}`,
            ...(id % 2 === 0 ? { box: { a: "a", b: id } } : {}),
            ...(id % 7 === 0 ? { expiresAt } : {}),
          }),
        ),
    ),
  );
  await db.send(transactAll(ids.filter((id) => id % 3 !== 0).map((id) => Counter.create({ id, count: id }))));
  const alone: unknown[] = [];
  for (const read of reads) alone.push(await db.send(read()));
  expect(alone.filter((item) => item === undefined).length).toBeGreaterThan(50);

  const chosen = fc.array(fc.nat(reads.length - 1), { maxLength: 350, size: "max" });
  const cases = fc.record({ chosen, concurrency: fc.integer({ min: 1, max: 6 }), seed: fc.integer({ min: 0 }) });
  let sent = 0;
  await fc.assert(
    fc.asyncProperty(cases, async ({ chosen: positions, concurrency, seed }) => {
      misfortunes(seed);
      const operations = positions.flatMap((position) => reads[position]?.() ?? []);
      const items = await untilDone(operations, concurrency);
      sent += positions.length;
      faults.clear();
      expect(items).toEqual(positions.map((position) => alone[position]));
    }),
    { numRuns: runs(25) },
  );
  expect(sent).toBeGreaterThan(500);
  expect(parts).toBeGreaterThan(0);
});

let parts = 0;

/** Sends a batch, and again what was left of it: results by the position of their operation. */
async function untilDone(
  operations: readonly GetOperation<unknown, never>[],
  concurrency: number,
): Promise<readonly unknown[]> {
  const results = new Map<number, unknown>();
  let left = operations.map((operation, position) => ({ operation, position }));
  while (left.length > 0) {
    try {
      const items = await dynamodb().db.send(
        batchGet(
          left.map(({ operation }) => operation),
          { concurrency, maxAttempts: 1 },
        ),
      );
      for (const [i, { position }] of left.entries()) results.set(position, items[i]);
      left = [];
    } catch (error) {
      if (!BatchIncompleteError.isInstance(error)) {
        // A request was refused, and nothing is read: for what else than a passing failure it should not be.
        if (isRetryable(error)) continue;
        throw error;
      }
      parts++;
      for (const [place, result] of error.results) {
        const position = left[Number(place)]?.position;
        if (position === undefined) throw error;
        expect(results.has(position)).toBe(false);
        results.set(position, result);
      }
      const places = new Set(error.places);
      expect(error.operations).toEqual(left.filter((_, i) => places.has(i)).map(({ operation }) => operation));
      left = left.filter((_, i) => places.has(i));
      expect(error.done + left.length + results.size - error.results.size).toBe(operations.length);
    }
  }
  return operations.map((_, position) => results.get(position));
}

type Step = { readonly id: number; readonly text: string | undefined };

test("what batches of writes leave is what they say, whatever happens to requests", async () => {
  const { db, faults } = dynamodb();
  const notes = repository(db, Note);
  const model = new Map<number, string>();
  let parts = 0;
  for await (const { id } of db.items(Note.scan())) await notes.delete({ id }, { mustExist: false });
  const step: fc.Arbitrary<Step> = fc.record({
    id: fc.nat(199),
    text: fc.option(fc.string({ maxLength: 5 }), { nil: undefined }),
  });
  const steps = fc.uniqueArray(step, { selector: ({ id }) => id, maxLength: 120, size: "max" });
  const cases = fc.record({ steps, concurrency: fc.integer({ min: 1, max: 6 }), seed: fc.integer({ min: 0 }) });
  await fc.assert(
    fc.asyncProperty(cases, async ({ steps: batch, concurrency, seed }) => {
      misfortunes(seed);
      const operationOf = ({ id, text }: Step) =>
        text === undefined ? Note.delete({ id }, { mustExist: false }) : Note.put({ id, text });
      let left = batch.map(operationOf);
      while (left.length > 0) {
        const sent = await db.attempt(batchWrite(left, { concurrency, maxAttempts: 1 }));
        if (sent.ok) break;
        if (!BatchIncompleteError.isInstance(sent.error)) throw sent.error;
        if (sent.error.done > 0) parts++;
        expect(sent.error.done + sent.error.operations.length).toBe(left.length);
        left = [...sent.error.operations];
      }
      faults.clear();
      for (const { id, text } of batch) {
        if (text === undefined) model.delete(id);
        else model.set(id, text);
      }
      const stored = new Map<number, string>();
      for await (const { id, text } of db.items(Note.scan({ consistent: true }))) stored.set(id, text);
      expect(stored).toEqual(new Map([...model].sort(([a], [b]) => a - b)));
    }),
    { numRuns: runs(20) },
  );
  expect(parts).toBeGreaterThan(0);
});

test("transactions of many writes add what they say, once", async () => {
  const { db, faults } = dynamodb();
  const all = Array.from({ length: 130 }, (_, i) => 200 + i);
  await db.send(transactAll(all.map((id) => Counter.create({ id, count: 0 }))));
  /** The least and the most that may be counted. */
  const bounds = new Map<number, readonly [number, number]>();
  let doubts = 0;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0 }), fc.integer({ min: 1, max: 3 }), async (seed, concurrency) => {
      misfortunes(seed);
      let left = all.map((id) => ({ id, operation: Counter.update({ id }, { count: increment(1) }) }));
      const count = (id: number, least: number): void => {
        const [low, high] = bounds.get(id) ?? [0, 0];
        bounds.set(id, [low + least, high + 1]);
      };
      while (left.length > 0) {
        const sent = await db.attempt(
          transactAll(
            left.map(({ operation }) => operation),
            { concurrency, maxAttempts: 1 },
          ),
        );
        const error = sent.ok ? undefined : sent.error;
        if (error && !BatchIncompleteError.isInstance(error)) {
          if (error.retryable) continue;
          throw error;
        }
        const again = new Set<unknown>(error?.operations);
        const unknown = new Set<unknown>(error?.uncertain);
        doubts += unknown.size;
        for (const { id, operation } of left) if (!again.has(operation)) count(id, unknown.has(operation) ? 0 : 1);
        left = left.filter(({ operation }) => again.has(operation));
      }
      faults.clear();
      const stored = await db.send(batchGet(all.map((id) => Counter.get({ id }, { consistent: true }))));
      for (const counter of stored) {
        const [low, high] = bounds.get(counter?.id ?? -1) ?? [0, 0];
        expect(counter?.count).toBeGreaterThanOrEqual(low);
        expect(counter?.count).toBeLessThanOrEqual(high);
        bounds.set(counter?.id ?? -1, [counter?.count ?? 0, counter?.count ?? 0]);
      }
    }),
    { numRuns: runs(12) },
  );
  expect(doubts).toBeLessThan(130 * runs(12));
});
