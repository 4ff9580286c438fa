import { createHmac } from "node:crypto";
import { eq } from "@keywright/expressions";
import { defineTable, ReadError, type WireItem } from "@keywright/schema";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { collection } from "../definition/collection.ts";
import { defineEntity } from "../definition/define-entity.ts";
import { CursorError } from "../error/cursor-error.ts";
import { ScopeError, type ScopeProblem } from "../error/scope-error.ts";
import { randomMark } from "../plan/write-mark.ts";
import { type StubClient, stubClient } from "../testing/stub-client.ts";
import { connect } from "./connect.ts";
import type { Database } from "./database.ts";
import { deletePartition } from "./delete-partition.ts";
import { repository } from "./repository.ts";
import { scoped } from "./scoped.ts";
import { scopedEntity } from "./scoped-entity.ts";
import { verifyIndexKeys } from "./verify-index-keys.ts";
import { verifyModel } from "./verify-model.ts";

const table = defineTable({
  name: "Tenants",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byOwner: { type: "global", partitionKey: { G1: "S" }, sortKey: { G2: "S" }, projection: ["title"] },
    byStatus: { type: "global", partitionKey: { H1: "S" }, sortKey: { H2: "S" }, projection: "ALL" },
    byEmail: { type: "global", partitionKey: { J1: "S" }, projection: "ALL" },
  },
});
const Task = defineEntity({
  name: "Task",
  table,
  schema: z.object({
    tenantId: z.string(),
    taskId: z.string(),
    title: z.string(),
    owner: z.string(),
    status: z.enum(["OPEN", "DONE"]).default("OPEN"),
  }),
  key: { PK: "TENANT#{tenantId}", SK: "TASK#{taskId}" },
  indexes: {
    byOwner: { G1: "TENANT#{tenantId}#OWNER#{owner}", G2: "TASK#{taskId}" },
    byStatus: { H1: "STATUS#{status}", H2: "TENANT#{tenantId}#{taskId}" },
    byEmail: { J1: "TENANT#{tenantId:lower}#OWNER#{owner}" },
  },
  version: "version",
});
const User = defineEntity({
  name: "User",
  table,
  schema: z.object({ tenantId: z.string(), userId: z.string() }),
  key: { PK: "USER#{userId}", SK: "USER" },
});
const Loose = defineEntity({
  name: "Loose",
  table,
  schema: z.object({ tenantId: z.string(), id: z.string() }),
  key: { PK: "LOOSE#{tenantId:lower}", SK: "{id}" },
});
const Twice = defineEntity({
  name: "Twice",
  table,
  schema: z.object({ tenantId: z.string(), id: z.string() }),
  key: { PK: "TWICE#{tenantId:lower}#{tenantId}", SK: "{id}" },
});
const Order = defineEntity({
  name: "Order",
  table: defineTable({ name: "Orders", partitionKey: { shop: "N" }, sortKey: { id: "S" } }),
  schema: z.object({ shop: z.int(), id: z.string() }),
});

const key = { taskId: "1" };
const input = { ...key, title: "Write", owner: "ada" };
const own = { tenantId: "t1" };
const other = { tenantId: "t2" };

/** A stored task, as DynamoDB gives it. */
function stored(tenantId: string, changes: WireItem = {}): WireItem {
  const item = Task.create({ tenantId, ...input }).toRequest({ writeMark: "mark" }).Item as WireItem;
  return { ...item, ...changes };
}

function connected(...answers: readonly unknown[]): {
  readonly client: StubClient;
  readonly tenant: Database<"tenantId">;
} {
  const client = stubClient(...answers);
  return { client, tenant: scoped(connect(client), own) };
}

/** Why an operation is refused; nothing is sent then. */
async function problem(send: (db: Database<"tenantId">) => Promise<unknown>): Promise<ScopeProblem> {
  const { client, tenant } = connected();
  const error: unknown = await send(tenant).catch((reason: unknown) => reason);
  expect(client.sent).toEqual([]);
  if (!ScopeError.isInstance(error)) throw error;
  expect(error.message).not.toContain("t2");
  return error.problem;
}

