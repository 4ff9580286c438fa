import fc from "fast-check";
import {
  decrement,
  defineEntity,
  defineTable,
  gte,
  increment,
  isRetryable,
  OutcomeUnknownError,
  type References,
  TransactionCanceledError,
  transact,
  transactGet,
} from "keywright";
import { expect, test } from "vitest";
import * as z from "zod";
import { runs, useDynamoDB } from "../test-support.ts";

const table = defineTable({ name: "Bank", partitionKey: { PK: "S" } });
const Account = defineEntity({
  name: "Account",
  table,
  schema: z.object({ id: z.number().int(), balance: z.number() }),
  key: { PK: "ACCOUNT#{id:2}" },
  version: "version",
});

const accounts = 50;
const start = 10;
const dynamodb = useDynamoDB({ tables: [table], retryDelays: "none" });
const keys = Array.from({ length: accounts }, (_, id) => ({ id }));

interface Transfer {
  readonly from: number;
  readonly to: number;
  readonly amount: number;
  /** Whether it adds and subtracts, or writes what it read. */
  readonly how: "changes" | "items";
}

const transfer: fc.Arbitrary<Transfer> = fc
  .record({
    from: fc.nat(accounts - 1),
    by: fc.integer({ min: 1, max: accounts - 1 }),
    amount: fc.integer({ min: 1, max: start }),
    how: fc.constantFrom("changes" as const, "items" as const),
  })
  .map(({ from, by, amount, how }) => ({ from, to: (from + by) % accounts, amount, how }));

/** What became of transfers; of those that are unknown either may be so. */
const tally = { done: 0, refused: 0, unknown: 0 };

async function carryOut({ from, to, amount, how }: Transfer): Promise<void> {
  const { db } = dynamodb();
  try {
    if (how === "changes") {
      const enough = { where: (a: References<typeof Account>) => gte(a.balance, amount) };
      await db.send(
        transact([
          Account.update({ id: from }, { balance: decrement(amount) }, enough),
          Account.update({ id: to }, { balance: increment(amount) }),
        ]),
      );
    } else {
      const [payer, payee] = await db.send(transactGet([Account.get({ id: from }), Account.get({ id: to })]));
      if (payer === undefined || payee === undefined) throw new Error("an account is gone");
      if (payer.balance < amount) return;
      await db.send(
        transact({
          payer: Account.put({ ...payer, balance: payer.balance - amount }, { expected: payer }),
          payee: Account.put({ ...payee, balance: payee.balance + amount }, { expected: payee }),
        }),
      );
    }
    tally.done++;
  } catch (error) {
    if (OutcomeUnknownError.isInstance(error)) tally.unknown++;
    else if (TransactionCanceledError.isInstance(error) || isRetryable(error)) tally.refused++;
    else throw error;
  }
}

test("money is neither made nor lost, whatever happens to requests", async () => {
  const { db, faults } = dynamodb();
  for (const { id } of keys) await db.send(Account.create({ id, balance: start }));
  const cases = fc.tuple(fc.integer({ min: 0 }), fc.array(transfer, { minLength: 20, maxLength: 60 }));
  await fc.assert(
    fc.asyncProperty(cases, async ([seed, transfers]) => {
      const some = { probability: 0.06 };
      faults.conflict({ ...some, seed });
      faults.throttle({ ...some, seed: seed + 1 });
      faults.loseResponse({ ...some, seed: seed + 2 });
      faults.serverError({ ...some, seed: seed + 3, committed: true });
      faults.reset({ ...some, seed: seed + 4 });
      await Promise.all(transfers.map(carryOut));
      faults.clear();
      const all = await db.send(transactGet(keys.map((key) => Account.get(key))));
      const balances = all.map((account) => account?.balance ?? Number.NaN);
      expect(balances.reduce((sum, balance) => sum + balance, 0)).toBe(accounts * start);
      expect(Math.min(...balances)).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: runs(10) },
  );
  // The versions count the writes that happened, two for each transfer: those that are unknown may be among them.
  const all = await db.send(transactGet(keys.map((key) => Account.get(key))));
  const writes = all.reduce((sum, account) => sum + (account?.version ?? Number.NaN) - 1, 0) / 2;
  expect(writes).toBeGreaterThanOrEqual(tally.done);
  expect(writes).toBeLessThanOrEqual(tally.done + tally.unknown);
  expect(tally.done).toBeGreaterThan(20);
  expect(tally.refused).toBeGreaterThan(0);
});
