import {
  add,
  append,
  type Database,
  DeadlineError,
  defineEntity,
  defineTable,
  eq,
  ItemNotFoundError,
  increment,
  OutcomeUnknownError,
  repository,
  set,
  VersionConflictError,
} from "keywright";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { useDynamoDB } from "../test-support.ts";

const table = defineTable({ name: "Lost", partitionKey: { PK: "S" } });
const Account = defineEntity({
  name: "Account",
  table,
  schema: z.object({ id: z.string(), balance: z.number(), note: z.string().optional() }),
  key: { PK: "ACCOUNT#{id}" },
  version: "version",
});
const Counter = defineEntity({
  name: "Counter",
  table,
  schema: z.object({
    id: z.string(),
    count: z.number(),
    log: z.array(z.string()).default([]),
    tags: z.set(z.string()).optional(),
    note: z.string().optional(),
  }),
  key: { PK: "COUNTER#{id}" },
});

const dynamodb = useDynamoDB({ tables: [table] });
const db = (): Database => dynamodb().db;
const accounts = () => repository(db(), Account);
const counters = () => repository(db(), Counter);

let id: string;
let next = 0;
beforeEach(async () => {
  id = `i${next++}`;
  await counters().create({ id, count: 1 });
  dynamodb().requests.clear();
});
afterEach(() => {
  dynamodb().faults.expectAllInjected();
  dynamodb().faults.clear();
});
const count = async () => (await counters().get({ id }, { consistent: true }))?.count;

// More often than the SDK tries.
const always = 100;

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.unreachable("did not fail"),
    (error: unknown) => error,
  );
}

describe("a write of a versioned entity whose answer was lost", () => {
  test("recognises itself, and is done once", async () => {
    const { faults } = dynamodb();
    faults.loseResponse({ on: "PutItem" });
    const created = await accounts().create({ id, balance: 1 });
    expect(created).toMatchObject({ version: 1 });
    faults.loseResponse({ on: "UpdateItem" });
    const updated = await accounts().update({ id }, { balance: increment(1) }, { expected: created });
    expect(updated).toMatchObject({ balance: 2, version: 2 });
    faults.loseResponse({ on: "PutItem" });
    expect(await accounts().put({ ...updated, note: "x" }, { expected: updated })).toMatchObject({ version: 3 });
    faults.loseResponse({ on: "UpdateItem" });
    expect(await accounts().upsert({ id, balance: 9 })).toMatchObject({ balance: 9, version: 4 });
  });

  test("of which what was stored before is wanted, says that it was written", async () => {
    const created = await accounts().create({ id, balance: 1 });
    for (const write of [
      () => accounts().update({ id }, { balance: 2 }, { returning: "old", expected: 1 }),
      () => accounts().put({ ...created, balance: 3 }, { expected: 2, returning: "old" }),
    ]) {
      dynamodb().faults.loseResponse();
      const error = await failureOf(write());
      expect(OutcomeUnknownError.isInstance(error) && error.written).toBe(true);
    }
    expect(await accounts().get({ id })).toMatchObject({ balance: 3, version: 3 });
  });

  test("is unknown where somebody else wrote before it was sent again", async () => {
    const created = await accounts().create({ id, balance: 1 });
    const { faults } = dynamodb();
    faults.interleave({ on: "UpdateItem", after: 1 }, () => accounts().update({ id }, { balance: 100 }));
    faults.loseResponse({ on: "UpdateItem" });
    const error = await failureOf(accounts().update({ id }, { balance: 2 }, { expected: created }));
    expect(error).toMatchObject({
      name: "OutcomeUnknownError",
      written: undefined,
      item: { balance: 100, version: 3 },
    });
    expect(OutcomeUnknownError.isInstance(error) && VersionConflictError.isInstance(error.cause)).toBe(true);
  });

  test("is unknown where it deleted, as nothing is left to carry a mark", async () => {
    const created = await accounts().create({ id, balance: 1 });
    dynamodb().faults.loseResponse({ on: "DeleteItem" });
    const error = await failureOf(accounts().delete({ id }, { expected: created }));
    expect(OutcomeUnknownError.isInstance(error) && ItemNotFoundError.isInstance(error.cause)).toBe(true);
    expect(await accounts().get({ id })).toBeUndefined();
    // Where it need not be there, it makes no difference.
    await accounts().create({ id, balance: 1 });
    dynamodb().faults.loseResponse({ on: "DeleteItem" });
    await accounts().delete({ id }, { mustExist: false });
  });

  test("without `expected` is not sent again where twice is not like once: somebody may have written in between", async () => {
    await accounts().create({ id, balance: 1 });
    dynamodb().faults.loseResponse({ on: "UpdateItem" });
    const error = await failureOf(accounts().update({ id }, { balance: increment(1) }));
    expect(OutcomeUnknownError.isInstance(error)).toBe(true);
    expect(await accounts().get({ id })).toMatchObject({ balance: 2, version: 2 });
    dynamodb().faults.loseResponse({ on: "UpdateItem" });
    expect(await accounts().update({ id }, { balance: 5 })).toMatchObject({ balance: 5, version: 3 });
  });

  test("that lost its race is a conflict, and no more than that", async () => {
    const created = await accounts().create({ id, balance: 1 });
    const { faults } = dynamodb();
    faults.interleave({ on: "UpdateItem" }, () => accounts().update({ id }, { balance: 100 }));
    faults.reset({ on: "UpdateItem" });
    // A reset before anything was sent cannot be told from one after it.
    const error = await failureOf(accounts().update({ id }, { balance: 2 }, { expected: created }));
    expect(OutcomeUnknownError.isInstance(error)).toBe(true);
    faults.throttle({ on: "UpdateItem" });
    const known = await failureOf(accounts().update({ id }, { balance: 2 }, { expected: created }));
    expect(VersionConflictError.isInstance(known)).toBe(true);
  });
});