describe("a scoped connection", () => {
  test("fills its attributes into keys and items", async () => {
    const answers: readonly unknown[] = [
      {},
      { Items: [] },
      { Items: [], Count: 0 },
      { Items: [] },
      {},
      { Attributes: stored("t1") },
      { Attributes: stored("t1") },
      {},
      {},
      {},
    ];
    const { client, tenant } = connected(...answers);
    const tasks = repository(tenant, Task);
    await tasks.get(key);
    await tasks.query({ taskId: { gt: "0" } });
    await tasks.count({});
    await tasks.indexes.byOwner.first({ owner: "ada" });
    await tasks.create(input);
    await tasks.upsert(input);
    await tasks.update(key, { owner: "eve" });
    await tasks.delete(key);
    await tasks.check(key);
    await tasks.put({ ...input, version: 3 });
    const keys = client.sent.map(({ input: { Key, Item, ExpressionAttributeValues, TransactItems } }) => {
      const check = (TransactItems as readonly [{ ConditionCheck: { Key: WireItem } }] | undefined)?.[0].ConditionCheck;
      return { ...(ExpressionAttributeValues as WireItem), ...((Key ?? Item ?? check?.Key) as WireItem) };
    });
    const pk = { S: "TENANT#t1" };
    const sk = { S: "TASK#1" };
    for (const at of [0, 4, 5, 6, 7, 8, 9]) expect(keys[at]).toMatchObject({ PK: pk, SK: sk });
    expect(Object.values(keys[1] ?? {})).toContainEqual(pk);
    expect(Object.values(keys[2] ?? {})).toContainEqual(pk);
    expect(Object.values(keys[3] ?? {})).toContainEqual({ S: "TENANT#t1#OWNER#ada" });
    expect(keys[4]).toMatchObject({ tenantId: { S: "t1" }, G1: { S: "TENANT#t1#OWNER#ada" } });
    expect(Object.values(keys[6] ?? {})).toContainEqual({ S: "TENANT#t1#OWNER#eve" });
    expect(keys[9]).toMatchObject({ tenantId: { S: "t1" }, version: { N: "4" } });
  });

  test("takes operations built elsewhere that say the same", async () => {
    const { client, tenant } = connected({ Item: stored("t1") }, { Items: [stored("t1")] });
    expect(await tenant.send(Task.get({ ...own, ...key }))).toMatchObject(input);
    const tasks: unknown[] = [];
    for await (const task of tenant.items(Task.query(own))) tasks.push(task);
    expect(tasks).toHaveLength(1);
    expect(client.sent).toHaveLength(2);
  });

  test("refuses every operation that says another value", async () => {
    const { client, tenant } = connected();
    const unscoped = connect(stubClient({ Item: stored("t2") }));
    const foreign = await unscoped.send(Task.get({ ...other, ...key }));
    if (!foreign) expect.unreachable();
    const mine = { ...own, ...key };
    const operations = [
      Task.get({ ...other, ...key }),
      Task.query(other),
      Task.first(other),
      Task.count(other),
      Task.indexes.byOwner.query({ ...other, owner: "ada" }),
      Task.indexes.byOwner.hydrate({ ...other, owner: "ada" }),
      Task.create({ ...other, ...input }),
      Task.put({ ...other, ...input, version: 1 }),
      Task.put({ ...own, ...input, version: 1 }, { expected: foreign }),
      Task.upsert({ ...other, ...input }),
      Task.update({ ...other, ...key }, { title: "x" }),
      Task.update(mine, { title: "x" }, { expected: foreign }),
      Task.update(mine, { title: "x" }, { known: other }),
      // The compiler refuses this one.
      Task.update(mine, other as never),
      Task.delete({ ...other, ...key }),
      Task.delete(mine, { expected: foreign }),
      Task.check({ ...other, ...key }),
      Task.check(mine, { expected: foreign }),
      Task.move(foreign, own),
      Task.move({ ...foreign, ...own }, other),
      collection({ tasks: Task }).query(other),
      collection({ tasks: Task }, { index: "byStatus" }).query({ status: "OPEN", ...own }),
    ];
    for (const operation of operations) {
      const error: unknown = await tenant.send(operation as never).catch((reason: unknown) => reason);
      expect({ operation, error }).toMatchObject({ error: { code: "outside-scope" } });
      const attempted = await tenant.attempt(operation as never);
      expect(attempted.error).toMatchObject({ code: "outside-scope", entity: "Task", attribute: "tenantId" });
    }
    expect(client.sent).toEqual([]);
  });

  test("refuses entities and indexes whose partition key does not keep it apart", async () => {
    const loose: Database = connected().tenant;
    expect(await problem((db) => db.send(User.get({ userId: "u" })))).toBe("not-in-key");
    expect(await problem((db) => db.send(User.create({ ...own, userId: "u" })))).toBe("not-in-key");
    expect(await problem((db) => db.send(Task.indexes.byStatus.query({ status: "OPEN" })))).toBe("not-in-key");
    expect(await problem((db) => db.send(Task.indexes.byEmail.query({ ...own, owner: "ada" })))).toBe("ambiguous-key");
    expect(await problem((db) => db.send(Loose.get({ ...own, id: "1" })))).toBe("ambiguous-key");
    await expect(loose.send(User.get({ userId: "u" }))).rejects.toThrow(
      "User: the partition key of the table Tenants is not made of tenantId",
    );
  });

  test("takes a partition key that has the attribute twice, if one of them is exact", async () => {
    const { client, tenant } = connected({});
    await repository(tenant, Twice).get({ id: "1" });
    expect(client.sent[0]?.input.Key).toEqual({ PK: { S: "TWICE#t1#t1" }, SK: { S: "1" } });
  });

  test("refuses to read a table or an index as a whole", async () => {
    expect(await problem((db) => db.send(Task.scan()))).toBe("whole-table");
    expect(await problem((db) => db.send(Task.indexes.byOwner.scan()))).toBe("whole-table");
    expect(await problem((db) => verifyIndexKeys(db, Task))).toBe("whole-table");
    expect(await problem((db) => verifyModel(db, [Task]))).toBe("whole-table");
    expect(await problem(async (db) => db.items(Task.scan()).next())).toBe("whole-table");
  });

  test("keeps procedures that send operations inside", async () => {
    expect(await problem((db) => deletePartition(db, Task.query(other)))).toBe("other-value");
    const { client, tenant } = connected({ Items: [stored("t1")] }, {});
    expect(await deletePartition(tenant, Task.query(own))).toMatchObject({ deleted: 1 });
    expect(client.sent).toHaveLength(2);
  });

  test("plans what it has checked, even where a key says another value each time", async () => {
    let asked = 0;
    const changing = {
      ...key,
      get tenantId() {
        asked += 1;
        return asked > 1 ? "another tenant" : "t1";
      },
    };
    const { client, tenant } = connected({}, { Items: [] }, {});
    await tenant.send(Task.get(changing));
    asked = 0;
    await tenant.send(Task.query(changing));
    asked = 0;
    await tenant.send(
      Task.create({
        ...input,
        get tenantId() {
          return changing.tenantId;
        },
      }),
    );
    expect(asked).toBe(1);
    expect(JSON.stringify(client.sent)).not.toContain("another tenant");
  });
});

