import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { expectRequests } from "@keywright/testkit";
import {
  connect,
  type Database,
  DeadlineError,
  defineEntity,
  defineTable,
  type Item,
  ItemNotFoundError,
  modify,
  OutcomeUnknownError,
  repository,
  ThrottledError,
  VersionConflictError,
} from "keywright";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as z from "zod";
import { nameOf, runs, useDynamoDB, withStandingTimers } from "../test-support.ts";

const table = defineTable({
  name: "Contended",
  partitionKey: { PK: "S" },
  indexes: { byRank: { type: "global", partitionKey: { G1: "S" }, projection: "ALL" } },
});
const Thing = defineEntity({
  name: "Thing",
  table,
  schema: z.object({ id: z.string(), count: z.int().default(0), rank: z.string().optional() }),
  key: { PK: "THING#{id}" },
  indexes: { byRank: { G1: "RANK#{rank}" } },
  version: "version",
});
type Thing = Item<typeof Thing>;

const dynamodb = useDynamoDB({ tables: [table] });
const db = (): Database => dynamodb().db;
const things = () => repository(db(), Thing);
const increment = (thing: Thing): Thing => ({ ...thing, count: thing.count + 1 });

let id: string;
let next = 0;
beforeEach(() => {
  id = `i${next++}`;
});
afterEach(() => {
  const { faults } = dynamodb();
  try {
    faults.expectAllInjected();
  } finally {
    faults.clear();
  }
});

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.unreachable("did not fail"),
    (error: unknown) => error,
  );
}

/** What another program writes. */
async function store(count: number): Promise<void> {
  const Item = { PK: { S: `THING#${id}` }, id: { S: id }, count: { N: String(count) } };
  await dynamodb().client.send(new PutItemCommand({ TableName: nameOf(dynamodb(), table), Item }));
}

