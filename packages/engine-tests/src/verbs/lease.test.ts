import {
  acquireLease,
  append,
  ConditionFailedError,
  type Database,
  defineEntity,
  increment,
  isRetryable,
  type Lease,
  LeaseHeldError,
  LeaseLostError,
  type LeaseOptions,
  leaseState,
  OutcomeUnknownError,
  scoped,
  TransactionCanceledError,
  transact,
  ValidationError,
  withLease,
} from "keywright";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { useDynamoDB } from "../test-support.ts";
import { Job, leaseTable } from "./lease-model.ts";
import { type ManualTimer, manualTimer } from "./manual-timer.ts";
import { startProgram } from "./program.ts";

const table = leaseTable;
const Report = defineEntity({
  name: "Report",
  table,
  schema: z.object({
    job: z.string(),
    writes: z.number().default(0),
    by: z.string().optional(),
    fence: z.int().optional(),
    log: z.array(z.int()).default([]),
  }),
  key: { PK: "JOB#{job}", SK: "REPORT" },
});

const dynamodb = useDynamoDB({ tables: [table] });
const db = (): Database => dynamodb().db;
const faults = () => dynamodb().faults;

let job: string;
let timer: ManualTimer;
let next = 0;
const held: Lease[] = [];
beforeEach(() => {
  job = `j${next++}`;
  timer = manualTimer();
  dynamodb().requests.clear();
});
afterEach(async () => {
  for (const lease of held.splice(0)) await lease.release();
  faults().expectAllInjected();
  faults().clear();
});

const duration = 1000;
async function acquire(options: LeaseOptions = {}): Promise<Lease> {
  const lease = await acquireLease(db(), Job, { job }, { duration, timer, wait: 0, ...options });
  held.push(lease);
  return lease;
}
const pause = (milliseconds: number) => new Promise<void>((wake) => setTimeout(wake, milliseconds));
/** Lets time pass, in steps of so many milliseconds, until it is settled. */
async function passing<T>(step: number, work: Promise<T>): Promise<T> {
  let isSettled = false;
  const settle = (): void => {
    isSettled = true;
  };
  work.then(settle, settle);
  while (!isSettled) {
    timer.advance(step);
    await pause(5);
  }
  return work;
}
const stored = async () => (await db().send(Job.get({ job }, { consistent: true })))?.lease;
const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => expect.unreachable("did not fail"),
    (error: unknown) => error,
  );
const write = (lease: Lease, by: string) =>
  db().send(
    Report.update({ job }, { writes: increment(1), by, fence: lease.token }, { where: (r) => lease.fence(r.fence) }),
  );