describe("an entity under a scope", () => {
  test("describes operations that have the attributes of the scope", async () => {
    const { client, tenant } = connected({ Items: [stored("t1")] });
    const tasks = scopedEntity(tenant, Task);
    expect(tasks.get(key).toRequest()).toEqual(Task.get({ ...own, ...key }).toRequest());
    expect(tasks.indexes.byOwner.query({ owner: "ada" }).toRequest()).toEqual(
      Task.indexes.byOwner.query({ ...own, owner: "ada" }).toRequest(),
    );
    const titles: string[] = [];
    for await (const { title } of tenant.items(tasks.query({}))) titles.push(title);
    expect(titles).toEqual(["Write"]);
    expect(client.sent).toHaveLength(1);
  });

  test("refuses what is out of it", () => {
    const tasks = scopedEntity(connected().tenant, Task);
    const foreign = { ...other, ...key };
    expect(() => tasks.get(foreign)).toThrow(ScopeError);
    // The types have no such index in this scope: the run time is what is tested.
    expect(() => (tasks.indexes.byStatus as unknown as typeof Task.indexes.byStatus).query({ status: "OPEN" })).toThrow(
      ScopeError,
    );
  });
});

describe("what a scoped connection reads", () => {
  test("is refused where it is of another value", async () => {
    const misplaced = stored("t2", { G1: { S: "TENANT#t1#OWNER#ada" } });
    const mislabelled = stored("t1", { tenantId: { S: "t2" } });
    const { tenant } = connected(
      { Items: [misplaced] },
      { Items: [misplaced] },
      { Items: [misplaced] },
      { Item: mislabelled },
    );
    const tasks = repository(tenant, Task);
    const reads = [
      () => tasks.indexes.byOwner.query({ owner: "ada" }),
      () => tasks.indexes.byOwner.count({ owner: "ada" }),
      () => tasks.indexes.byOwner.hydrate({ owner: "ada" }),
      () => tasks.get(key),
    ];
    for (const read of reads) {
      const error: unknown = await read().catch((reason: unknown) => reason);
      if (!ReadError.isInstance(error)) throw error;
      expect(error.issues).toMatchObject([{ path: ["tenantId"], code: "outside_scope" }]);
      expect(error.key).toBeUndefined();
      expect(error.message).not.toContain("t2");
    }
  });

  test("is not decoded before, so that no error tells of it", async () => {
    const misplaced = stored("t2", { G1: { S: "TENANT#t1#OWNER#ada" }, title: { N: "1" } });
    const { tenant } = connected({ Items: [misplaced] });
    const read = repository(tenant, Task).indexes.byOwner.query({ owner: "ada" });
    await expect(read).rejects.toMatchObject({ key: undefined, issues: [{ code: "outside_scope" }] });
  });

  test("is left out and reported where the connection reads tolerantly", async () => {
    const misplaced = stored("t2", { G1: { S: "TENANT#t1#OWNER#ada" } });
    const client = stubClient({ Items: [misplaced, stored("t1")] });
    const tenant = scoped(connect(client, { reads: "tolerant" }), own);
    const { items, unreadable } = await repository(tenant, Task).indexes.byOwner.query({ owner: "ada" });
    expect(items).toMatchObject([own]);
    expect(unreadable).toHaveLength(1);
  });

  test("can be written back: an item that was read keeps its write mark", async () => {
    const { client, tenant } = connected({ Item: stored("t1", { _mark: { S: randomMark() } }) }, {});
    const tasks = repository(tenant, Task);
    const task = await tasks.get(key);
    if (!task) expect.unreachable();
    await tasks.move(task, { taskId: "2" }, { where: (t) => eq(t.status, "OPEN") });
    const [action]: readonly unknown[] = JSON.parse(JSON.stringify(client.sent[1]?.input.TransactItems));
    expect(JSON.stringify(action)).toContain("_mark");
  });
});

