import fc from "fast-check";
import {
  add,
  append,
  defineEntity,
  defineTable,
  increment,
  isRetryable,
  OutcomeUnknownError,
  transact,
} from "keywright";
import { expect, test } from "vitest";
import * as z from "zod";
import { runs, useDynamoDB } from "../test-support.ts";

const table = defineTable({ name: "Counted", partitionKey: { id: "S" } });
const schema = z.object({ id: z.string(), count: z.number(), log: z.array(z.string()) });
const Plain = defineEntity({ name: "Plain", table, schema });
const versionsTable = defineTable({ name: "CountedVersions", partitionKey: { id: "S" } });
const Versioned = defineEntity({
  name: "Versioned",
  table: versionsTable,
  schema,
  version: "version",
});

const dynamodb = useDynamoDB({ tables: [table, versionsTable], retryDelays: "none" });
const db = () => dynamodb().db;

/** Ways to count one more. */
const ways = {
  increment: (id: string) => db().send(Plain.update({ id }, { count: increment(1), log: append(["x"]) })),
  add: (id: string) => db().send(Plain.update({ id }, { count: add(1), log: append(["x"]) }, { returning: "none" })),
  once: (id: string) =>
    db().send(
      Plain.update({ id }, { count: increment(1), log: append(["x"]) }, { exactlyOnce: true, returning: "none" }),
    ),
  transaction: (id: string) => db().send(transact([Plain.update({ id }, { count: increment(1), log: append(["x"]) })])),
  versioned: (id: string) => db().send(Versioned.update({ id }, { count: increment(1), log: append(["x"]) })),
} satisfies Record<string, (id: string) => Promise<unknown>>;
type Way = keyof typeof ways;

const faultsOf = fc.record({
  loseResponse: fc.constantFrom(0.001, 0.1, 0.3),
  serverError: fc.constantFrom(0.001, 0.1, 0.3),
  committed: fc.boolean(),
  reset: fc.constantFrom(0.001, 0.1, 0.3),
  timeout: fc.constantFrom(0.001, 0.1),
  throttle: fc.constantFrom(0.001, 0.1, 0.3),
  conflict: fc.constantFrom(0.001, 0.1, 0.3),
  seed: fc.nat(),
});

const seldom = {
  loseResponse: 0.001,
  serverError: 0.001,
  committed: true,
  reset: 0.001,
  timeout: 0.001,
  throttle: 0.001,
  conflict: 0.001,
  seed: 1,
};
const everyWay = Object.keys(ways).flatMap((way) => Array<Way>(5).fill(way as Way));
/** Each outcome is among these, whatever luck the others have. */
const examples: [Way[], typeof seldom][] = [
  [everyWay, { ...seldom, loseResponse: 0.9 }],
  [everyWay, { ...seldom, throttle: 0.9 }],
];

let items = 0;
const sum = { done: 0, unknown: 0, refused: 0 };

test("what counts up is counted once where it is said to be done, and at most once where that is unknown", async () => {
  const writers = fc.array(fc.constantFrom(...(Object.keys(ways) as Way[])), { minLength: 5, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(writers, faultsOf, async (list, { committed, seed, ...rates }) => {
      const id = `i${items++}`;
      const { faults } = dynamodb();
      faults.clear();
      await db().send(Plain.create({ id, count: 0, log: [] }));
      await db().send(Versioned.create({ id, count: 0, log: [] }));
      faults.loseResponse({ probability: rates.loseResponse, seed });
      faults.serverError({ probability: rates.serverError, seed: seed + 1, committed });
      faults.reset({ probability: rates.reset, seed: seed + 2 });
      faults.timeout({ probability: rates.timeout, seed: seed + 3 });
      faults.throttle({ probability: rates.throttle, seed: seed + 4 });
      faults.conflict({ on: ["UpdateItem", "TransactWriteItems"], probability: rates.conflict, seed: seed + 5 });
      const seen = { plain: { done: 0, unknown: 0 }, versioned: { done: 0, unknown: 0 } };
      await Promise.all(
        list.map(async (way) => {
          const tally = way === "versioned" ? seen.versioned : seen.plain;
          try {
            await ways[way](id);
            tally.done++;
          } catch (error) {
            if (OutcomeUnknownError.isInstance(error)) tally.unknown++;
            else if (isRetryable(error)) sum.refused++;
            else throw error;
          }
        }),
      );
      faults.clear();
      const plain = await db().send(Plain.get({ id }, { consistent: true }));
      const versioned = await db().send(Versioned.get({ id }, { consistent: true }));
      for (const [item, { done, unknown }] of [
        [plain, seen.plain],
        [versioned, seen.versioned],
      ] as const) {
        expect(item?.log).toHaveLength(item?.count ?? Number.NaN);
        expect(item?.count).toBeGreaterThanOrEqual(done);
        expect(item?.count).toBeLessThanOrEqual(done + unknown);
        sum.done += done;
        sum.unknown += unknown;
      }
      expect(versioned?.version).toBe((versioned?.count ?? Number.NaN) + 1);
    }),
    { numRuns: runs(30), examples },
  );
  for (const count of Object.values(sum)) expect(count).toBeGreaterThan(0);
});