describe("modify beside other writers", () => {
  test("reads again and calls the function again", async () => {
    await things().create({ id });
    dynamodb().faults.interleave({ on: "UpdateItem", times: 3 }, () => things().update({ id }, { rank: "r" }));
    const seen: number[] = [];
    const modified = await modify(db(), Thing, { id }, (thing) => {
      seen.push(thing.version);
      return increment(thing);
    });
    expect(seen).toEqual([1, 2, 3, 4]);
    expect(modified).toMatchObject({ count: 1, rank: "r", version: 5 });
  });

  test("waits for a transaction that is in its way", async () => {
    await things().create({ id });
    const change = vi.fn<typeof increment>(increment);
    dynamodb().faults.conflict({ on: "UpdateItem", times: 2 });
    expect(await modify(db(), Thing, { id }, change)).toMatchObject({ count: 1, version: 2 });
    expect(change).toHaveBeenCalledOnce();
  });

  test("gives up after its attempts, and says how many", async () => {
    await things().create({ id });
    dynamodb().faults.interleave({ on: "UpdateItem", times: 3 }, () => things().update({ id }, { rank: "r" }));
    const error = await failureOf(modify(db(), Thing, { id }, increment, { attempts: 3 }));
    if (!VersionConflictError.isInstance(error, Thing)) return expect.unreachable();
    expect(error).toMatchObject({ expected: 3, actual: 4, attempts: 3, item: { count: 0, version: 4 } });
    expect(error.message).toContain("gave up after 3 attempts");
  });

  test("sees that the item was deleted and created again, and that it is gone", async () => {
    await things().create({ id });
    const again = async () => {
      await things().delete({ id });
      await things().create({ id, count: 10 });
    };
    dynamodb().faults.interleave({ on: "UpdateItem" }, again);
    expect(await modify(db(), Thing, { id }, increment)).toMatchObject({ count: 11, version: 2 });
    dynamodb().faults.interleave({ on: "UpdateItem" }, () => things().delete({ id }));
    expect(ItemNotFoundError.isInstance(await failureOf(modify(db(), Thing, { id }, increment)))).toBe(true);
  });

  test("sees who writes an item without a version", async () => {
    await store(1);
    dynamodb().faults.interleave({ on: "UpdateItem" }, () => store(5));
    expect(await modify(db(), Thing, { id }, increment)).toMatchObject({ count: 6, version: 1 });
  });

  test("recognises itself where an answer is lost", async () => {
    await things().create({ id });
    dynamodb().faults.loseResponse({ on: "UpdateItem" });
    let calls = 0;
    const modified = await modify(db(), Thing, { id }, (thing) => {
      calls++;
      return increment(thing);
    });
    expect(modified).toMatchObject({ count: 1, version: 2 });
    expect(calls).toBe(1);
    expect(await things().get({ id }, { consistent: true })).toEqual(modified);
  });

  test("does not try again where it may have been carried out, and was overwritten since", async () => {
    await things().create({ id });
    const { faults } = dynamodb();
    faults.interleave({ on: "UpdateItem", after: 1 }, () => things().update({ id }, { count: 100 }));
    faults.loseResponse({ on: "UpdateItem" });
    const error = await failureOf(modify(db(), Thing, { id }, increment));
    expect(OutcomeUnknownError.isInstance(error) && VersionConflictError.isInstance(error.cause)).toBe(true);
    expect(await things().get({ id }, { consistent: true })).toMatchObject({ count: 100, version: 3 });
  });

  test("leaves throttling to the SDK, and then fails", async () => {
    await things().create({ id });
    dynamodb().faults.throttle({ on: "UpdateItem" });
    expect(await modify(db(), Thing, { id }, increment)).toMatchObject({ count: 1 });
    const throttled = dynamodb().faults.throttle({ on: "UpdateItem", times: 100 });
    const change = vi.fn<typeof increment>(increment);
    expect(ThrottledError.isInstance(await failureOf(modify(db(), Thing, { id }, change)))).toBe(true);
    expect(change).toHaveBeenCalledOnce();
    throttled.remove();
    expect(await things().get({ id }, { consistent: true })).toMatchObject({ count: 1, version: 2 });
  });

  /** Increments by 16 writers, beside one who gets in between now and then; what the writers saw, and what is stored. */
  async function contend(each: number, attempts: number): Promise<Readonly<Record<string, number>>> {
    await things().create({ id });
    let intruders = 0;
    dynamodb().faults.throttle({ on: "UpdateItem", probability: 0.02, seed: 1, times: 1e6 });
    dynamodb().faults.conflict({ on: "UpdateItem", probability: 0.05, seed: 4, times: 1e6 });
    dynamodb().faults.interleave({ on: "UpdateItem", probability: 0.1, seed: 2, times: 1e6 }, async () => {
      await things().update({ id }, { rank: `r${++intruders}` });
    });
    let [written, unknown, conflicts] = [0, 0, 0];
    const writer = async (): Promise<void> => {
      for (let n = 0; n < each; n++) {
        try {
          await modify(db(), Thing, { id }, increment, { attempts });
          written++;
        } catch (error) {
          if (VersionConflictError.isInstance(error)) conflicts++;
          else if (OutcomeUnknownError.isInstance(error)) unknown++;
          // Now and then all attempts of the SDK are throttled.
          else if (ThrottledError.isInstance(error)) n--;
          else throw error;
        }
      }
    };
    await Promise.all(Array.from({ length: 16 }, writer));
    dynamodb().faults.clear();
    const { count = -1, version = -1 } = (await things().get({ id }, { consistent: true })) ?? {};
    return { count, version, written, unknown, conflicts, intruders };
  }

  test("16 writers: the sum is exact, and each write is a version", { timeout: 600_000 }, async () => {
    const each = runs(20);
    const { count, version, written, unknown, conflicts, intruders = -1 } = await contend(each, 1000);
    expect({ count, written, unknown, conflicts }).toEqual({
      count: 16 * each,
      written: 16 * each,
      unknown: 0,
      conflicts: 0,
    });
    expect(intruders).toBeGreaterThan(0);
    expect(version).toBe(1 + 16 * each + intruders);
  });

  test("16 writers whose answers are lost: nothing else is", { timeout: 600_000 }, async () => {
    const each = runs(8);
    dynamodb().faults.loseResponse({ on: "UpdateItem", probability: 0.05, seed: 3, times: 1e6 });
    const { count = -1, version, written = -1, unknown = -1, conflicts = -1, intruders = -1 } = await contend(each, 30);
    expect(written + unknown + conflicts).toBe(16 * each);
    expect(version).toBe(1 + count + intruders);
    expect(count).toBeGreaterThanOrEqual(written);
    expect(count).toBeLessThanOrEqual(written + unknown);
    // Where somebody else wrote before a lost answer was asked for again, nobody can tell; most others learn the outcome.
    expect(unknown).toBeGreaterThan(0);
    expect(conflicts + unknown).toBeLessThan(16 * each * 0.5);
  });
});