describe("a lease", () => {
  test("is held by one, until it is released; its token counts on", async () => {
    const first = await acquire({ owner: "a" });
    expect(first.token).toBe(1);
    expect(await stored()).toMatchObject({ token: 1, duration, owner: "a", nonce: expect.any(String) });
    const error = await failureOf(acquire());
    expect(LeaseHeldError.isInstance(error) && error.owner).toBe("a");
    expect(error).toMatchObject({ code: "lease-held", retryable: true, key: { job } });
    await first.release();
    expect(await stored()).toEqual({ token: 1, duration, owner: "a" });
    expect(first.signal.reason).toMatchObject({ code: "lease-lost", loss: "released" });
    expect((await acquire()).token).toBe(2);
    // It was given back already.
    await first.release();
    expect((await stored())?.nonce).toBeDefined();
  });

  test("is not taken over from a holder that renews it, however long that takes", async () => {
    const lease = await acquire();
    const claim = acquire({ wait: 1e9 });
    for (let i = 0; i < 8; i++) {
      await timer.untilWaiting(duration);
      timer.advance(duration * 0.8);
      const before = await stored();
      await lease.renew();
      expect((await stored())?.nonce).not.toBe(before?.nonce);
      await new Promise((wake) => setTimeout(wake, 20));
    }
    expect(lease.signal.aborted).toBe(false);
    await lease.release();
    // It may have looked before that, and wait on.
    expect((await passing(duration, claim)).token).toBe(2);
  });

  test("is taken over once its nonce was the same for the duration of its holder, not for that of the other", async () => {
    const lease = await acquire({ duration: 5000 });
    const claim = acquire({ duration: 100, wait: 60_000, poll: 100 });
    let isTaken = false;
    void claim.then(() => {
      isTaken = true;
    });
    for (let i = 0; i < 4; i++) {
      await timer.untilWaiting(150);
      timer.advance(1000);
      await new Promise((wake) => setTimeout(wake, 30));
      expect(isTaken).toBe(false);
    }
    timer.advance(1200);
    expect((await claim).token).toBe(2);
    expect(lease.signal.reason).toMatchObject({ code: "lease-lost", loss: "over" });
    expect(lease.remaining()).toBe(0);
    expect(await failureOf(lease.renew())).toMatchObject({ loss: "over" });
  });

  test("was lost by a holder that was paused: it cannot write, and finds out when it renews", async () => {
    await db().send(Report.create({ job }));
    const paused = await acquire({ timer: manualTimer() });
    await write(paused, "paused");
    const claim = acquire({ wait: 2 * duration });
    await timer.untilWaiting(duration);
    timer.advance(duration);
    const other = await claim;
    expect(paused.signal.aborted).toBe(false);
    // Nobody has written since: the fence does not know of the other yet, and the check does.
    expect(
      TransactionCanceledError.isInstance(
        await failureOf(db().send(transact([paused.check(), Report.delete({ job })]))),
      ),
    ).toBe(true);
    await write(other, "other");
    expect(ConditionFailedError.isInstance(await failureOf(write(paused, "paused")))).toBe(true);
    await db().send(transact([other.check(), Report.update({ job }, { by: "checked" })]));
    expect(await db().send(Report.get({ job }))).toMatchObject({ writes: 2, by: "checked", fence: 2 });
    expect(await failureOf(paused.renew())).toMatchObject({ code: "lease-lost", loss: "taken" });
    expect(paused.signal.aborted).toBe(true);
    // Giving back what it has not leaves the other's lease alone.
    await paused.release();
    expect((await stored())?.nonce).toBeDefined();
  });

  test("does not let a fence be jumped by puts and creates either", async () => {
    const first = await acquire();
    await first.release();
    const second = await acquire();
    const put = (lease: Lease) =>
      db().send(Report.put({ job, by: "put", fence: lease.token }, { where: (r) => lease.fence(r.fence) }));
    await put(second);
    expect(ConditionFailedError.isInstance(await failureOf(put(first)))).toBe(true);
    await put(second);
  });

  test("can be kept under a scope", async () => {
    const tenant = scoped(db(), { job });
    const lease = await acquireLease(tenant, Job, {}, { wait: 0 });
    expect(await failureOf(acquire())).toMatchObject({ code: "lease-held" });
    await tenant.send(lease.check());
    await lease.renew();
    await lease.release();
    expect(await failureOf(acquireLease(tenant, Job, { job: "other" } as never))).toMatchObject({
      code: "outside-scope",
    });
  });

  test("says what is wrong before it sends anything", async () => {
    const Versioned = defineEntity({
      name: "Versioned",
      table,
      schema: z.object({ id: z.string(), lease: leaseState() }),
      key: { PK: "V#{id}", SK: "V" },
      version: "version",
    });
    const Expiring = defineEntity({
      name: "Expiring",
      table,
      schema: z.object({ id: z.string(), lease: leaseState(), expiresAt: z.int().optional() }),
      key: { PK: "E#{id}", SK: "E" },
      ttlFilter: false,
    });
    const issue = async (promise: Promise<unknown>) => {
      const error = await failureOf(promise);
      return ValidationError.isInstance(error) ? error.issues[0]?.code : error;
    };
    expect(await issue(acquireLease(db(), Versioned, { id: "1" }))).toBe("versioned_lease");
    expect(await issue(acquireLease(db(), Expiring, { id: "1" }))).toBe("expiring_lease");
    expect(await issue(acquireLease(db(), Report as never, { job } as never))).toBe("missing_lease");
    for (const wrong of [
      { duration: 99 },
      { duration: Number.NaN },
      { wait: -1 },
      { poll: 0 },
      { owner: 1 as never },
    ]) {
      expect(await issue(acquire(wrong))).toBe("invalid_option");
    }
    // @ts-expect-error the compiler says so, too
    void (() => acquireLease(db(), Report, { job }));
    expect(dynamodb().requests.all).toEqual([]);
  });
});

