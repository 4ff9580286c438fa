import fc from "fast-check";
import {
  type AnyEntity,
  batchGet,
  batchWrite,
  defineEntity,
  defineTable,
  epochSeconds,
  type Operation,
  type TableModel,
  transact,
  transactGet,
} from "keywright";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { policySize } from "./document/policy.ts";
import { splitPolicy } from "./document/split.ts";
import type { PolicyOperation } from "./operation/operation.ts";
import { policyFor } from "./policy-for.ts";
import { policyOfRequests } from "./record/policy-of-requests.ts";
import { authorizationsOf, type Sent } from "./testing/authorizations.ts";
import { type Authorization, isAllowed, type Variables } from "./testing/evaluate.ts";

const appTable = defineTable({
  name: "App",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byStatus: { type: "global", partitionKey: { G1PK: "S" }, sortKey: { G1SK: "S" }, projection: "ALL" },
    byRegion: {
      type: "global",
      partitionKey: [{ region: "S" }, { tenant: "S" }],
      sortKey: { rank: "N" },
      projection: "ALL",
    },
    byTitle: { type: "local", sortKey: { title: "S" }, projection: "ALL" },
  },
  timeToLive: "expiresAt",
});

const Task = defineEntity({
  name: "Task",
  table: appTable,
  schema: z.object({
    tenantId: z.string(),
    taskId: z.string(),
    title: z.string(),
    status: z.enum(["OPEN", "DONE"]),
    region: z.string(),
    rank: z.number(),
    secret: z.string().optional(),
    expiresAt: epochSeconds().optional(),
  }),
  key: { PK: "T#{tenantId}", SK: "TASK#{taskId}" },
  indexes: {
    byStatus: { G1PK: "S#{status}#T#{tenantId}#", G1SK: "{taskId}" },
    byRegion: { tenant: "{tenantId}" },
    byTitle: {},
  },
  version: "version",
});

const User = defineEntity({
  name: "User",
  table: appTable,
  schema: z.object({ tenantId: z.string(), userId: z.string(), email: z.string() }),
  key: { PK: "T#{tenantId}#USERS", SK: "USER#{userId}" },
  unique: { email: ["tenantId", "email"] },
});

const Note = defineEntity({
  name: "Note",
  table: defineTable({ name: "Notes", partitionKey: { tenantId: "S" }, sortKey: { noteId: "S" } }),
  schema: z.object({ tenantId: z.string(), noteId: z.string(), text: z.string() }),
});

/** An operation under the name that a policy knows it by, as it is sent for a tenant. */
interface Named {
  readonly entity: "Task" | "User" | "Note";
  readonly name: PolicyOperation;
  operation(tenantId: string): Operation<unknown>;
}

const task = (tenantId: string) =>
  ({ tenantId, taskId: "1", title: "T", status: "OPEN", region: "eu", rank: 1, version: 1 }) as const;
const user = (tenantId: string) => ({ tenantId, userId: "1", email: "a@x.org" });
const key = (tenantId: string) => ({ tenantId, taskId: "1" });
const note = (tenantId: string) => ({ tenantId, noteId: "n" });
const changes = { status: "DONE" } as const;
const none = { returning: "none" } as const;

const of =
  (entity: Named["entity"]) =>
  (name: PolicyOperation, operation: (tenantId: string) => Operation<unknown>): Named => ({ entity, name, operation });
const ofTask = of("Task");
const ofUser = of("User");
const ofNote = of("Note");