describe("a cursor", () => {
  test("of one tenant is refused in another", async () => {
    const last = { PK: { S: "TENANT#t2" }, SK: { S: "TASK#1" } };
    const theirs = scoped(connect(stubClient({ Items: [], LastEvaluatedKey: last })), other);
    const { cursor } = await repository(theirs, Task).query({});
    expect(cursor).toBeDefined();
    const { client, tenant } = connected();
    await expect(repository(tenant, Task).query({}, { cursor })).rejects.toSatisfy(CursorError.isInstance);
    expect(client.sent).toEqual([]);
  });
});

describe("a cursor that somebody made", () => {
  /** A cursor like this one for another position, with the checksum that anybody can make. */
  function forged(cursor: string, position: readonly (readonly [string, string])[]): string {
    const [body = ""] = cursor.split(".");
    const payload: unknown[] = JSON.parse(Buffer.from(body, "base64url").toString());
    payload[payload.length - 1] = [position];
    const made = Buffer.from(JSON.stringify(payload)).toString("base64url");
    return `${made}.${createHmac("sha256", "keywright cursor").update(made).digest("base64url").slice(0, 22)}`;
  }

  test("cannot leave the partition of the query", async () => {
    const last = { PK: { S: "TENANT#t1" }, SK: { S: "TASK#1" } };
    const { client, tenant } = connected({ Items: [], LastEvaluatedKey: last }, { Items: [] });
    const tasks = repository(tenant, Task);
    const { cursor = "" } = await tasks.query({});
    const position = (pk: string) =>
      [
        ["S", pk],
        ["S", "TASK#2"],
      ] as const;
    const outside = tasks.query({}, { cursor: forged(cursor, position("TENANT#t2")) });
    await expect(outside).rejects.toMatchObject({ code: "invalid-cursor", problem: "other-query" });
    expect(client.sent).toHaveLength(1);
    // Inside of it, it is as good as any.
    await tasks.query({}, { cursor: forged(cursor, position("TENANT#t1")) });
    expect(client.sent[1]?.input.ExclusiveStartKey).toEqual({ PK: { S: "TENANT#t1" }, SK: { S: "TASK#2" } });
  });

  test("cannot leave the partition of an index", async () => {
    const at = (tenantId: string) =>
      [
        ["S", `TENANT#${tenantId}#OWNER#ada`],
        ["S", "TASK#1"],
        ["S", `TENANT#${tenantId}`],
        ["S", "TASK#1"],
      ] as const;
    const { PK, SK, G1, G2 } = stored("t1");
    const { client, tenant } = connected({ Items: [], LastEvaluatedKey: { PK, SK, G1, G2 } });
    const { byOwner } = repository(tenant, Task).indexes;
    const { cursor = "" } = await byOwner.query({ owner: "ada" });
    const outside = { cursor: forged(cursor, at("t2")) };
    const refused = { code: "invalid-cursor" };
    await expect(byOwner.query({ owner: "ada" }, outside)).rejects.toMatchObject(refused);
    await expect(byOwner.hydrate({ owner: "ada" }, outside)).rejects.toMatchObject(refused);
    expect(client.sent).toHaveLength(1);
  });
});