describe("a lost answer", () => {
  test("of the acquisition is recognised by its nonce", async () => {
    for (const token of [1, 2]) {
      faults().loseResponse({ on: "UpdateItem" });
      const lease = await acquire();
      expect(lease.token).toBe(token);
      await lease.renew();
      await lease.release();
    }
  });

  test("of an acquisition that somebody overtook is none", async () => {
    const slow = acquire();
    await slow.then((lease) => lease.release());
    let other: Lease | undefined;
    faults().interleave({ on: "UpdateItem" }, async () => {
      other = await acquire({ owner: "other" });
    });
    faults().loseResponse({ on: "UpdateItem" });
    // The first attempt found the other's lease: its answer was a refusal, and was lost.
    expect(await failureOf(acquire())).toMatchObject({ code: "lease-held", owner: "other" });
    await other?.renew();
  });

  test("of a renewal and of a release makes no difference", async () => {
    const lease = await acquire();
    faults().loseResponse({ on: "UpdateItem" });
    await lease.renew();
    faults().loseResponse({ on: "UpdateItem" });
    await lease.release();
    expect((await stored())?.nonce).toBeUndefined();
  });

  test("of every attempt leaves the lease where the last renewal put it", async () => {
    const lease = await acquire();
    faults().serverError({ on: "UpdateItem", times: 100 });
    expect(OutcomeUnknownError.isInstance(await failureOf(lease.renew()))).toBe(true);
    faults().clear();
    expect(lease.signal.aborted).toBe(false);
    expect(lease.remaining()).toBe(duration * 0.9);
    await lease.renew();
  });
});

describe("withLease", () => {
  const run = <R>(work: (lease: Lease) => R | Promise<R>, options: LeaseOptions = {}) =>
    withLease(db(), Job, { job }, { duration, timer, wait: 0, ...options }, work);

  test("gives what the function gives, and releases the lease, whatever it throws", async () => {
    expect(await run(({ token }) => token)).toBe(1);
    const wrong = new Error("wrong");
    expect(await failureOf(run(() => Promise.reject(wrong)))).toBe(wrong);
    expect(await run(({ token }) => token)).toBe(3);
    // By itself, too.
    expect(await run(async (lease) => lease.release().then(() => "done"))).toBe("done");
    expect((await stored())?.nonce).toBeUndefined();
  });

  test("renews the lease while the function runs", async () => {
    const total = await run(async (lease) => {
      const nonces = new Set<unknown>();
      for (let i = 0; i < 12; i++) {
        nonces.add((await stored())?.nonce);
        await timer.untilWaiting(duration / 3 + 1);
        timer.advance(duration / 3 + 1);
        while (lease.remaining() < duration * 0.8) await new Promise((wake) => setTimeout(wake, 2));
      }
      expect(lease.signal.aborted).toBe(false);
      return nonces.size;
    });
    expect(total).toBe(12);
  });

  test("aborts the signal when a renewal finds the lease taken, and says so", async () => {
    const error = await failureOf(
      run(async ({ signal }) => {
        await db().send(Job.delete({ job }, { mustExist: false }));
        await timer.untilWaiting(duration / 3);
        timer.advance(duration / 3);
        await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      }),
    );
    expect(LeaseLostError.isInstance(error) && error.loss).toBe("taken");
  });

  test("aborts the signal when no renewal gets through in time, and what was done counts no more", async () => {
    const error = await failureOf(
      run(async (lease) => {
        faults().serverError({ on: "UpdateItem", times: 1000 });
        while (!lease.signal.aborted) {
          timer.advance(50);
          await new Promise((wake) => setTimeout(wake, 10));
        }
        faults().clear();
        throw new Error("stopped");
      }),
    );
    expect(error).toMatchObject({ code: "lease-lost", loss: "over", cause: { message: "stopped" } });
    const late = await failureOf(run(() => timer.advance(duration)));
    expect(late).toMatchObject({ code: "lease-lost", loss: "over" });
    // It was over, and given back: nobody waits.
    await (await acquire()).release();
  });

  test("stops waiting, and working, when its signal says so", async () => {
    const lease = await acquire();
    const controller = new AbortController();
    const claim = failureOf(run(() => 1, { wait: 1e6, signal: controller.signal }));
    await timer.untilWaiting(duration);
    controller.abort(new Error("enough"));
    expect(await claim).toMatchObject({ name: "AbortError" });
    await lease.release();
    const stop = new AbortController();
    const error = await failureOf(
      run(
        async ({ signal }) => {
          stop.abort(new Error("stop"));
          signal.throwIfAborted();
        },
        { signal: stop.signal },
      ),
    );
    expect(error).toMatchObject({ message: "stop" });
    expect((await stored())?.nonce).toBeUndefined();
  });

  test("gives the result where releasing fails", async () => {
    const result = await run(() => {
      faults().serverError({ on: "UpdateItem", times: 100 });
      return 7;
    });
    faults().clear();
    expect(result).toBe(7);
    expect((await stored())?.nonce).toBeDefined();
  });
});