describe("an update of an entity without a version", () => {
  test.each([
    ["increment", () => counters().update({ id }, { count: increment(1) }), { count: 2 }],
    ["add to a number", () => counters().update({ id }, { count: add(1) }), { count: 2 }],
    ["append", () => counters().update({ id }, { log: append(["x"]) }), { log: ["x"] }],
  ])("is not sent again after a lost answer: %s", async (_name, update, after) => {
    dynamodb().faults.loseResponse({ on: "UpdateItem" });
    const error = await failureOf(update());
    expect(OutcomeUnknownError.isInstance(error)).toBe(true);
    expect(await counters().get({ id })).toMatchObject(after);
    expect(dynamodb().requests.all.filter(({ operation }) => operation === "UpdateItem")).toMatchObject([
      { attempts: 1 },
    ]);
  });

  test("is sent again where twice is like once", async () => {
    dynamodb().faults.loseResponse({ on: "UpdateItem" });
    expect(await counters().update({ id }, { count: 5, tags: add(["a"]) })).toMatchObject({ count: 5 });
    dynamodb().faults.loseResponse({ on: "UpdateItem" });
    expect(await counters().update({ id }, (c) => [set(c.note, "n")])).toMatchObject({ note: "n" });
  });

  test("is sent again where the service said that it did nothing", async () => {
    dynamodb().faults.throttle({ on: "UpdateItem", times: 2 });
    expect(await counters().update({ id }, { count: increment(1) })).toMatchObject({ count: 2 });
  });

  test("is unknown where its own condition is false the second time", async () => {
    dynamodb().faults.loseResponse({ on: "UpdateItem" });
    const error = await failureOf(counters().update({ id }, { count: 2 }, { where: (c) => eq(c.count, 1) }));
    expect(error).toMatchObject({ name: "OutcomeUnknownError", item: { count: 2 } });
  });

  test("is not sent again where what was stored before is wanted", async () => {
    dynamodb().faults.loseResponse({ on: "UpdateItem" });
    const error = await failureOf(counters().update({ id }, { count: 2 }, { returning: "old" }));
    expect(OutcomeUnknownError.isInstance(error)).toBe(true);
    dynamodb().faults.loseResponse({ on: "PutItem" });
    const put = await failureOf(counters().put({ id, count: 3 }, { returning: "old" }));
    expect(OutcomeUnknownError.isInstance(put)).toBe(true);
    dynamodb().faults.loseResponse({ on: "DeleteItem" });
    const deleted = await failureOf(counters().delete({ id }, { returning: "old" }));
    expect(OutcomeUnknownError.isInstance(deleted)).toBe(true);
  });
});