describe("scopes", () => {
  test("have attributes, with values", () => {
    const db = connect(stubClient());
    for (const scope of [{}, { tenantId: "" }, { tenantId: undefined }, { tenantId: null }, { tenantId: {} }]) {
      expect(() => scoped(db, scope as { tenantId: string })).toThrow(TypeError);
    }
  });

  test("can be nested, and not be changed", async () => {
    const client = stubClient({});
    const outer = scoped(connect(client), own);
    expect(() => scoped(outer, other)).toThrow("tenantId is scoped to another value already");
    const inner = scoped(outer, { taskId: "1" });
    await expect(inner.send(Task.get({ ...own, ...key }))).rejects.toMatchObject({ attribute: "taskId" });
    await repository(scoped(outer, own), Task).get(key);
    expect(client.sent).toHaveLength(1);
  });

  test("may be numbers: they are compared as they are stored", async () => {
    const client = stubClient({ Item: { shop: { N: "7" }, id: { S: "a" } } });
    const shop = scoped(connect(client), { shop: 7 });
    expect(await repository(shop, Order).get({ id: "a" })).toEqual({ shop: 7, id: "a" });
    await expect(shop.send(Order.get({ shop: 8, id: "a" }))).rejects.toMatchObject({ code: "outside-scope" });
    // A text is no shop.
    await expect(
      scoped(connect(stubClient()), { shop: "7" }).send(Order.get({ shop: 7, id: "a" })),
    ).rejects.toMatchObject({ code: "invalid-item" });
  });
});
