import {
  type Database,
  decrement,
  defineEntity,
  epochSeconds,
  gte,
  increment,
  isRetryable,
  LeaseHeldError,
  LeaseLostError,
  OnceFailedError,
  type OnceOptions,
  OutcomeUnknownError,
  once,
  onceState,
  onceStatus,
  scoped,
  TransactionCanceledError,
} from "keywright";
import { afterEach, beforeEach, describe, expect, expectTypeOf, test } from "vitest";
import * as z from "zod";
import { useDynamoDB } from "../test-support.ts";
import { type ManualTimer, manualTimer } from "./manual-timer.ts";
import { Account, onceTable, Payment } from "./once-model.ts";
import { startProgram } from "./program.ts";

const dynamodb = useDynamoDB({ tables: [onceTable] });
const db = (): Database => dynamodb().db;
const faults = () => dynamodb().faults;

let orderId: string;
let id: string;
let timer: ManualTimer;
let next = 0;
beforeEach(async () => {
  next += 1;
  orderId = `o${next}`;
  id = `a${next}`;
  timer = manualTimer();
  await db().send(Account.create({ id, balance: 10 }));
  dynamodb().requests.clear();
});
afterEach(() => {
  dynamodb().clock.reset();
  try {
    faults().expectAllInjected();
  } finally {
    faults().clear();
  }
});

const duration = 1000;
const status = () => onceStatus(db(), Payment, { orderId });
const balance = async () => (await db().send(Account.get({ id }, { consistent: true })))?.balance;
const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => expect.unreachable("did not fail"),
    (error: unknown) => error,
  );
const pause = (milliseconds: number) => new Promise<void>((wake) => setTimeout(wake, milliseconds));
const options = () => ({ duration, timer, wait: 0 });

