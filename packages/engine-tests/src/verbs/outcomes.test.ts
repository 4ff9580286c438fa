import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import {
  acquireLease,
  at,
  BatchIncompleteError,
  batchGet,
  batchWrite,
  connect,
  type Database,
  defineEntity,
  defineTable,
  epochSeconds,
  increment,
  leaseState,
  OutcomeUnknownError,
  set,
  TransactionCanceledError,
  transact,
  transactAll,
} from "keywright";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { nameOf, storedItems, useDynamoDB } from "../test-support.ts";
import { manualTimer } from "./manual-timer.ts";

const table = defineTable({ name: "Findings", partitionKey: { PK: "S" }, timeToLive: "expiresAt" });
const schema = z.object({ id: z.string(), count: z.number() });
const Plain = defineEntity({ name: "Plain", table, schema, key: { PK: "PLAIN#{id}" } });
const Versioned = defineEntity({ name: "Versioned", table, schema, key: { PK: "V#{id}" }, version: "version" });
const Session = defineEntity({
  name: "Session",
  table,
  schema: z.object({ id: z.string(), user: z.string(), expiresAt: epochSeconds() }),
  key: { PK: "SESSION#{id}" },
});
const Note = defineEntity({
  name: "Note",
  table,
  schema: z.object({ id: z.string(), count: z.number(), kind: z.number().optional() }),
  key: { PK: "NOTE#{id}" },
});
const List = defineEntity({
  name: "List",
  table,
  schema: z.object({ id: z.string(), lines: z.array(z.object({ n: z.number(), done: z.boolean() })) }),
  key: { PK: "LIST#{id}" },
});
const Guest = defineEntity({
  name: "Guest",
  table,
  schema: z.object({ id: z.string(), email: z.string() }),
  key: { PK: "GUEST#{id}" },
  unique: { email: ["email"] },
});
const leaseTable = defineTable({ name: "FindingLeases", partitionKey: { PK: "S" } });
const Job = defineEntity({
  name: "Job",
  table: leaseTable,
  schema: z.object({ id: z.string(), lease: leaseState() }),
  key: { PK: "JOB#{id}" },
});

const dynamodb = useDynamoDB({ tables: [table, leaseTable], retryDelays: "none" });
const db = (): Database => dynamodb().db;
const faults = () => dynamodb().faults;
let id: string;
let next = 0;
beforeEach(() => {
  id = `i${next++}`;
});
afterEach(() => faults().clear());
const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => ({ told: "done", value }),
    (error: unknown) => error,
  );
const plain = async (key = id) => (await db().send(Plain.get({ id: key }, { consistent: true })))?.count;

test("release() of a lease that could not be released throws OutcomeUnknownError, as its docstring says", async () => {
  const lease = await acquireLease(db(), Job, { id }, { wait: 0, timer: manualTimer() });
  faults().reset({ on: "UpdateItem", times: 100 });
  const error = await failureOf(lease.release());
  faults().clear();
  const stored = (await db().send(Job.get({ id }, { consistent: true })))?.lease;
  expect({ unknown: OutcomeUnknownError.isInstance(error), held: stored?.nonce !== undefined }).toEqual({
    unknown: true,
    held: true,
  });
});

test("a client with cacheMiddleware does not repeat what must not be repeated", async () => {
  const { client, tableNames } = dynamodb();
  client.config.cacheMiddleware = true;
  try {
    const cached = connect(client, { tables: tableNames });
    await cached.send(Plain.create({ id, count: 1 }));
    // The handler of the first UpdateItem, which may be repeated, is kept by the client for all that follow.
    await cached.send(Plain.update({ id }, { count: 1 }, { returning: "none" }));
    faults().loseResponse({ on: "UpdateItem" });
    const error = await failureOf(cached.send(Plain.update({ id }, { count: increment(1) }, { returning: "none" })));
    expect({ unknown: OutcomeUnknownError.isInstance(error), count: await plain() }).toEqual({
      unknown: true,
      count: 2,
    });
  } finally {
    client.config.cacheMiddleware = false;
  }
});

test("a client with cacheMiddleware has each of its writes followed, not the first of a kind alone", async () => {
  const { client, tableNames } = dynamodb();
  client.config.cacheMiddleware = true;
  try {
    const cached = connect(client, { tables: tableNames });
    await cached.send(Versioned.create({ id, count: 1 }));
    const key = { id: `${id}-b` };
    await cached.send(Versioned.create({ ...key, count: 1 }));
    await cached.send(Versioned.delete({ id }, { expected: 1 }));
    faults().loseResponse({ on: "DeleteItem" });
    const error = await failureOf(cached.send(Versioned.delete(key, { expected: 1 })));
    expect(error).toMatchObject({ name: "OutcomeUnknownError" });
  } finally {
    client.config.cacheMiddleware = false;
  }
});