describe("many claimants", () => {
  test("never hold it at the same time, and never write after a later one, under faults", async () => {
    await db().send(Report.create({ job }));
    const options = { duration: 400, poll: 20 };
    faults().loseResponse({ on: "UpdateItem", probability: 0.1, seed: 7, times: 60 });
    faults().throttle({ probability: 0.05, seed: 8, times: 60 });
    const leases: Lease[] = [];
    const wrote: number[] = [];
    const refused: number[] = [];
    const unknown: number[] = [];
    const isHindered = (error: unknown): boolean => OutcomeUnknownError.isInstance(error) || isRetryable(error);
    const acquire = async (): Promise<Lease> => {
      for (;;) {
        try {
          return await acquireLease(db(), Job, { job }, options);
        } catch (error) {
          // A lease that nobody knows to hold is over after its duration.
          if (!isHindered(error)) throw error;
        }
      }
    };
    const claimant = async (i: number): Promise<void> => {
      for (let round = 0; round < 3; round++) {
        const lease = await acquire();
        leases.push(lease);
        expect(leases.filter((other) => other.remaining() > 0).length).toBeLessThanOrEqual(1);
        // Some do not notice that their time is over, and write when others hold the lease.
        const isPaused = (i + round) % 5 === 0;
        if (isPaused) await pause(1200);
        const update = Report.update(
          { job },
          { by: `t${lease.token}`, fence: lease.token, log: append([lease.token]) },
          { where: (r) => lease.fence(r.fence), returning: "none", exactlyOnce: true },
        );
        const written = await db().attempt(update);
        if (written.ok) wrote.push(lease.token);
        else if (ConditionFailedError.isInstance(written.error)) refused.push(lease.token);
        else if (isHindered(written.error)) unknown.push(lease.token);
        else throw written.error;
        if (!isPaused) await lease.release().catch((error) => expect(isHindered(error)).toBe(true));
      }
    };
    await Promise.all(Array.from({ length: 16 }, (_, i) => claimant(i)));
    faults().clear();
    expect(new Set(leases.map(({ token }) => token)).size).toBe(48);
    // In what order they were written, not in what order their answers came.
    const { log, fence } = (await db().send(Report.get({ job }, { consistent: true }))) ?? expect.unreachable();
    expect(log).toEqual([...log].sort((a, b) => a - b));
    expect(log.filter((token) => !unknown.includes(token))).toEqual([...wrote].sort((a, b) => a - b));
    expect(fence).toBe(log.at(-1));
    expect(wrote.length + refused.length + unknown.length).toBe(48);
    expect(refused.length).toBeGreaterThan(0);
  });

  test("of which one is killed: another takes over", async () => {
    // Long enough for a renewal, at a third of it, to be late on a busy machine.
    const lasting = 4000;
    const program = await startProgram(
      dynamodb(),
      `import { withLease } from "keywright";
      import { Job } from "./lease-model.ts";
      withLease(db, Job, { job: "${job}" }, { duration: ${lasting}, owner: "program" }, (lease) => {
        console.log(lease.token);
        return new Promise(() => {});
      });`,
    );
    try {
      expect(program.line).toBe("1");
      // It renews its lease for as long as it lives.
      const waiting = await failureOf(acquireLease(db(), Job, { job }, { wait: 1.25 * lasting, poll: 50 }));
      expect(waiting).toMatchObject({ code: "lease-held", owner: "program" });
    } finally {
      await program.kill();
    }
    // Nobody renews it any more: the time to wait may go by as fast as it likes.
    expect((await passing(100, acquire({ wait: 1e9, poll: 100 }))).token).toBe(2);
    expect(timer.now()).toBeGreaterThanOrEqual(lasting);
  });
});