describe("once", () => {
  test("does it for the first caller, and gives the stored result to the others", async () => {
    expect(await status()).toEqual({ status: "open" });
    let runs = 0;
    const pay = () =>
      once(db(), Payment, { orderId }, ({ attempt, signal }) => {
        runs += 1;
        expect(attempt).toBe(1);
        expect(signal.aborted).toBe(false);
        return { receipt: `r${runs}` };
      });
    const first = await pay();
    expectTypeOf(first).toEqualTypeOf<{ receipt: string; at?: string | undefined }>();
    expect([first, await pay(), await pay()]).toEqual([{ receipt: "r1" }, { receipt: "r1" }, { receipt: "r1" }]);
    expect(runs).toBe(1);
    expect(await status()).toEqual({ status: "done", result: { receipt: "r1" } });
    // @ts-expect-error the result is what the schema says
    void (() => once(db(), Payment, { orderId }, () => ({ receipt: 1 })));
    // @ts-expect-error there is no marker
    void (() => once(db(), Account, { id }, () => undefined));
  });

  test("while it is done, others wait for its result, or are told who does it", async () => {
    let finish: (() => void) | undefined;
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const first = once(
      db(),
      Payment,
      { orderId },
      async () => {
        await finished;
        return { receipt: "first" };
      },
      // It is not renewed while its timer stands still: nobody may be tired of waiting for it.
      { ...options(), duration: 60_000, owner: "first" },
    );
    while ((await status()).status !== "running") await pause(5);
    const second = () => Promise.reject(new Error("is not called"));
    const refused = await failureOf(once(db(), Payment, { orderId }, second, options()));
    expect(LeaseHeldError.isInstance(refused) && refused.owner).toBe("first");
    const waiting = once(db(), Payment, { orderId }, second, { poll: 20 });
    await pause(60);
    expect(await status()).toEqual({ status: "running", owner: "first" });
    finish?.();
    expect(await Promise.all([first, waiting])).toEqual([{ receipt: "first" }, { receipt: "first" }]);
  });

  test("is left to the next caller where it fails, or its failure is stored", async () => {
    const wrong = new TypeError("no funds");
    const fail = () => Promise.reject(wrong);
    expect(await failureOf(once(db(), Payment, { orderId }, fail, options()))).toBe(wrong);
    expect(await status()).toEqual({ status: "open" });
    expect(await failureOf(once(db(), Payment, { orderId }, fail, { ...options(), onError: "store" }))).toBe(wrong);
    const failure = { name: "TypeError", message: "no funds" };
    expect(await status()).toEqual({ status: "failed", failure });
    const later = await failureOf(once(db(), Payment, { orderId }, () => ({ receipt: "r" }), options()));
    expect(OnceFailedError.isInstance(later) && later.failure).toEqual(failure);
    expect(later).toMatchObject({ code: "once-failed", key: { orderId }, retryable: false });
  });

  test("an abort is no failure to store", async () => {
    const controller = new AbortController();
    const stopped = once(
      db(),
      Payment,
      { orderId },
      ({ signal }) => {
        controller.abort(new Error("cut off"));
        signal.throwIfAborted();
        return { receipt: "r" };
      },
      { ...options(), onError: "store", signal: controller.signal },
    );
    expect(await failureOf(stopped)).toMatchObject({ message: "cut off" });
    expect(await status()).toEqual({ status: "open" });
  });

  test("a result that the schema refuses is a failure", async () => {
    const wrong = () => ({ receipt: 5 }) as never;
    expect(await failureOf(once(db(), Payment, { orderId }, wrong, options()))).toMatchObject({ code: "invalid-item" });
    expect(await status()).toEqual({ status: "open" });
  });

  test("is done again when it has expired, by a condition and not for its deletion", async () => {
    const { clock } = dynamodb();
    // Of the system's time: an engine may delete what has expired by that.
    const start = Math.ceil(Date.now() / 1000) * 1000;
    clock.freeze(new Date(start));
    const hour = 3_600_000;
    const pay = (receipt: string) =>
      once(db(), Payment, { orderId }, () => ({ receipt }), {
        expires: hour,
        attributes: { expiresAt: new Date(clock.now().getTime() + 2 * hour) },
      });
    await pay("r1");
    clock.advance(hour - 1);
    expect(await pay("r2")).toEqual({ receipt: "r1" });
    clock.advance(1);
    expect(await status()).toEqual({ status: "expired" });
    const renewed = await Promise.all(["r3", "r4", "r5"].map(pay));
    expect(new Set(renewed.map(({ receipt }) => receipt)).size).toBe(1);
    expect(await db().send(Payment.get({ orderId }))).toMatchObject({ expiresAt: new Date(start + 3 * hour) });
    // While it is done again, it must not be deleted.
    clock.advance(hour);
    await once(db(), Payment, { orderId }, async () => {
      expect((await db().send(Payment.get({ orderId })))?.expiresAt).toBeUndefined();
      return { receipt: "r6" };
    });
  });

  test("is taken over from a process that is gone, and what that one does later does not count", async () => {
    const gone = manualTimer();
    let finish: ((result: { receipt: string }) => void) | undefined;
    const first = failureOf(
      once(
        db(),
        Payment,
        { orderId },
        () =>
          new Promise<{ receipt: string }>((resolve) => {
            finish = resolve;
          }),
        { duration, timer: gone },
      ),
    );
    while ((await status()).status !== "running") await pause(5);
    const second = once(db(), Payment, { orderId }, ({ attempt }) => ({ receipt: `second ${attempt}` }), {
      timer,
      wait: 2 * duration,
    });
    await timer.untilWaiting(duration);
    timer.advance(duration);
    expect(await second).toEqual({ receipt: "second 2" });
    finish?.({ receipt: "first" });
    expect(LeaseLostError.isInstance(await first)).toBe(true);
    expect(await status()).toEqual({ status: "done", result: { receipt: "second 2" } });
  });

  test("says what is wrong before it sends anything", async () => {
    const Hidden = defineEntity({
      name: "Hidden",
      table: onceTable,
      schema: z.object({ id: z.string(), once: onceState(), expiresAt: epochSeconds().optional() }),
      key: { PK: "HIDDEN#{id}", SK: "ONCE" },
    });
    expect(await failureOf(once(db(), Hidden, { id }, () => 1))).toMatchObject({
      issues: [{ path: ["expiresAt"], code: "expiring_marker" }],
    });
    expect(await failureOf(once(db(), Payment, { orderId }, () => ({ receipt: "" }), { expires: 0 }))).toMatchObject({
      issues: [{ path: ["expires"] }],
    });
    expect(dynamodb().requests.all).toEqual([]);
  });

  test("works under a scope", async () => {
    const tenant = scoped(db(), { orderId });
    expect(await once(tenant, Payment, {}, () => ({ receipt: "r" }), options())).toEqual({ receipt: "r" });
    expect(await onceStatus(tenant, Payment, {})).toEqual(await status());
  });
});