/** Each operation of each entity whose requests are known before it is sent. */
const operations: readonly Named[] = [
  ofTask("get", (t) => Task.get(key(t))),
  ofTask("query", (t) => Task.query({ tenantId: t })),
  ofTask("first", (t) => Task.first({ tenantId: t })),
  ofTask("count", (t) => Task.count({ tenantId: t })),
  ofTask("scan", () => Task.scan()),
  ofTask("query:byStatus", (t) => Task.indexes.byStatus.query({ status: "OPEN", tenantId: t })),
  ofTask("query:byRegion", (t) => Task.indexes.byRegion.query({ region: "eu", tenantId: t })),
  ofTask("count:byTitle", (t) => Task.indexes.byTitle.count({ tenantId: t })),
  ofTask("scan:byStatus", () => Task.indexes.byStatus.scan()),
  ofTask("create", (t) => Task.create(task(t))),
  ofTask("put", (t) => Task.put(task(t))),
  ofTask("update", (t) => Task.update(key(t), { title: "U" })),
  ofTask("update", (t) => Task.update(key(t), changes, { ...none, expected: 1 })),
  ofTask("upsert", (t) => Task.upsert(task(t))),
  ofTask("delete", (t) => Task.delete(key(t))),
  ofTask("check", (t) => Task.check(key(t))),
  ofTask("move", (t) => Task.move(task(t), { taskId: "2" })),
  ofTask("batchGet", (t) => batchGet([Task.get(key(t)), Task.get({ tenantId: t, taskId: "2" })])),
  ofTask("transactGet", (t) => transactGet([Task.get(key(t))])),
  ofTask("transact:create", (t) => transact([Task.create(task(t))])),
  ofTask("transact:put", (t) => Task.put(task(t), { exactlyOnce: true })),
  ofTask("transact:update", (t) => transact([Task.update(key(t), { title: "U" })])),
  ofTask("transact:upsert", (t) => transact([Task.upsert(task(t))])),
  ofTask("transact:delete", (t) => transact([Task.delete(key(t))])),
  ofUser("get", (t) => User.get({ tenantId: t, userId: "1" })),
  ofUser("create", (t) => User.create(user(t))),
  ofUser("put", (t) => User.put(user(t), { ...none, previous: { ...user(t), email: "b@x.org" } })),
  ofUser("update", (t) =>
    User.update({ tenantId: t, userId: "1" }, { email: "b@x.org" }, { ...none, previous: user(t) }),
  ),
  ofUser("upsert", (t) => User.upsert(user(t))),
  ofUser("delete", (t) => User.delete({ tenantId: t, userId: "1" }, { ...none, previous: user(t) })),
  ofUser("transact:create", (t) => transact([User.create(user(t))])),
  ofNote("get", (t) => Note.get(note(t))),
  ofNote("batchWrite", (t) =>
    batchWrite([Note.put({ ...note(t), text: "" }), Note.delete({ ...note(t), noteId: "o" }, { mustExist: false })]),
  ),
  ofNote("transact:delete", (t) => Note.delete(note(t), { exactlyOnce: true })),
];

function requestsOf(named: Named, tenantId: string): readonly Sent[] {
  return named
    .operation(tenantId)
    .explain()
    .requests.map(({ request, input }) => ({ operation: request, input }));
}

const target = { account: "123456789012", region: "eu-west-1" };
const prefix = "arn:aws:dynamodb:eu-west-1:123456789012";
const entities: readonly AnyEntity[] = [Task, User, Note];
const tables: ReadonlyMap<string, TableModel> = new Map(entities.map(({ model: { table } }) => [table.name, table]));
const known = new Map<string, readonly Authorization[]>();

/** What IAM is asked for an operation. */
function asked(named: Named, tenant = "t1"): readonly Authorization[] {
  const id = `${operations.indexOf(named)} ${tenant}`;
  const found = known.get(id);
  if (found !== undefined) return found;
  const all = requestsOf(named, tenant).flatMap((sent) => authorizationsOf(sent, tables, prefix));
  known.set(id, all);
  return all;
}

/** What a policy for some operations is asked for by name. */
function declared(some: readonly Named[]): { readonly [entity: string]: readonly PolicyOperation[] } {
  const byEntity: Record<string, PolicyOperation[]> = {};
  for (const { entity, name } of some) byEntity[entity] = [...(byEntity[entity] ?? []), name];
  return byEntity;
}

/** The same action on the same place, in a transaction or not: all that tells requests apart where keys do not count. */
function idOf({ action, resource, context }: Authorization): string {
  const within = context["dynamodb:EnclosingOperation"];
  return `${action} ${resource}${within === undefined ? "" : ` ${String(within)}`}`;
}

const some = fc.subarray([...operations], { minLength: 1 });
// Where an item has none of its unique attributes, it is written alone; what an upsert does is known when something is stored.
const unseen: Readonly<Record<string, readonly string[]>> = {
  "Task upsert": ["PutItem"],
  "User create": ["PutItem"],
  "User put": ["PutItem"],
  "User update": ["UpdateItem"],
  "User delete": ["DeleteItem"],
  "User upsert": ["PutItem", "UpdateItem", "DeleteItem TransactWriteItems"],
};

function neededBy(chosen: readonly Named[]): (asked: Authorization) => boolean {
  const ids = new Set([
    ...chosen.flatMap((named) => asked(named).map(idOf)),
    ...chosen.flatMap(({ entity, name }) =>
      (unseen[`${entity} ${name}`] ?? []).map((need) => {
        const [action = "", within] = need.split(" ");
        return `dynamodb:${action} ${prefix}:table/App${within === undefined ? "" : ` ${within}`}`;
      }),
    ),
  ]);
  return (each) => ids.has(idOf(each)) || ids.has(`${each.action} ${each.resource}`);
}

