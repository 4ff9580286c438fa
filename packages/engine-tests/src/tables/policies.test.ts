import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import {
  backfill,
  ensureTable,
  type IdentityPolicy,
  type PolicyOperation,
  policyFor,
  policyOfRequests,
  recordPolicy,
  type SentRequest,
  verifyPolicy,
  verifyTable,
} from "@keywright/tables";
import {
  type AnyEntity,
  acquireLease,
  batchGet,
  batchWrite,
  connect,
  type Database,
  defineEntity,
  defineTable,
  deletePartition,
  epochSeconds,
  leaseState,
  modify,
  once,
  onceState,
  transact,
  transactGet,
  upgradeItems,
  verifyIndexKeys,
  verifyModel,
  verifyUnique,
} from "keywright";
import { expect, test } from "vitest";
import * as z from "zod";
import { nameOf, useDynamoDB } from "../test-support.ts";

const table = defineTable({
  name: "Policies",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: { byStatus: { type: "global", partitionKey: { G1: "S" }, projection: "KEYS_ONLY" } },
  stream: "NEW_IMAGE",
});
const claims = defineTable({ name: "PolicyClaims", partitionKey: { id: "S" } });
const expiring = defineTable({ name: "PolicyNotes", partitionKey: { id: "S" }, timeToLive: "expiresAt" });

const Task = defineEntity({
  name: "Task",
  table,
  schema: z.object({ id: z.string(), n: z.string(), title: z.string(), status: z.string().optional() }),
  key: { PK: "T#{id}", SK: "TASK#{n}" },
  indexes: { byStatus: { G1: "{status}" } },
  version: "version",
  upgrade: { steps: [(item) => ({ title: "", ...item })] },
});
const User = defineEntity({
  name: "User",
  table,
  schema: z.object({ id: z.string(), n: z.string(), email: z.string().optional(), name: z.string() }),
  key: { PK: "U#{id}", SK: "USER#{n}" },
  version: "version",
  unique: { email: ["email"] },
  uniqueTable: claims,
});
const Note = defineEntity({
  name: "Note",
  table: expiring,
  schema: z.object({ id: z.string(), text: z.string(), expiresAt: epochSeconds().optional() }),
});
const Job = defineEntity({
  name: "Job",
  table,
  schema: z.object({ job: z.string(), lease: leaseState() }),
  key: { PK: "J#{job}", SK: "JOB" },
});
const Payment = defineEntity({
  name: "Payment",
  table,
  schema: z.object({ order: z.string(), once: onceState(z.object({ receipt: z.string() })) }),
  key: { PK: "P#{order}", SK: "PAYMENT" },
});
const tables = [table, claims, expiring];
const where = { account: "123456789012", region: "eu-west-1" };
const dynamodb = useDynamoDB({ tables, retryDelays: "none" });

const key = { id: "a", n: "1" };
const task = { ...key, title: "T", status: "OPEN" };
const user = { ...key, email: "a@x.org", name: "Ada" };
const none = { returning: "none" } as const;

type Work = (db: Database) => Promise<unknown>;
/** What a program does, with the entity and the name of the operation that a policy knows it by; what was done before counts not. */
const works: readonly (readonly [AnyEntity, PolicyOperation, Work])[] = [
  [Task, "create", (db) => db.send(Task.create(task))],
  [Task, "get", (db) => db.send(Task.get(key))],
  [Task, "query", (db) => db.send(Task.query({ id: "a" }))],
  [Task, "query:byStatus", (db) => db.send(Task.indexes.byStatus.query({ status: "OPEN" }))],
  [Task, "hydrate:byStatus", (db) => db.send(Task.indexes.byStatus.hydrate({ status: "OPEN" }))],
  [Task, "update", (db) => db.send(Task.update(key, { title: "U" }))],
  [Task, "upsert", (db) => db.send(Task.upsert(task))],
  [Task, "check", (db) => db.send(Task.check(key))],
  [Task, "modify", (db) => modify(db, Task, key, (item) => ({ ...item, title: "M" }))],
  [Task, "batchGet", (db) => db.send(batchGet([Task.get(key)]))],
  [Task, "transactGet", (db) => db.send(transactGet([Task.get(key)]))],
  [Task, "transact:update", (db) => db.send(transact([Task.update(key, { title: "V" })]))],
  [Task, "scan", (db) => db.send(Task.scan())],
  [Task, "verifyModel", (db) => verifyModel(db, Task)],
  [Task, "verifyIndexKeys", (db) => verifyIndexKeys(db, Task)],
  [Task, "upgradeItems", (db) => upgradeItems(db, Task)],
  [Task, "backfill", (db) => backfill(db, Task, { transform: (item) => ({ ...item, title: "B" }) })],
  [Task, "deletePartition", (db) => deletePartition(db, Task.query({ id: "a" }))],
  [User, "create", (db) => db.send(User.create(user))],
  [User, "create", (db) => db.send(User.create({ id: "a", n: "2", name: "Nobody" }))],
  [
    User,
    "update",
    (db) => db.send(User.update(key, { email: "b@x.org" }, { ...none, previous: { ...user, version: 1 } })),
  ],
  [User, "update", (db) => db.send(User.update(key, { name: "Grace" }))],
  [User, "modify", (db) => modify(db, User, key, (item) => ({ ...item, email: "c@x.org" }))],
  [User, "upsert", (db) => db.send(User.upsert({ ...user, email: "d@x.org" }))],
  [User, "verifyUnique", (db) => verifyUnique(db, User)],
  [User, "verifyUnique:fix", (db) => verifyUnique(db, User, { fix: true })],
  [
    User,
    "backfill",
    (db) => backfill(db, User, { transform: (item) => ({ ...item, email: `${String(item.n)}@y.org` }) }),
  ],
  [User, "deletePartition", (db) => deletePartition(db, User.query({ id: "a" }))],
  [Note, "batchWrite", (db) => db.send(batchWrite([Note.put({ id: "a", text: "", expiresAt: new Date(0) })]))],
  [Note, "upsert", (db) => db.send(Note.upsert({ id: "a", text: "again" }))],
  [Note, "delete", (db) => db.send(Note.delete({ id: "a" }))],
  [
    Job,
    "lease",
    async (db) => {
      const lease = await acquireLease(db, Job, { job: "j" });
      await lease.renew();
      await lease.release();
    },
  ],
  [Payment, "once", (db) => once(db, Payment, { order: "o" }, () => ({ receipt: "r" }))],
];