describe("modify ends", () => {
  test.each(["before it starts", "while the function is at work"])("when its signal says so, %s", async (when) => {
    await things().create({ id });
    const controller = new AbortController();
    if (when === "before it starts") controller.abort();
    const forever = () => {
      setImmediate(() => controller.abort());
      return new Promise<never>(() => undefined);
    };
    const error = await failureOf(modify(db(), Thing, { id }, forever, { signal: controller.signal }));
    expect(error).toMatchObject({ name: "AbortError" });
  });

  test("when its signal says so, in the function itself", async () => {
    await things().create({ id });
    const controller = new AbortController();
    const { signal } = controller;
    const change = (thing: Thing): Thing => {
      controller.abort();
      return increment(thing);
    };
    for (const given of [change, async (thing: Thing): Promise<Thing> => change(thing)]) {
      expect(await failureOf(modify(db(), Thing, { id }, given, { signal }))).toMatchObject({ name: "AbortError" });
    }
    expect(await things().get({ id }, { consistent: true })).toMatchObject({ count: 0, version: 1 });
  });

  test("when its signal says so, between attempts", async () => {
    await things().create({ id });
    const controller = new AbortController();
    let writes = 0;
    const observed = connect(dynamodb().client, {
      tables: dynamodb().tableNames,
      observe: ({ request }) => {
        if (request === "UpdateItem" && ++writes === 2) controller.abort();
      },
    });
    dynamodb().faults.interleave({ on: "UpdateItem", times: 2 }, () => things().update({ id }, { rank: "r" }));
    const error = await failureOf(modify(observed, Thing, { id }, increment, { signal: controller.signal }));
    expect(error).toMatchObject({ name: "AbortError" });
    expect(writes).toBe(2);
    expect(await things().get({ id }, { consistent: true })).toMatchObject({ count: 0, version: 3 });
  });

  test("at its deadline, and writes nothing after it", async () => {
    await things().create({ id });
    let release: (() => void) | undefined;
    const error = await withStandingTimers((pass) => {
      const change = async (thing: Thing): Promise<Thing> => {
        pass(1000);
        await new Promise<void>((resolve) => {
          release = resolve;
        });
        return { ...thing, count: 5 };
      };
      return failureOf(modify(db(), Thing, { id }, change, { deadline: 1000 }));
    });
    expect(DeadlineError.isInstance(error) && error.message).toContain("Thing.modify");
    dynamodb().requests.clear();
    release?.();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expectRequests(db(), {});
  });

  test("with an unknown outcome, where a write is on its way at the deadline", async () => {
    await things().create({ id });
    const error = await withStandingTimers((pass) => {
      const when = (): boolean => {
        pass(1000);
        return true;
      };
      dynamodb().faults.latency({ on: "UpdateItem", when, ms: 3_600_000 });
      return failureOf(modify(db(), Thing, { id }, (thing) => ({ ...thing, count: 5 }), { deadline: 1000 }));
    });
    expect(OutcomeUnknownError.isInstance(error) && DeadlineError.isInstance(error.cause)).toBe(true);
  });
});