describe("exactlyOnce", () => {
  test("carries out once what is sent twice", async () => {
    const { faults } = dynamodb();
    faults.loseResponse({ on: "TransactWriteItems", times: 2 });
    await counters().update(
      { id },
      { count: increment(1), log: append(["x"]) },
      { exactlyOnce: true, returning: "none" },
    );
    expect(await counters().get({ id })).toMatchObject({ count: 2, log: ["x"] });
    faults.loseResponse({ on: "TransactWriteItems" });
    await counters().delete({ id }, { exactlyOnce: true });
    expect(await count()).toBeUndefined();
    faults.loseResponse({ on: "TransactWriteItems" });
    expect(await counters().create({ id, count: 7 }, { exactlyOnce: true })).toMatchObject({ count: 7, log: [] });
    faults.loseResponse({ on: "TransactWriteItems" });
    expect(await counters().put({ id, count: 8 }, { exactlyOnce: true })).toMatchObject({ count: 8 });
  });

  test("does not create again what somebody has deleted since; a plain create does", async () => {
    const { faults } = dynamodb();
    for (const exactlyOnce of [false, true]) {
      const key = { id: `${id}-${exactlyOnce}` };
      const on = exactlyOnce ? "TransactWriteItems" : "PutItem";
      faults.interleave({ on, after: 1 }, () => counters().delete(key));
      faults.loseResponse({ on });
      await counters().create({ ...key, count: 1 }, { exactlyOnce });
      expect(await counters().get(key)).toEqual(exactlyOnce ? undefined : { ...key, count: 1, log: [] });
    }
  });

  test("gives back nothing that is stored, and says so", async () => {
    const update = { returning: "old", exactlyOnce: true } as never;
    await expect(counters().update({ id }, { count: 2 }, update)).rejects.toThrow(/gives back nothing that was stored/);
    await expect(counters().put({ id, count: 2 }, update)).rejects.toThrow(/gives back nothing that was stored/);
    await expect(counters().delete({ id }, update)).rejects.toThrow(/gives back nothing that was stored/);
  });

  test("tells errors as ever", async () => {
    const missing = { id: "missing" };
    const error = await failureOf(
      counters().update(missing, { count: increment(1) }, { exactlyOnce: true, returning: "none" }),
    );
    expect(ItemNotFoundError.isInstance(error)).toBe(true);
  });
});

describe("a write that gets no answer at all", () => {
  test.each([
    ["a lost answer in each attempt", () => dynamodb().faults.loseResponse({ times: always })],
    ["a failure of the service in each attempt", () => dynamodb().faults.serverError({ times: always })],
    [
      "a lost answer, and then throttling",
      () => {
        dynamodb().faults.loseResponse({ times: 1 });
        dynamodb().faults.throttle({ times: always });
      },
    ],
  ])("may have been carried out: %s", async (_name, break_) => {
    break_();
    const error = await failureOf(counters().put({ id, count: 5 }));
    dynamodb().faults.clear();
    expect(OutcomeUnknownError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({ subject: "Counter.put", retryable: false });
  });

  test("was not carried out where throttling is all there was", async () => {
    dynamodb().faults.throttle({ times: always });
    await expect(counters().put({ id, count: 5 })).rejects.toMatchObject({ name: "ThrottledError" });
    dynamodb().faults.clear();
  });

  test("may have been carried out at a deadline, or when it is aborted", async () => {
    dynamodb().faults.latency({ on: "PutItem", ms: 200, of: "answer" });
    const late = await failureOf(db().send(Counter.put({ id, count: 5 }), { deadline: 50 }));
    expect(OutcomeUnknownError.isInstance(late) && DeadlineError.isInstance(late.cause)).toBe(true);
    dynamodb().faults.latency({ on: "PutItem", ms: 200, of: "answer" });
    const controller = new AbortController();
    const aborted = failureOf(db().send(Counter.put({ id, count: 6 }), { signal: controller.signal }));
    setTimeout(() => controller.abort(), 50);
    expect(await aborted).toMatchObject({ name: "OutcomeUnknownError", cause: { name: "AbortError" } });
    dynamodb().faults.latency({ on: "GetItem", ms: 200 });
    const read = await failureOf(db().send(Counter.get({ id }), { deadline: 50 }));
    expect(DeadlineError.isInstance(read)).toBe(true);
  });

  test("was not sent where it was aborted before", async () => {
    const error = await failureOf(db().send(Counter.put({ id, count: 6 }), { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ name: "AbortError" });
    expect(await count()).toBe(1);
  });
});