test("what an observer throws after a transaction was carried out does not make transactAll do it twice", async () => {
  await db().send(Plain.create({ id, count: 1 }));
  let thrown = false;
  const observed = connect(dynamodb().client, {
    tables: dynamodb().tableNames,
    observe: ({ request }) => {
      if (request !== "TransactWriteItems" || thrown) return;
      thrown = true;
      throw new Error("the log is full");
    },
  });
  const operations = [Plain.update({ id }, { count: increment(1) })];
  const error = await failureOf(observed.send(transactAll(operations)));
  expect(await plain()).toBe(2);
  // Sent again by the same token, it says that it was carried out.
  expect(error).toMatchObject({ told: "done" });
});

test("the same, where another transaction was done before", async () => {
  const ids = Array.from({ length: 150 }, (_, i) => `${id}-${i}`);
  await db().send(batchWrite(ids.map((one) => Plain.put({ id: one, count: 1 }))));
  let seen = 0;
  const observed = connect(dynamodb().client, {
    tables: dynamodb().tableNames,
    observe: ({ request }) => {
      if (request === "TransactWriteItems" && ++seen === 2) throw new Error("the log is full");
    },
  });
  const operations = ids.map((one) => Plain.update({ id: one }, { count: increment(1) }));
  await observed.send(transactAll(operations, { concurrency: 1 }));
  const items = await db().send(batchGet(ids.map((one) => Plain.get({ id: one }, { consistent: true }))));
  expect(new Set(items.map((item) => item?.count))).toEqual(new Set([2]));
});

test("transactAll does not carry out a transaction twice whose replacement for an expired item got no answer", async () => {
  const past = new Date(Date.now() - 60_000);
  const future = new Date(Date.now() + 3_600_000);
  await db().send(Session.create({ id, user: "old", expiresAt: past }));
  await db().send(Plain.create({ id, count: 1 }));
  // The first request is refused, as the session has expired; the one in its place is carried out, and no attempt is answered.
  faults().script({ on: "TransactWriteItems" }, [
    "pass",
    "loseResponse",
    "loseResponse",
    "loseResponse",
    "loseResponse",
  ]);
  const operations = [
    Session.upsert({ id, user: "new", expiresAt: future }),
    Plain.update({ id }, { count: increment(1) }),
  ];
  const told = await failureOf(db().send(transactAll(operations)));
  expect({ told: (told as { told?: string }).told ?? (told as Error).name, count: await plain() }).toEqual({
    told: "done",
    count: 2,
  });
});

// Another transaction in its place would not be known by the token: sent again, this one might do it all a second time.
test("a transaction with a token is refused where another one would have to take its place", async () => {
  await db().send(Session.create({ id, user: "old", expiresAt: new Date(Date.now() - 60_000) }));
  await db().send(Guest.create({ id, email: `${id}@former` }));
  await db().send(Plain.create({ id, count: 1 }));
  const expiresAt = new Date(Date.now() + 3_600_000);
  const token = { token: `token-${id}`, at: new Date() };
  const count = Plain.update({ id }, { count: increment(1) });
  for (const other of [Session.upsert({ id, user: "new", expiresAt }), Guest.put({ id, email: `${id}@now` })]) {
    const error = await failureOf(db().send(transact([other, count], token)));
    if (!TransactionCanceledError.isInstance(error)) return expect.unreachable();
    expect(error.failed).toMatchObject([{ operation: "0", error: { code: "condition-failed" } }]);
  }
  const previous = { id, email: `${id}@former` };
  await db().send(transact([Guest.put({ id, email: `${id}@now` }, { previous }), count], token));
  expect(await plain()).toBe(2);
});

test("the same of a put of an item with unique attributes", async () => {
  await db().send(Guest.create({ id, email: `${id}@former` }));
  await db().send(Plain.create({ id, count: 1 }));
  faults().script({ on: "TransactWriteItems" }, [
    "pass",
    "loseResponse",
    "loseResponse",
    "loseResponse",
    "loseResponse",
  ]);
  await failureOf(
    db().send(transactAll([Guest.put({ id, email: `${id}@now` }), Plain.update({ id }, { count: increment(1) })])),
  );
  expect(await plain()).toBe(2);
});

