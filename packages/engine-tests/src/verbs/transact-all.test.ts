import {
  BatchIncompleteError,
  type Database,
  defineEntity,
  defineTable,
  gte,
  increment,
  repository,
  TransactionCanceledError,
  transactAll,
} from "keywright";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { useDynamoDB } from "../test-support.ts";

const table = defineTable({ name: "Ledger", partitionKey: { PK: "S" } });
const Account = defineEntity({
  name: "Account",
  table,
  schema: z.object({ id: z.string(), balance: z.number(), note: z.string().optional() }),
  key: { PK: "ACCOUNT#{id}" },
  version: "version",
});

const dynamodb = useDynamoDB({ tables: [table], retryDelays: "none" });
const db = (): Database => dynamodb().db;
const accounts = () => repository(db(), Account);

let round = 0;
const id = (i: number): string => `${round}-${i}`;
const numbers = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);
const creates = (n: number) => numbers(n).map((i) => Account.create({ id: id(i), balance: 1 }));
const paid = (i: number) =>
  Account.update({ id: id(i) }, { balance: increment(1) }, { where: (a) => gte(a.balance, 1), returning: "none" });
const balances = async (n: number) =>
  Promise.all(numbers(n).map(async (i) => (await accounts().get({ id: id(i) }, { consistent: true }))?.balance));
const always = 1000;

beforeEach(() => {
  round++;
  dynamodb().requests.clear();
});
afterEach(() => {
  dynamodb().faults.expectAllInjected();
  dynamodb().faults.clear();
});

async function incomplete(promise: Promise<unknown>): Promise<BatchIncompleteError> {
  const error: unknown = await promise.then(
    () => expect.unreachable("did not fail"),
    (thrown: unknown) => thrown,
  );
  if (!BatchIncompleteError.isInstance(error)) throw error;
  return error;
}

describe("transactAll", () => {
  test("writes versioned items in transactions of 100, and gives what is stored", async () => {
    const created = await db().send(transactAll(creates(250)));
    expect(created.map((account) => account.id)).toEqual(numbers(250).map(id));
    expect(created[249]).toMatchObject({ balance: 1, version: 1 });
    expect(dynamodb().requests.counts()).toEqual({ transactWrite: 3 });
    const [first] = created;
    if (first === undefined) throw new Error("nothing was created");
    const changed = await db().send(
      transactAll({ a: Account.put({ ...first, note: "x" }, { expected: first }), b: paid(1) }),
    );
    expect(changed).toMatchObject({ a: { note: "x", version: 2 }, b: undefined });
    expect(await db().send(transactAll([]))).toEqual([]);
  });

  test("says which operation failed, what is done and what is left, to be sent again", async () => {
    await db().send(transactAll(creates(150).slice(100)));
    const operations = creates(230);
    const error = await incomplete(db().send(transactAll(operations, { concurrency: 1 })));
    expect(error).toMatchObject({ done: 100, uncertain: [], retryable: false });
    expect(error.operations).toEqual(operations.slice(100));
    expect(error.places).toEqual(numbers(230).slice(100));
    const { cause } = error;
    if (!TransactionCanceledError.isInstance(cause)) throw cause;
    expect(cause.failed.map(({ operation }) => operation)).toEqual(numbers(150).slice(100).map(String));
    expect(cause.failed[0]?.error).toMatchObject({ code: "item-exists" });
    const rest = operations.filter((operation, i) => error.operations.includes(operation) && i >= 150);
    await db().send(transactAll(rest));
    expect((await balances(230)).every((balance) => balance === 1)).toBe(true);
  });

  test("fails with what canceled it where nothing is done", async () => {
    await db().send(transactAll(creates(1)));
    const error: unknown = await db()
      .send(transactAll({ one: Account.create({ id: id(0), balance: 1 }) }))
      .catch((thrown: unknown) => thrown);
    if (!TransactionCanceledError.isInstance(error)) throw error;
    expect(error.failed).toMatchObject([{ operation: "one", error: { code: "item-exists" } }]);
  });

  test("whose answer is lost is carried out once, however long it takes", async () => {
    await db().send(transactAll(creates(120)));
    // Longer than the SDK tries.
    dynamodb().faults.loseResponse({ on: "TransactWriteItems", times: 5 });
    await db().send(transactAll(numbers(120).map(paid)));
    expect(await balances(120)).toEqual(numbers(120).map(() => 2));
  });

  test("keeps apart what may be carried out where no answer comes at all", async () => {
    await db().send(transactAll(creates(120)));
    dynamodb().faults.loseResponse({ on: "TransactWriteItems", after: 1, times: always });
    const operations = numbers(120).map(paid);
    const error = await incomplete(db().send(transactAll(operations, { concurrency: 1, maxAttempts: 1 })));
    dynamodb().faults.clear();
    expect(error).toMatchObject({ done: 100, operations: [], retryable: false });
    expect(error.uncertain).toEqual(operations.slice(100));
    expect(error.message).toContain("Besides these, 20 in `uncertain` may be carried out");
    expect(await balances(120)).toEqual(numbers(120).map(() => 2));
  });

  test("with a token is carried out once, also when another process sends it again", async () => {
    await db().send(transactAll(creates(120)));
    const token = { token: `pay-${round}`, at: new Date() };
    const pay = () => transactAll(numbers(120).map(paid), { token });
    dynamodb().faults.loseResponse({ on: "TransactWriteItems", times: always });
    await incomplete(db().send(pay(), { deadline: 300 }));
    dynamodb().faults.clear();
    await db().send(pay());
    expect(await balances(120)).toEqual(numbers(120).map(() => 2));
  });

  test("goes on through conflicts and throttling", async () => {
    dynamodb().faults.conflict({ on: "TransactWriteItems", times: 3 });
    dynamodb().faults.throttle({ on: "TransactWriteItems", times: 3 });
    await db().send(transactAll(creates(250)));
    expect(await balances(250)).toEqual(numbers(250).map(() => 1));
  });

  test("refuses two operations on one item, wherever they would be sent", async () => {
    const operations = [...creates(150), paid(3)];
    await expect(db().send(transactAll(operations))).rejects.toThrow(/3 and 150 are about the same item/);
    expect(dynamodb().requests.counts()).toEqual({});
  });

  test("explain gives the requests and double capacity", () => {
    const { requests, capacity } = transactAll(creates(150)).explain();
    expect(requests.map(({ request }) => request)).toEqual(["TransactWriteItems", "TransactWriteItems"]);
    expect(capacity).toMatchObject({ write: 300, read: 0 });
    expect(() => transactAll(creates(150)).toRequest()).toThrow(/this transactAll takes 2/);
    expect(transactAll(creates(2)).toRequest().TransactItems).toHaveLength(2);
  });
});
