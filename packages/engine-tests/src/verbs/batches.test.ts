import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import {
  BatchIncompleteError,
  type BatchProgress,
  batchGet,
  batchWrite,
  bytes,
  connect,
  type Database,
  DeadlineError,
  defineEntity,
  defineTable,
  epochSeconds,
  ReadError,
  type RequestEvent,
  ThrottledError,
  ValidationError,
} from "keywright";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { storedItems, useDynamoDB, withStandingTimers } from "../test-support.ts";

const notesTable = defineTable({
  name: "Notes",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  timeToLive: "expiresAt",
});
const blobsTable = defineTable({ name: "Blobs", partitionKey: { hash: "B" }, sortKey: { part: "N" } });

const Note = defineEntity({
  name: "Note",
  table: notesTable,
  schema: z.object({
    owner: z.string(),
    id: z.string(),
    text: z.string(),
    more: z.string().optional(),
    expiresAt: epochSeconds().optional(),
  }),
  key: { PK: "OWNER#{owner}", SK: "NOTE#{id}" },
});
const Profile = defineEntity({
  name: "Profile",
  table: notesTable,
  schema: z.object({ owner: z.string(), name: z.string() }),
  key: { PK: "OWNER#{owner}", SK: "PROFILE" },
  version: "version",
});
const Blob = defineEntity({
  name: "Blob",
  table: blobsTable,
  schema: z.object({ hash: bytes(), part: z.number(), size: z.number() }),
});

const dynamodb = useDynamoDB({ tables: [notesTable, blobsTable], retryDelays: "none" });
const db = (): Database => dynamodb().db;
const note = (id: string | number, text = `text ${id}`) => ({ owner: "ada", id: `${id}`, text });
const key = (id: string | number) => ({ owner: "ada", id: `${id}` });
const numbers = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);
const putMany = (n: number) => batchWrite(numbers(n).map((i) => Note.put(note(i))));

// More often than the SDK tries, and the batch.
const always = 1000;

