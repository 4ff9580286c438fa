import { eq } from "@keywright/expressions";
import { defineTable } from "@keywright/schema";
import { describe, expectTypeOf, test } from "vitest";
import * as z from "zod";
import { collection } from "../definition/collection.ts";
import { defineEntity } from "../definition/define-entity.ts";
import type { Item } from "../definition/entity.ts";
import type { Database } from "./database.ts";
import { type Repository, repository } from "./repository.ts";
import { scoped } from "./scoped.ts";
import { scopedEntity } from "./scoped-entity.ts";

declare const db: Database;

const table = defineTable({
  name: "Tenants",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byOwner: { type: "global", partitionKey: { G1: "S" }, sortKey: { G2: "S" }, projection: ["title"] },
    byStatus: { type: "global", partitionKey: { H1: "S" }, sortKey: { H2: "S" }, projection: "ALL" },
    byRank: { type: "local", sortKey: { rank: "N" }, projection: "KEYS_ONLY" },
    byRegion: {
      type: "global",
      partitionKey: [{ tenantId: "S" }, { region: "S" }],
      sortKey: { H2: "S" },
      projection: "ALL",
    },
  },
});

const Task = defineEntity({
  name: "Task",
  table,
  schema: z.object({
    tenantId: z.string(),
    projectId: z.string(),
    taskId: z.string(),
    title: z.string(),
    owner: z.string(),
    region: z.string(),
    status: z.enum(["OPEN", "DONE"]).default("OPEN"),
    rank: z.int(),
    points: z.int().optional(),
  }),
  key: { PK: "TENANT#{tenantId}#{projectId}", SK: "TASK#{taskId}" },
  indexes: {
    byOwner: { G1: "TENANT#{tenantId}#OWNER#{owner}", G2: "TASK#{taskId}" },
    byStatus: { H1: "STATUS#{status}", H2: "TENANT#{tenantId}#{points:8}" },
    byRank: {},
    byRegion: { H2: "TENANT#{tenantId}#{points:8}" },
  },
  version: "version",
});
type Task = Item<typeof Task>;

const Setting = defineEntity({
  name: "Setting",
  table,
  schema: z.object({ tenantId: z.string(), name: z.string(), value: z.string() }),
  key: { PK: "TENANT#{tenantId}", SK: "SETTING#{name}" },
});

const User = defineEntity({
  name: "User",
  table,
  schema: z.object({ userId: z.string(), tenantId: z.string() }),
  key: { PK: "USER#{userId}", SK: "USER" },
});

const Payment = defineEntity({
  name: "Payment",
  table,
  schema: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("card"), tenantId: z.string(), id: z.string(), last4: z.string() }),
    z.object({ kind: z.literal("cash"), tenantId: z.string(), id: z.string(), currency: z.string().default("EUR") }),
  ]),
  key: { PK: "PAYMENTS#{tenantId}", SK: "{id}" },
});

const tenant = scoped(db, { tenantId: "t1" });
const tasks = repository(tenant, Task);
const key = { projectId: "p", taskId: "1" };
const input = { ...key, title: "Write", owner: "o", region: "eu", rank: 1 };
declare const task: Task;

describe("the connection", () => {
  test("knows what it is scoped to, and is a connection all the same", () => {
    expectTypeOf(tenant).toEqualTypeOf<Database<"tenantId">>();
    expectTypeOf(scoped(tenant, { region: "eu" })).toEqualTypeOf<Database<"tenantId" | "region">>();
    const any: Database = tenant;
    expectTypeOf(any.send(Task.get({ ...key, tenantId: "t1" }))).toEqualTypeOf<Promise<Task | undefined>>();
    // @ts-expect-error the connection has no scope
    expectTypeOf<Database<"tenantId">>(db);
    // @ts-expect-error a scope has values
    scoped(db, { tenantId: undefined });
  });

  test("takes entities whose partition key is made of the attributes of the scope", () => {
    repository(tenant, Setting);
    // @ts-expect-error users are found by their id
    repository(tenant, User);
    // @ts-expect-error tasks of a tenant lie in several regions
    repository(scoped(tenant, { region: "eu" }), Task);
  });

  test("without a scope leaves repositories as they are", () => {
    expectTypeOf<Repository<typeof Task>>(repository(db, Task));
    // @ts-expect-error the tenant is missing
    repository(db, Task).get(key);
  });
});