describe("operations that are committed with the marker", () => {
  const deposit = (terms: OnceOptions<typeof Payment> = {}) =>
    once(
      db(),
      Payment,
      { orderId },
      (run) => run.commit([Account.update({ id }, { balance: increment(5) })], { receipt: "r" }),
      terms,
    );

  test("are carried out once, whoever comes how often, under faults", async () => {
    for (let round = 0; round < 8; round++) {
      orderId = `o${next}-${round}`;
      faults().loseResponse({ probability: 0.2, seed: 100 + round, times: 20 });
      faults().throttle({ probability: 0.1, seed: 200 + round, times: 20 });
      const results = await Promise.all(
        Array.from({ length: 8 }, async () => {
          for (;;) {
            try {
              return await deposit({ duration: 400, poll: 20 });
            } catch (error) {
              const isLost = LeaseLostError.isInstance(error) || OutcomeUnknownError.isInstance(error);
              if (!isLost && !isRetryable(error)) throw error;
            }
          }
        }),
      );
      faults().clear();
      expect(results).toEqual(results.map(() => ({ receipt: "r" })));
      expect(await balance()).toBe(10 + 5 * (round + 1));
    }
  });

  test("are carried out where no answer came, and the marker tells", async () => {
    faults().loseResponse({ on: "TransactWriteItems", times: 100 });
    expect(await deposit()).toEqual({ receipt: "r" });
    faults().clear();
    expect(await balance()).toBe(15);
    expect(await deposit()).toEqual({ receipt: "r" });
    expect(await balance()).toBe(15);
  });

  test("are refused where another one took over", async () => {
    const gone = manualTimer();
    let finish: (() => void) | undefined;
    const first = failureOf(
      once(
        db(),
        Payment,
        { orderId },
        async (run) => {
          await new Promise<void>((resolve) => {
            finish = resolve;
          });
          return run.commit([Account.update({ id }, { balance: increment(100) })], { receipt: "first" });
        },
        { duration, timer: gone },
      ),
    );
    while ((await status()).status !== "running") await pause(5);
    const second = once(
      db(),
      Payment,
      { orderId },
      (run) => run.commit([Account.update({ id }, { balance: increment(1) })], { receipt: "second" }),
      { timer, wait: 2 * duration },
    );
    await timer.untilWaiting(duration);
    timer.advance(duration);
    expect(await second).toEqual({ receipt: "second" });
    finish?.();
    expect(await first).toMatchObject({ code: "lease-lost", loss: "taken" });
    expect(await balance()).toBe(11);
  });

  test("that are refused leave it open, or are a failure that is stored", async () => {
    const withdraw = (onError: "retry" | "store") =>
      once(
        db(),
        Payment,
        { orderId },
        (run) =>
          run.commit([Account.update({ id }, { balance: decrement(50) }, { where: (a) => gte(a.balance, 50) })], {
            receipt: "r",
          }),
        { ...options(), onError },
      );
    expect(TransactionCanceledError.isInstance(await failureOf(withdraw("retry")))).toBe(true);
    expect(await status()).toEqual({ status: "open" });
    expect(TransactionCanceledError.isInstance(await failureOf(withdraw("store")))).toBe(true);
    expect(await status()).toMatchObject({ status: "failed", failure: { name: "TransactionCanceledError" } });
    expect(OnceFailedError.isInstance(await failureOf(withdraw("store")))).toBe(true);
    expect(await balance()).toBe(10);
  });
});

describe("a process that is killed in the middle", () => {
  test.each([
    ["of the function", "console.log('began'); await new Promise(() => {});", 11],
    [
      "after a change of its own",
      "await db.send(Account.update({ id }, { balance: increment(1) })); console.log('changed'); await new Promise(() => {});",
      12,
    ],
  ])("%s: another takes over", async (_name, code, after) => {
    const program = await startProgram(
      dynamodb(),
      `import { increment, once } from "keywright";
      import { Account, Payment } from "./once-model.ts";
      const id = "${id}";
      once(db, Payment, { orderId: "${orderId}" }, async (run) => {
        ${code}
        return run.commit([Account.update({ id }, { balance: increment(1) })], { receipt: "killed" });
      }, { duration: 1000, owner: "program" });`,
    );
    expect(await status()).toEqual({ status: "running", owner: "program" });
    await program.kill();
    const result = await once(
      db(),
      Payment,
      { orderId },
      (run) => run.commit([Account.update({ id }, { balance: increment(1) })], { receipt: `${run.attempt}` }),
      { poll: 50 },
    );
    expect(result).toEqual({ receipt: "2" });
    expect(await balance()).toBe(after);
  });
});