test("an update inside an element of a list is not repeated after a lost answer: positions move", async () => {
  const line = (n: number) => ({ n, done: false });
  await db().send(List.create({ id, lines: [line(1), line(2)] }));
  faults().loseResponse({ on: "UpdateItem" });
  dynamodb().requests.clear();
  const error = await failureOf(
    db().send(List.update({ id }, (l) => [set(at(l.lines, 0).done, true)], { returning: "none" })),
  );
  // The line that is meant may be gone by then; another one must not be done in its place.
  expect(OutcomeUnknownError.isInstance(error)).toBe(true);
  expect(dynamodb().requests.all).toMatchObject([{ attempts: 1 }]);
});

/** A client whose handler sends, and then fails in this way once. */
function failing(error: object): DynamoDBClient {
  const { client } = dynamodb();
  const inner = client.config.requestHandler;
  let isOver = false;
  return new DynamoDBClient({
    endpoint: dynamodb().engine.endpoint,
    region: client.config.region,
    credentials: client.config.credentials,
    requestHandler: {
      handle: async (request: never, options: never) => {
        const answer = await inner.handle(request, options);
        if (isOver || !JSON.stringify((request as { headers: object }).headers).includes("UpdateItem")) return answer;
        isOver = true;
        throw Object.assign(new Error("read EHOSTUNREACH"), error);
      },
    } as never,
  });
}

test.each(["EHOSTUNREACH", "ENETUNREACH"])("%s of a connection that was there is a lost answer", async (code) => {
  await db().send(Plain.create({ id, count: 1 }));
  const client = failing({ code, syscall: "read" });
  const broken = connect(client, { tables: dynamodb().tableNames });
  const error = await failureOf(broken.send(Plain.update({ id }, { count: increment(1) }, { returning: "none" })));
  client.destroy();
  expect({ unknown: OutcomeUnknownError.isInstance(error), count: await plain() }).toEqual({ unknown: true, count: 2 });
});

test("what onProgress throws after the last request is not swallowed", async () => {
  const send = db().send(
    batchWrite([Plain.put({ id, count: 1 })], {
      onProgress: () => {
        throw new Error("from onProgress");
      },
    }),
  );
  expect(await failureOf(send)).toMatchObject({ message: expect.stringContaining("from onProgress") });
});

test("an update that was carried out and whose item cannot be read does not look as if it had failed", async () => {
  const Item = { PK: { S: `NOTE#${id}` }, id: { S: id }, count: { N: "1" }, kind: { S: "of an older program" } };
  await dynamodb().client.send(new PutItemCommand({ TableName: nameOf(dynamodb(), table), Item }));
  const error = await failureOf(db().send(Note.update({ id }, { count: increment(1) })));
  const stored = await storedItems(dynamodb(), table);
  expect(stored.find(({ PK }) => PK && "S" in PK && PK.S === `NOTE#${id}`)?.count).toEqual({ N: "2" });
  expect({ name: (error as Error).name, saysSo: /was (written|carried out)/.test(String(error)) }).toEqual({
    name: expect.any(String),
    saysSo: true,
  });
});

test("a delete of a version by its number is not repeated: somebody may have created the item again, in the same one", async () => {
  const item = await db().send(Versioned.create({ id, count: 1 }));
  faults().loseResponse({ on: "DeleteItem" });
  dynamodb().requests.clear();
  const error = await failureOf(db().send(Versioned.delete({ id }, { expected: 1 })));
  expect(OutcomeUnknownError.isInstance(error)).toBe(true);
  expect(dynamodb().requests.all).toMatchObject([{ attempts: 1 }]);
  // By the item as it was read it is: its write mark tells.
  const again = await db().send(Versioned.create({ id, count: 2 }));
  faults().loseResponse({ on: "DeleteItem" });
  faults().interleave({ on: "DeleteItem", after: 1 }, () => db().send(Versioned.create({ id, count: 100 })));
  const unknown = await failureOf(db().send(Versioned.delete({ id }, { expected: again })));
  expect(OutcomeUnknownError.isInstance(unknown)).toBe(true);
  expect(await db().send(Versioned.get({ id }, { consistent: true }))).toMatchObject({ count: 100 });
  expect(item.version).toBe(1);
});

/** Sends as to a service that has forgotten each token: it does after ten minutes. */
function forgetful(): Database {
  const { client, tableNames } = dynamodb();
  let sent = 0;
  const commands = {
    config: client.config,
    middlewareStack: client.middlewareStack,
    send: (command: { input: { ClientRequestToken?: string } }, ...rest: never[]) => {
      if (command.input.ClientRequestToken) command.input.ClientRequestToken = `t${id}${sent++}`;
      return client.send(command as never, ...rest);
    },
  };
  return connect(commands as never, { tables: tableNames });
}