describe("a policy for operations", () => {
  test("allows each of them, and nothing that none of them needs", () => {
    fc.assert(
      fc.property(some, (chosen) => {
        const { document } = policyFor({ entities, operations: declared(chosen), ...target });
        const isNeeded = neededBy(chosen);
        const wrong = operations.flatMap((named) =>
          asked(named)
            .filter((each) => isAllowed([document], each) !== isNeeded(each))
            .map((each) => [named.entity, named.name, idOf(each), isNeeded(each)]),
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test("is the same when it is made of their requests, but for what the requests do not show", () => {
    fc.assert(
      fc.property(some, (chosen) => {
        const { document } = policyOfRequests(
          chosen.flatMap((named) => requestsOf(named, "t1")),
          target,
        );
        const ids = new Set(chosen.flatMap((named) => asked(named).map(idOf)));
        for (const each of operations.flatMap((named) => asked(named))) {
          const covered = ids.has(idOf(each)) || ids.has(`${each.action} ${each.resource}`);
          expect([idOf(each), isAllowed([document], each)]).toEqual([idOf(each), covered]);
        }
      }),
      { numRuns: 100 },
    );
  });

  test("is the same in parts", () => {
    fc.assert(
      fc.property(some, fc.integer({ min: 450, max: 2000 }), (chosen, limit) => {
        const { document } = policyFor({
          entities,
          operations: declared(chosen.filter(isKeyed)),
          tenant: { attribute: "tenantId" },
          ...target,
        });
        const parts = splitPolicy(document, limit);
        for (const part of parts) expect(policySize(part)).toBeLessThanOrEqual(limit);
        for (const each of operations.flatMap((named) => asked(named))) {
          expect(isAllowed(parts, each, tagged("t1"))).toBe(isAllowed([document], each, tagged("t1")));
        }
      }),
      { numRuns: 100 },
    );
  });

  test("names neither all actions nor all resources, and scans where a scan is named", () => {
    fc.assert(
      fc.property(some, (chosen) => {
        const { document } = policyFor({ entities, operations: declared(chosen), ...target });
        const text = JSON.stringify(document);
        expect(text).not.toContain("*");
        expect(text.includes("Scan")).toBe(chosen.some(({ name }) => name.startsWith("scan")));
        expect(text.includes("/index/")).toBe(chosen.some(({ name }) => name.includes("by")));
      }),
      { numRuns: 100 },
    );
  });
});

function isKeyed({ name }: Named): boolean {
  return !name.startsWith("scan");
}

function tagged(tenant: string): Variables {
  return { "aws:PrincipalTag/tenant": tenant };
}

// Of the characters that the value of a tag may have; some begin others, or look like keys.
const tenantId = fc.constantFrom("a", "ab", "a b", "A", "a:b", "b", "_", "a/USERS", "USERS", "T");

describe("a policy for tenants", () => {
  const options = { entities, tenant: { attribute: "tenantId" }, ...target } as const;
  const keyed = operations.filter(isKeyed);

  test("allows every operation of one's own tenant, and none of another", () => {
    fc.assert(
      fc.property(fc.subarray(keyed, { minLength: 1 }), tenantId, tenantId, (chosen, mine, other) => {
        fc.pre(mine !== other);
        const { document } = policyFor({ ...options, operations: declared(chosen) });
        const isNeeded = neededBy(chosen);
        const wrong = keyed.flatMap((named) => [
          ...asked(named, mine).filter((each) => {
            const allowed = isAllowed([document], each, tagged(mine));
            // Other entities may lie under keys that are not in the policy, though what is done with them is.
            return chosen.includes(named) ? !allowed : allowed && !isNeeded(each);
          }),
          ...asked(named, other).filter((each) => isAllowed([document], each, tagged(mine))),
        ]);
        expect(wrong).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test("allows nobody without the tag anything", () => {
    const { document } = policyFor({ ...options, operations: declared(keyed) });
    for (const each of keyed.flatMap((named) => asked(named))) expect(isAllowed([document], each)).toBe(false);
  });

  test("refuses a request that has items of several tenants, and one that names no partition", () => {
    const { document } = policyFor({ ...options, operations: declared(keyed) });
    const mixed = [
      batchGet([Task.get(key("t1")), Task.get(key("t2"))]),
      transact([Task.create(task("t1")), Task.create({ ...task("t2"), taskId: "3" })]),
    ].flatMap((operation) => operation.explain().requests.map(({ request, input }) => ({ operation: request, input })));
    for (const each of mixed.flatMap((sent) => authorizationsOf(sent, tables, prefix))) {
      expect(isAllowed([document], each, tagged("t1"))).toBe(false);
    }
    const scan = operations.filter(({ name }) => name === "scan").flatMap((named) => asked(named));
    expect(scan).toHaveLength(1);
    for (const each of scan) {
      // As if the service took it for a query.
      const query = { ...each, action: "dynamodb:Query" };
      expect([each, query].map((one) => isAllowed([document], one, tagged("t1")))).toEqual([false, false]);
    }
  });
});