beforeEach(async () => {
  const keys = await storedItems(dynamodb(), notesTable);
  const deletes = keys.flatMap(({ PK, SK }) => {
    const id = SK && "S" in SK && SK.S.startsWith("NOTE#") ? SK.S.slice(5) : undefined;
    return PK && id !== undefined ? [Note.delete(key(id), { mustExist: false })] : [];
  });
  await db().send(batchWrite(deletes));
  await db().send(Profile.delete({ owner: "ada" }, { mustExist: false }));
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

describe("batchGet", () => {
  test("reads any entities and tables, in the order of the operations", async () => {
    const hash = new Uint8Array([0, 255, 10]);
    await db().send(Profile.create({ owner: "ada", name: "Ada" }));
    await db().send(batchWrite([Note.put(note(1)), Note.put(note(2)), Blob.put({ hash, part: 1.5, size: 3 })]));
    dynamodb().requests.clear();
    const [second, blob, none, profile, first] = await db().send(
      batchGet([
        Note.get(key(2)),
        Blob.get({ hash, part: 1.5 }),
        Note.get(key("none")),
        Profile.get({ owner: "ada" }),
        Note.get(key(1)),
      ]),
    );
    expect([second, first, none]).toEqual([note(2), note(1), undefined]);
    expect(blob).toEqual({ hash, part: 1.5, size: 3 });
    expect(profile).toMatchObject({ name: "Ada", version: 1 });
    expect(dynamodb().requests.counts()).toEqual({ batchGet: 1 });
  });

  test("reads by labels", async () => {
    await db().send(batchWrite({ a: Note.put(note(1)) }));
    const { a, b } = await db().send(batchGet({ a: Note.get(key(1)), b: Note.get(key(2)) }));
    expect(a).toEqual(note(1));
    expect(b).toBeUndefined();
  });

  test("reads an item once that several operations read, each as it wants it", async () => {
    await db().send(batchWrite([Note.put({ ...note(1), more: "more" })]));
    dynamodb().requests.clear();
    const results = await db().send(
      batchGet([
        Note.get(key(1), { select: ["text"] }),
        Note.get(key(1)),
        Note.get(key(1), { select: ["more"], consistent: true }),
        Note.get(key(1), { select: ["text"] }),
      ]),
    );
    expect(results).toEqual([{ text: "text 1" }, { ...note(1), more: "more" }, { more: "more" }, { text: "text 1" }]);
    expect(dynamodb().requests.counts()).toEqual({ batchGet: 1 });
  });

  test("asks for a part of the items where all want the same, and reads consistently what shall be", async () => {
    await db().send(putMany(3));
    const inputs: object[] = [];
    const observed = connect(dynamodb().client, {
      tables: dynamodb().tableNames,
      observe: ({ input }) => void inputs.push(input),
    });
    const select = ["text"] as const;
    const gets = [
      Note.get(key(0), { select }),
      Note.get(key(1), { select, consistent: true }),
      Note.get(key(2), { select }),
    ];
    expect(await observed.send(batchGet(gets))).toEqual(numbers(3).map((i) => ({ text: `text ${i}` })));
    const name = dynamodb().tableNames.Notes ?? "";
    // They go side by side: whose answer is first is not said.
    const inOrder = inputs.sort(
      (a, b) => JSON.stringify(a).indexOf("ConsistentRead") - JSON.stringify(b).indexOf("ConsistentRead"),
    );
    expect(inOrder).toMatchObject([
      { RequestItems: { [name]: { Keys: [{}, {}], ProjectionExpression: expect.any(String) } } },
      { RequestItems: { [name]: { Keys: [{}], ConsistentRead: true, ProjectionExpression: expect.any(String) } } },
    ]);
  });

  test("hides what get hides", async () => {
    const past = new Date(Date.now() - 60_000);
    await db().send(batchWrite([Note.put({ ...note(1), expiresAt: past })]));
    expect(await db().send(batchGet([Note.get(key(1))]))).toEqual([undefined]);
  });

  test("of nothing sends nothing", async () => {
    expect(await db().send(batchGet([]))).toEqual([]);
    expect(await db().send(batchGet({}))).toEqual({});
    expect(await db().send(batchWrite([]))).toEqual([]);
    expect(dynamodb().requests.counts()).toEqual({});
    expect(batchGet([]).toRequest()).toBeUndefined();
  });

  test("takes a hundred in a request, and reads pages of 16 MB to their end", async () => {
    const text = "x".repeat(390_000);
    await db().send(batchWrite(numbers(60).map((i) => Note.put(note(i, text)))));
    await db().send(batchWrite(numbers(200).map((i) => Note.put(note(100 + i)))));
    dynamodb().requests.clear();
    const small = await db().send(batchGet(numbers(200).map((i) => Note.get(key(100 + i)))));
    expect(small).toEqual(numbers(200).map((i) => note(100 + i)));
    expect(dynamodb().requests.counts()).toEqual({ batchGet: 2 });
    dynamodb().requests.clear();
    const large = await db().send(batchGet(numbers(60).map((i) => Note.get(key(i)))));
    expect(large.map((item) => item?.text.length)).toEqual(numbers(60).map(() => 390_000));
    expect(dynamodb().requests.counts().batchGet).toBeGreaterThan(1);
  });

  test("asks again for what was left unprocessed: throttled is not absent", async () => {
    await db().send(putMany(120));
    dynamodb().faults.unprocessed({ on: "BatchGetItem", times: 5 });
    const items = await db().send(batchGet(numbers(120).map((i) => Note.get(key(i)))));
    expect(items).toEqual(numbers(120).map((i) => note(i)));
  });

  test("gives what is left as operations, and what it read", async () => {
    await db().send(putMany(2));
    const ofOne = ({ input }: { readonly input: unknown }): boolean => JSON.stringify(input).includes("NOTE#1");
    dynamodb().faults.unprocessed({ on: "BatchGetItem", when: ofOne, keep: 1, times: always });
    const operations = { zero: Note.get(key(0)), one: Note.get(key(1)) };
    const error = await incomplete(db().send(batchGet(operations, { maxAttempts: 1 })));
    expect(error).toMatchObject({ done: 1, places: ["one"], uncertain: [], retryable: true });
    expect(error.operations).toEqual([operations.one]);
    expect(error.operations[0]).toBe(operations.one);
    expect([...error.results]).toEqual([["zero", note(0)]]);
    expect(error.unprocessed).toEqual([{ PK: { S: "OWNER#ada" }, SK: { S: "NOTE#1" } }]);
    expect(ThrottledError.isInstance(error.cause)).toBe(true);
    dynamodb().faults.clear();
    expect(await db().send(batchGet([operations.one]))).toEqual([note(1)]);
  });

  test("fails as get does where an item does not fit its model", async () => {
    const [item] = await db().send(putMany(2));
    const { client, tableNames } = dynamodb();
    const Item = { ...Note.put(item ?? note(0)).toRequest().Item, text: { N: "1" } };
    await client.send(new PutItemCommand({ TableName: tableNames.Notes, Item }));
    await expect(db().send(batchGet([Note.get(key(0)), Note.get(key(1))]))).rejects.toSatisfy(ReadError.isInstance);
  });
});

describe("batchWrite", () => {
  test("puts and deletes, 25 in a request, and gives what is stored now", async () => {
    const written = await db().send(putMany(60));
    expect(written).toEqual(numbers(60).map((i) => note(i)));
    expect(dynamodb().requests.counts()).toEqual({ batchWrite: 3 });
    const rest = await db().send(
      batchWrite({ put: Note.put(note(0, "new")), gone: Note.delete(key(1), { mustExist: false }) }),
    );
    expect(rest).toEqual({ put: note(0, "new"), gone: undefined });
    const stored = await db().send(batchGet([Note.get(key(0)), Note.get(key(1)), Note.get(key(2))]));
    expect(stored).toEqual([note(0, "new"), undefined, note(2)]);
  });

  test("sends no more than 16 MB in a request", async () => {
    // A character that takes six in JSON.
    const text = "\u0001".repeat(390_000);
    await db().send(batchWrite(numbers(12).map((i) => Note.put(note(i, text)))));
    expect(dynamodb().requests.counts()).toEqual({ batchWrite: 2 });
    expect((await db().send(Note.get(key(11))))?.text).toBe(text);
  });

  test("sends again what was left unprocessed, and says how far it is", async () => {
    dynamodb().faults.unprocessed({ on: "BatchWriteItem", times: 6 });
    const progress: BatchProgress[] = [];
    const puts = numbers(100).map((i) => Note.put(note(i)));
    await db().send(batchWrite(puts, { concurrency: 2, onProgress: (each) => void progress.push(each) }));
    expect(progress.at(-1)).toMatchObject({ done: 100, total: 100 });
    expect(progress.every(({ done }, i) => done > (progress[i - 1]?.done ?? 0))).toBe(true);
    expect(progress.at(-1)?.capacity.write).toBe(100);
    expect(await storedItems(dynamodb(), notesTable)).toHaveLength(100);
  });

  test("is throttled as a whole, and goes on", async () => {
    // Longer than the SDK tries.
    dynamodb().faults.throttle({ on: "BatchWriteItem", times: 5 });
    await db().send(putMany(30));
    expect(await storedItems(dynamodb(), notesTable)).toHaveLength(30);
  });

  test("gives up where nothing comes through, and says what is left", async () => {
    dynamodb().faults.throttle({ on: "BatchWriteItem", after: 1, times: always });
    const puts = numbers(60).map((i) => Note.put(note(i)));
    const error = await incomplete(db().send(batchWrite(puts, { maxAttempts: 1, concurrency: 1 })));
    dynamodb().faults.clear();
    expect(error).toMatchObject({ done: 25, retryable: true, uncertain: [] });
    expect(error.operations).toEqual(puts.slice(25));
    expect(await storedItems(dynamodb(), notesTable)).toHaveLength(25);
    await db().send(batchWrite(error.operations as typeof puts));
    expect(await storedItems(dynamodb(), notesTable)).toHaveLength(60);
  });

  test("does not hide what is written behind a request that failed", async () => {
    dynamodb().faults.refuse({ on: "BatchWriteItem", after: 1, error: "ResourceNotFoundException" });
    const puts = numbers(60).map((i) => Note.put(note(i)));
    const error = await incomplete(db().send(batchWrite(puts, { concurrency: 1 })));
    expect(error).toMatchObject({ done: 25, retryable: false, uncertain: [] });
    expect(error.cause).toMatchObject({ name: "ResourceNotFoundException" });
    expect(error.operations).toEqual(puts.slice(25));
    expect(error.results.size).toBe(25);
  });

  test("fails with the error of the service where nothing is written for certain", async () => {
    dynamodb().faults.refuse({ on: "BatchWriteItem", error: "ResourceNotFoundException" });
    await expect(db().send(putMany(3))).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  test("repeats what got no answer, and says what may be written where none comes", async () => {
    dynamodb().faults.loseResponse({ on: "BatchWriteItem" });
    expect(await db().send(putMany(3))).toHaveLength(3);
    dynamodb().faults.loseResponse({ on: "BatchWriteItem", times: 10 });
    const puts = [Note.put(note("lost"))];
    const error = await incomplete(db().send(batchWrite(puts)));
    dynamodb().faults.clear();
    expect(error).toMatchObject({ done: 0, operations: puts, uncertain: puts });
    expect(await db().send(Note.get(key("lost")))).toEqual(note("lost"));
  });

  test("ends at the deadline, and when it is aborted, saying what may be written", async () => {
    const { faults } = dynamodb();
    /** From the second request on they hang; says when they begin to. */
    const hang = (begins: () => void): void => {
      let seen = 0;
      const when = (): boolean => {
        if (++seen > 1) begins();
        return seen > 1;
      };
      faults.latency({ on: "BatchWriteItem", when, ms: 3_600_000, times: always });
    };
    const puts = numbers(60).map((i) => Note.put(note(i)));
    const late = await withStandingTimers((pass) => {
      hang(() => pass(1000));
      return incomplete(db().send(batchWrite(puts, { concurrency: 1 }), { deadline: 1000 }));
    });
    expect(DeadlineError.isInstance(late.cause)).toBe(true);
    expect(late).toMatchObject({
      done: 25,
      operations: puts.slice(25),
      uncertain: puts.slice(25, 50),
      retryable: true,
    });
    faults.clear();
    const stopper = new AbortController();
    hang(() => setImmediate(() => stopper.abort()));
    const { signal } = stopper;
    const aborted = await incomplete(db().send(batchWrite(puts, { concurrency: 1 }), { signal }));
    expect(aborted.cause).toMatchObject({ name: "AbortError" });
    expect(aborted).toMatchObject({
      done: 25,
      operations: puts.slice(25),
      uncertain: puts.slice(25, 50),
      retryable: false,
    });
    faults.clear();
  });

  test("refuses two operations on one item before it sends anything", async () => {
    const operations = [Note.put(note(1)), Note.put(note(2)), Note.delete(key(1), { mustExist: false })];
    await expect(db().send(batchWrite(operations))).rejects.toThrow(/0 and 2 are about the same item/);
    const labelled = { a: Note.put(note(1)), b: Note.put(note(1)) };
    await expect(db().send(batchWrite(labelled))).rejects.toThrow(/a and b are about the same item/);
    expect(dynamodb().requests.counts()).toEqual({});
  });

  test("refuses what a batch cannot hold, all of it at once", async () => {
    const operations: readonly unknown[] = [
      Profile.put({ owner: "ada", name: "Ada", version: 1 }),
      Note.put(note(1), { where: () => undefined }),
      Note.delete(key(2)),
      Note.put(note(5), { returning: "old" }),
      Note.put(note(6), { exactlyOnce: true }),
      Note.put(note(7)),
    ];
    const error: unknown = await db()
      .send(batchWrite(operations as never))
      .catch((thrown: unknown) => thrown);
    if (!ValidationError.isInstance(error)) throw error;
    expect(error.issues.map(({ path }) => path)).toEqual([[0], [1], [2], [3], [4]]);
    expect(error.message).toMatchInlineSnapshot(`
      "Profile+Note: this was not sent, because it is not valid:
        1. [0]: is Profile.put of an entity with a version, which each write checks, and a batch has no conditions. Use transactAll for many, or send it alone
        2. [1]: is Note.put with a where, and a batch has no conditions. Use transactAll for many, or send it alone
        3. [2]: is Note.delete of an item that must exist, and a batch has no conditions. Add mustExist: false. Use transactAll for many, or send it alone where it must
        4. [3]: asks for what was stored before (returning: "old"), which a batch does not give back. Send it alone, or read the items first
        5. [4]: is Note.put with exactlyOnce, which makes it a transaction, and a batch has no conditions. Use transactAll for many, or send it alone
      See docs/errors.md#invalid-item"
    `);
    expect(() => batchWrite([Note.create(note(1))] as never)).toThrow(
      "0 is a create: batchWrite takes put, delete. For other writes of many items use transactAll, or send them alone",
    );
    expect(() => batchGet([Note.first({ owner: "ada" })] as never)).toThrow("0 is a first: batchGet takes get");
    expect(dynamodb().requests.counts()).toEqual({});
  });
});

test("observers get each request of a batch", async () => {
  const events: RequestEvent[] = [];
  const observed = connect(dynamodb().client, {
    tables: dynamodb().tableNames,
    observe: (event) => void events.push(event),
  });
  await observed.send(putMany(30));
  await observed.send(batchGet(numbers(101).map((i) => Note.get(key(i)))));
  const seen = events.map(({ entity, verb, request }) => [entity, verb, request]);
  expect(seen).toEqual([
    ...Array.from({ length: 2 }, () => ["Note", "batchWrite", "BatchWriteItem"]),
    ...Array.from({ length: 2 }, () => ["Note", "batchGet", "BatchGetItem"]),
  ]);
  expect(events.reduce((sum, { capacity }) => sum + capacity.write, 0)).toBe(30);
  expect(events.reduce((sum, { capacity }) => sum + capacity.read, 0)).toBeGreaterThanOrEqual(15);
});

describe("before sending", () => {
  test("a batch of one request gives it, and of several says where they are", () => {
    expect(batchGet([Note.get(key(1)), Note.get(key(1))]).toRequest()).toEqual({
      RequestItems: { Notes: { Keys: [{ PK: { S: "OWNER#ada" }, SK: { S: "NOTE#1" } }] } },
    });
    expect(batchWrite([Note.delete(key(1), { mustExist: false })]).toRequest({ tables: { Notes: "other" } })).toEqual({
      RequestItems: { other: [{ DeleteRequest: { Key: { PK: { S: "OWNER#ada" }, SK: { S: "NOTE#1" } } } }] },
    });
    expect(() => putMany(26).toRequest()).toThrow(/this batchWrite takes 2: explain\(\)\.requests has all of them/);
  });

  test("explain gives requests and capacity, as DynamoDB reports them", async () => {
    const batch = putMany(30);
    const { requests, capacity, table } = batch.explain();
    expect(requests.map(({ request }) => request)).toEqual(["BatchWriteItem", "BatchWriteItem"]);
    expect(table).toBe("Notes");
    let consumed = 0;
    const observed = connect(dynamodb().client, {
      tables: dynamodb().tableNames,
      observe: (event) => {
        consumed += event.capacity.write + event.capacity.read;
      },
    });
    await observed.send(batch);
    expect(capacity.write).toBe(consumed);
    consumed = 0;
    const reads = batchGet([Note.get(key(0)), Note.get(key(0), { consistent: true }), Note.get(key(1))]);
    const stored = await observed.send(reads);
    expect(consumed).toBe(1.5);
    const told = reads.explain({ items: stored.map((item) => item ?? {}) });
    expect(told.capacity).toMatchObject({ read: 1.5, write: 0, exact: true });
    expect(told.requests).toHaveLength(2);
  });
});