test("a token that is used again on another day, with another `at`, is another transaction", async () => {
  await db().send(Versioned.create({ id, count: 0 }));
  const later = forgetful();
  const nightly = (at: Date) =>
    later.send(transact([Versioned.update({ id }, { count: increment(1) })], { token: "nightly", at }));
  await nightly(new Date("2026-05-01T00:00:00Z"));
  await nightly(new Date("2026-05-02T00:00:00Z"));
  expect(await db().send(Versioned.get({ id }, { consistent: true }))).toMatchObject({ count: 2, version: 3 });
});

test("a transaction with a token that was carried out more than ten minutes ago is recognised by any of its marks", async () => {
  await db().send(Versioned.create({ id, count: 1 }));
  const later = forgetful();
  const transaction = () =>
    transact([Versioned.update({ id }, { count: increment(1) }, { expected: 1 }), Plain.create({ id, count: 7 })], {
      token: `token-${id}`,
      at: new Date("2026-05-01T00:00:00Z"),
    });
  await later.send(transaction());
  const again = await failureOf(later.send(transaction()));
  expect(again).toMatchObject({ told: "done" });
});

test("a retry strategy of the user's that repeats everything does not repeat what must not be", async () => {
  await db().send(Plain.create({ id, count: 1 }));
  const { client } = dynamodb();
  const strategy = {
    mode: "eager",
    acquireInitialRetryToken: async () => ({ getRetryCount: () => 0, getRetryDelay: () => 0 }),
    refreshRetryTokenForRetry: async (token: { getRetryCount(): number }) => {
      const count = token.getRetryCount() + 1;
      if (count > 3) throw new Error("enough");
      return { getRetryCount: () => count, getRetryDelay: () => 0 };
    },
    recordSuccess: () => undefined,
  };
  const original = client.config.retryStrategy;
  client.config.retryStrategy = async () => strategy as never;
  try {
    faults().loseResponse({ on: "UpdateItem" });
    const users = connect(client, { tables: dynamodb().tableNames });
    const told = await failureOf(users.send(Plain.update({ id }, { count: increment(1) }, { returning: "none" })));
    expect({ unknown: OutcomeUnknownError.isInstance(told), count: await plain() }).toEqual({
      unknown: true,
      count: 2,
    });
  } finally {
    client.config.retryStrategy = original;
  }
});

describe("a transaction that the service is still at, when it is sent again", () => {
  const inProgress = { kind: "refuse", error: "TransactionInProgressException" } as const;
  test("with exactlyOnce", async () => {
    await db().send(Plain.create({ id, count: 1 }));
    faults().script({ on: "TransactWriteItems" }, ["loseResponse", inProgress]);
    const told = await failureOf(
      db().send(Plain.update({ id }, { count: increment(1) }, { returning: "none", exactlyOnce: true })),
    );
    expect({ told: (told as { told?: string }).told ?? (told as Error).name, count: await plain() }).toEqual({
      told: "done",
      count: 2,
    });
  });
  test("in transactAll", async () => {
    await db().send(Plain.create({ id, count: 1 }));
    faults().script({ on: "TransactWriteItems" }, [inProgress]);
    const told = await failureOf(db().send(transactAll([Plain.update({ id }, { count: increment(1) })])));
    expect((told as { told?: string }).told ?? (told as Error).name).toBe("done");
  });
});

test("what a transactAll with a token left can be sent again with that token", async () => {
  const { db, faults } = dynamodb();
  const ids = Array.from({ length: 250 }, (_, n) => `${id}-${n}`);
  await db.send(batchWrite(ids.map((one) => Plain.put({ id: one, count: 1 }))));
  const token = { token: `job-${id}`, at: new Date("2026-05-01T00:00:00Z") };
  const operations = ids.map((one) => Plain.update({ id: one }, { count: increment(1) }));
  // The second of three is refused, for something that somebody mends.
  faults.refuse({ on: "TransactWriteItems", after: 1, error: "AccessDeniedException" });
  const first = await db.attempt(transactAll(operations, { token, concurrency: 1 }));
  if (first.ok || !BatchIncompleteError.isInstance(first.error)) return expect.unreachable();
  expect(first.error).toMatchObject({ done: 100, operations: { length: 150 } });
  const rest = first.error.operations as typeof operations;
  const second = await db.attempt(transactAll(rest, { token, concurrency: 1 }));
  const items = await db.send(batchGet(ids.map((one) => Plain.get({ id: one }, { consistent: true }))));
  const counts = new Set(items.map((item) => item?.count));
  // The service refuses the token for other actions (IdempotentParameterMismatchException); an engine may take it for done.
  expect({ told: second.ok ? "done" : String(second.error), counts: [...counts] }).toEqual({
    told: "done",
    counts: [2],
  });
});