describe("under a scope", () => {
  test("keys and items have no tenant, and results do", () => {
    expectTypeOf(tasks.get(key)).resolves.toEqualTypeOf<Task | undefined>();
    expectTypeOf(tasks.create(input)).resolves.toEqualTypeOf<Task>();
    expectTypeOf(tasks.upsert(input)).resolves.toEqualTypeOf<Task>();
    expectTypeOf(tasks.put({ ...task, title: "Rewrite" }, { expected: task })).resolves.toEqualTypeOf<Task>();
    expectTypeOf(tasks.delete(key, { returning: "old" })).resolves.toEqualTypeOf<Task>();
    expectTypeOf(tasks.check(key, { where: (t) => eq(t.tenantId, "t1") })).resolves.toEqualTypeOf<undefined>();
    expectTypeOf(tasks.move(task, { projectId: "q" })).resolves.toEqualTypeOf<Task>();
    expectTypeOf(tasks.get(key, { select: ["tenantId", "title"] })).resolves.toExtend<
      { tenantId: string; title: string } | undefined
    >();
    // @ts-expect-error the scope has the tenant
    tasks.get({ ...key, tenantId: "t1" as const, extra: 1 });
    // @ts-expect-error the scope has the tenant
    tasks.get({ tenantId: "t1", projectId: "p", taskId: "1" });
    // @ts-expect-error the scope has the tenant
    tasks.create({ tenantId: "t1", ...input });
    // @ts-expect-error the scope has the tenant
    tasks.upsert({ tenantId: "t1", ...input });
    // @ts-expect-error the scope has the tenant
    tasks.delete({ tenantId: "t1", projectId: "p", taskId: "1" });
    // @ts-expect-error an item cannot move to another tenant
    tasks.move(task, { tenantId: "t2" });
    // @ts-expect-error the rest of the key is still needed
    tasks.get({ taskId: "1" });
    // @ts-expect-error the rest of the item is still needed
    tasks.create(key);
  });

  test("an item that was read serves as key and as item", () => {
    tasks.update(task, { title: "Rewrite" }, { expected: task });
    tasks.delete(task, { expected: task });
    tasks.put(task);
  });

  test("updates cannot change the tenant, and need not say it for index keys", () => {
    expectTypeOf(tasks.update(key, { owner: "o2" })).resolves.toEqualTypeOf<Task>();
    tasks.update(key, { status: "DONE" });
    tasks.update(key, { points: 3 });
    // @ts-expect-error the tenant is part of the key
    tasks.update(key, { tenantId: "t2" });
  });

  test("queries have no tenant", () => {
    expectTypeOf(tasks.query({ projectId: "p" }).then((page) => page.items)).resolves.toEqualTypeOf<readonly Task[]>();
    tasks.query({ projectId: "p", taskId: { beginsWith: "1" } }, { where: (t) => eq(t.status, "OPEN") });
    expectTypeOf(tasks.first({ projectId: "p" })).resolves.toEqualTypeOf<Task | undefined>();
    expectTypeOf(tasks.count({ projectId: "p" }).then(({ count }) => count)).resolves.toEqualTypeOf<number>();
    repository(tenant, Setting).query({});
    repository(tenant, Setting).query({ name: { gte: "a" } });
    // @ts-expect-error the scope has the tenant
    tasks.query({ tenantId: "t1", projectId: "p" });
    // @ts-expect-error the rest of the partition key is still needed
    tasks.query({});
    // @ts-expect-error a table is not read as a whole
    expectTypeOf(tasks.scan);
  });

  test("an index is there only if its partition key is made of the tenant", () => {
    expectTypeOf(tasks.indexes.byOwner.query({ owner: "o" }).then((page) => page.items[0])).resolves.toExtend<
      { tenantId: string; projectId: string; taskId: string; title: string; owner: string } | undefined
    >();
    expectTypeOf(tasks.indexes.byOwner.hydrate({ owner: "o" }).then((page) => page.items)).resolves.toEqualTypeOf<
      readonly Task[]
    >();
    tasks.indexes.byRank.query({ projectId: "p", rank: { gt: 3 } }, { consistent: true });
    expectTypeOf(tasks.indexes.byRegion.first({ region: "eu" })).resolves.toEqualTypeOf<Task | undefined>();
    // @ts-expect-error the scope has the tenant
    tasks.indexes.byOwner.query({ tenantId: "t1", owner: "o" });
    // @ts-expect-error its partitions hold the tasks of all tenants
    tasks.indexes.byStatus.query({ status: "OPEN" });
    // @ts-expect-error an index is not read as a whole
    expectTypeOf(tasks.indexes.byOwner.scan);
    // @ts-expect-error the index does not project it
    tasks.indexes.byOwner.query({ owner: "o" }, { select: ["points"] });
  });

  test("unions of objects have no tenant in any variant", () => {
    const payments = repository(tenant, Payment);
    payments.create({ kind: "card", id: "1", last4: "4242" });
    payments.create({ kind: "cash", id: "2" });
    expectTypeOf(payments.get({ id: "1" })).resolves.toEqualTypeOf<Item<typeof Payment> | undefined>();
    // @ts-expect-error a card has four digits
    payments.create({ kind: "card", id: "1" });
    // @ts-expect-error the scope has the tenant
    payments.create({ kind: "cash", id: "2", tenantId: "t1" });
  });

  test("operations built elsewhere have the tenant, as anywhere", () => {
    const project = collection({ tasks: Task });
    expectTypeOf(tenant.send(Task.get({ ...key, tenantId: "t1" }))).resolves.toEqualTypeOf<Task | undefined>();
    tenant.send(project.query({ tenantId: "t1", projectId: "p" }));
    // @ts-expect-error the operation itself is complete
    Task.get(key);
  });

  test("an entity describes operations without the tenant", () => {
    const described = scopedEntity(tenant, Task);
    expectTypeOf(tenant.send(described.get(key))).resolves.toEqualTypeOf<Task | undefined>();
    expectTypeOf(
      tenant
        .items(described.query({ projectId: "p" }))
        [Symbol.asyncIterator]()
        .next(),
    ).resolves.toExtend<IteratorResult<Task, void>>();
    tenant.items(described.indexes.byOwner.hydrate({ owner: "o" }));
    // @ts-expect-error the scope has the tenant
    described.get({ tenantId: "t1", projectId: "p", taskId: "1" });
    // @ts-expect-error its partitions hold the tasks of all tenants
    described.indexes.byStatus.query({ status: "OPEN" });
    // @ts-expect-error users are found by their id
    scopedEntity(tenant, User);
  });

  test("a repository has a name to depend on", () => {
    const same: Repository<typeof Task, "tenantId"> = repository(tenant, Task);
    expectTypeOf<typeof same>(tasks);
    type Reader = Pick<Repository<typeof Task, "tenantId">, "get">;
    expectTypeOf<Reader>({ get: () => Promise.resolve(undefined) as never });
  });
});