/** What a policy without keys allows: an action on a place, perhaps in transactions alone. */
function allowed({ Statement: statements }: IdentityPolicy): ReadonlySet<string> {
  return new Set(
    statements.flatMap(({ Action = [], Resource = [], Condition }) => {
      const within = Condition?.StringEquals?.["dynamodb:EnclosingOperation"];
      return [Action]
        .flat()
        .flatMap((action) =>
          [Resource]
            .flat()
            .map((resource) => `${action} ${resource}${within === undefined ? "" : ` ${String(within)}`}`),
        );
    }),
  );
}

function lacking(needed: IdentityPolicy, given: IdentityPolicy): readonly string[] {
  const found = allowed(given);
  return [...allowed(needed)].filter((each) => !found.has(each) && !found.has(each.split(" ").slice(0, 2).join(" ")));
}

test("a policy for an operation allows every request that it sends", async () => {
  const { db, requests, tableNames } = dynamodb();
  const wrong: unknown[] = [];
  for (const [entity, name, work] of works) {
    const log = requests.since();
    await work(db);
    const sent: readonly SentRequest[] = log.all;
    expect([entity.name, name, sent.length > 0]).toEqual([entity.name, name, true]);
    const needed = policyOfRequests(sent, { ...where, recorded: tableNames }).document;
    const given = policyFor({ entities: [entity], operations: [name], ...where }).document;
    const missing = lacking(needed, given);
    if (missing.length > 0) wrong.push([entity.name, name, missing]);
  }
  expect(wrong).toEqual([]);
});

test("what verifies a table reads what the policy for it allows", async ({ skip }) => {
  skip(dynamodb().engine.name !== "dynoxide", "descriptions are the same on every engine");
  const { client, requests, tableNames } = dynamodb();
  await ensureTable(client, table, { name: nameOf(dynamodb(), table) });
  const log = requests.since();
  await verifyTable(client, table, { name: nameOf(dynamodb(), table) });
  const needed = policyOfRequests(log.all, { ...where, recorded: tableNames }).document;
  expect(needed.Statement.length).toBeGreaterThan(0);
  expect(lacking(needed, verifyPolicy([table], where).document)).toEqual([]);
});

test("a recording hears every client of the stack, until it is stopped", async () => {
  const { client, tableNames } = dynamodb();
  const db = connect(client, { tables: tableNames });
  const recording = recordPolicy(client as Pick<DynamoDBClient, "middlewareStack">);
  await DynamoDBDocumentClient.from(client).send(
    new GetCommand({ TableName: nameOf(dynamodb(), table), Key: { PK: "a", SK: "b" } }),
  );
  await db.send(transact([Task.create({ ...task, id: "r" })]));
  recording.stop();
  await db.send(Task.scan());
  const { document } = recording.policy({ ...where, recorded: tableNames });
  expect(document.Statement.map(({ Action, Condition }) => [Action, Condition])).toEqual([
    [["dynamodb:GetItem"], undefined],
    [["dynamodb:PutItem"], { StringEquals: { "dynamodb:EnclosingOperation": "TransactWriteItems" } }],
  ]);
});
