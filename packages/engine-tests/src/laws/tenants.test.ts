import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { WireItem } from "@keywright/schema";
import fc from "fast-check";
import {
  type AnyEntity,
  CursorError,
  connect,
  type Database,
  deletePartition,
  KeywrightError,
  type Operation,
  type RequestEvent,
  repository,
  ScopeError,
  scoped,
  verifyIndexKeys,
} from "keywright";
import { expect, test } from "vitest";
import { nameOf, runs, storedItems, useDynamoDB } from "../test-support.ts";
import {
  Comment,
  forge,
  partitionsOf,
  prefixOf,
  project,
  reads,
  type Step,
  seed,
  step,
  Task,
  table,
  tenants,
  User,
} from "./tenant-cases.ts";

const dynamodb = useDynamoDB();
const entities = { Task, Comment };

type Item = Readonly<Record<string, unknown>>;
type Verbs = Readonly<Record<string, (...input: readonly unknown[]) => Operation<unknown>>>;
type Bound = Readonly<Record<string, (...input: readonly unknown[]) => Promise<unknown>>>;

/** What an attacker may have got hold of. */
interface Loot {
  readonly cursors: string[];
  readonly items: Item[];
}

/** Puts items of all tenants into a new table; gives what can be read of them without a scope. */
async function prepare(items: typeof seed extends fc.Arbitrary<infer T> ? T : never): Promise<Loot> {
  const { db } = dynamodb();
  await dynamodb().dropTables();
  await dynamodb().createTables(table);
  const [tasks, comments] = [repository(db, Task), repository(db, Comment)];
  const loot: Loot = { cursors: [], items: [] };
  for (const { tenant: tenantId, entity, place, owner, rank, expired } of items) {
    const item = { tenantId, ...place, title: "title", owner };
    if (entity === "Comment") loot.items.push(await comments.put(item));
    else loot.items.push(await tasks.upsert({ ...item, rank, ...(expired && { expiresAt: new Date(1000) }) }));
  }
  for (const tenantId of tenants) {
    for (const owner of ["ada", "eve"])
      take(loot, await tasks.indexes.byOwner.query({ tenantId, owner }, { limit: 1 }));
    for (const of of ["p", "q"]) take(loot, await tasks.query({ tenantId, project: of }, { limit: 1 }));
  }
  return loot;
}

function take({ cursors, items }: Loot, result: unknown): void {
  if (typeof result !== "object" || result === null) return;
  for (const name of ["cursor", "previous"] as const) {
    const cursor = name in result ? (result as Item)[name] : undefined;
    if (typeof cursor === "string") cursors.push(cursor);
  }
  if ("tenantId" in result && "version" in result) items.push(result as Item);
}

/** Lets another program write index keys of this tenant into some items of the others. */
async function misplace(own: string): Promise<void> {
  const items = await storedItems(dynamodb(), table);
  const tasks = items.filter(({ PK, SK }) => !isOf(own, PK) && SK && "S" in SK && SK.S.startsWith("TASK#"));
  for (const [i, task] of tasks.slice(0, 3).entries()) {
    const Item = { ...task, G1: { S: `${prefixOf(own)}OWNER#${i === 0 ? "ada" : "eve"}` } };
    await dynamodb().client.send(new PutItemCommand({ TableName: nameOf(dynamodb(), table), Item }));
  }
}

function isOf(tenantId: string, PK: WireItem[string] | undefined): boolean {
  return PK !== undefined && "S" in PK && PK.S.startsWith(prefixOf(tenantId));
}

async function stored(
  own: string,
): Promise<{ readonly mine: readonly WireItem[]; readonly theirs: readonly string[] }> {
  const items = await storedItems(dynamodb(), table);
  return {
    mine: items.filter(({ PK }) => isOf(own, PK)),
    theirs: items
      .filter(({ PK }) => !isOf(own, PK))
      .map((item) => JSON.stringify(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))))
      .sort(),
  };
}

/** Performs one step; what comes of it is an answer, or an error. */
async function perform(db: Database<"tenantId">, own: string, each: Step, loot: Loot): Promise<unknown> {
  const { verb, place, owner, says, rank } = each;
  const tenant = says === undefined ? {} : { tenantId: says };
  const entity: AnyEntity & { readonly indexes: object } =
    // The index by rank has tasks only.
    verb === "byRank.query" ? Task : entities[each.entity];
  const options = { ...each.options, cursor: cursorOf(each, loot) };
  const key = { ...tenant, ...place };
  const item = { ...key, title: "changed", owner, ...(each.entity === "Task" && { rank }) };
  // Every other time an item of this tenant, so that not everything is refused.
  const items = each.pick % 2 === 0 ? loot.items : loot.items.filter(({ tenantId }) => tenantId === own);
  const read = items[each.pick % items.length] ?? {};
  const expected = each.expecting && each.entity === "Task" && "version" in read ? { expected: read } : {};
  const call = (name: string, ...input: readonly unknown[]): Promise<unknown> => send(db, each, entity, name, input);
  const of = { ...tenant, project: place.project };
  switch (verb) {
    case "query":
    case "byRank.query":
      return call(verb, of, options);
    case "first":
    case "count": {
      const { order, pageSize, where } = each.options;
      const some = verb === "first" ? { ...(order && { order }) } : { cursor: options.cursor };
      return call(verb, of, { ...(pageSize && { pageSize }), ...(where && { where }), ...some });
    }
    case "byOwner.query":
    case "byOwner.hydrate":
      return call(verb, { ...tenant, owner }, options);
    case "byOwner.first":
    case "byOwner.count":
      return call(verb, { ...tenant, owner });
    case "get":
      return call(verb, key, { consistent: each.expecting });
    case "collection":
      return db.send(project.query(of as never, { ...each.options, where: {}, cursor: options.cursor }));
    case "deletePartition":
      return deletePartition(db, Task.query(of as never, each.options as never));
    case "create":
    case "upsert":
      return call(verb, item);
    case "put":
      return call(verb, { ...item, version: 1 }, expected);
    case "update":
      return call(
        verb,
        key,
        { title: "changed", ...(each.entity === "Task" && { owner }) },
        { known: tenant, ...expected },
      );
    case "delete":
      return call(verb, key, { mustExist: false, ...expected });
    case "check":
      return call(verb, key, expected);
    case "move":
      return call(verb, read, { ...tenant, id: place.id });
    case "scan":
    case "byOwner.scan":
      return call(verb);
    case "byStatus.query":
      return db.send(Task.indexes.byStatus.query({ status: "OPEN" }));
    case "user.get":
      return db.send(User.get({ id: place.id }));
    case "user.create":
      return db.send(User.create({ ...tenant, id: place.id } as never));
    case "verifyIndexKeys":
      return verifyIndexKeys(db, Task, { fix: true });
    default:
      return verb satisfies never;
  }
}

function cursorOf({ cursor, pick }: Step, { cursors }: Loot): string | undefined {
  const [one, another] = [cursors[pick % cursors.length], cursors[(pick * 7) % cursors.length]];
  if (cursor === "none" || one === undefined || another === undefined) return undefined;
  return cursor === "one" ? one : forge(one, another);
}

async function send(
  db: Database<"tenantId">,
  { via, says }: Step,
  entity: AnyEntity & { readonly indexes: object },
  name: string,
  input: readonly unknown[],
): Promise<unknown> {
  const path = name.split(".");
  const [index, verb = ""] = path.length === 1 ? [undefined, ...path] : path;
  // Generated input: the verbs take what their types say, and have to refuse the rest.
  const on = <V>(verbs: unknown): V =>
    (index === undefined ? verbs : (verbs as { readonly indexes: Item }).indexes[index]) as V;
  if (via === "repository" && says === undefined) {
    return on<Bound>(repository(db, entity as never))[verb]?.(...input);
  }
  const operation = on<Verbs>(entity)[verb]?.(...input);
  if (operation === undefined) throw new Error(`no verb ${name}`);
  if (via === "items" && ["query", "hydrate", "scan"].includes(verb)) {
    const items: unknown[] = [];
    for await (const item of db.items(operation as never)) items.push(item);
    return { items };
  }
  if (via !== "attempt") return db.send(operation);
  const attempt = await db.attempt(operation);
  if (!attempt.ok) throw attempt.error;
  return attempt.value;
}

/** All tenants that an answer, or what an error tells, has items of. */
function tenantsIn(value: unknown): readonly unknown[] {
  if (typeof value !== "object" || value === null || value instanceof Date) return [];
  const own = "tenantId" in value ? [value.tenantId] : [];
  return [...own, ...Object.values(value).flatMap(tenantsIn)];
}

test("nothing that is done under a scope leaves it", async () => {
  const outcomes: Record<string, number> = {};
  await fc.assert(
    fc.asyncProperty(
      seed,
      fc.constantFrom(...tenants),
      fc.boolean(),
      fc.constantFrom("structural" as const, "tolerant" as const),
      fc.array(step, { minLength: 15, maxLength: 40 }),
      async (items, own, misplacing, readMode, steps) => {
        const loot = await prepare(items);
        if (misplacing) await misplace(own);
        const events: RequestEvent[] = [];
        const { client, tableNames } = dynamodb();
        const observe = (event: RequestEvent): void => void events.push(event);
        const db = scoped(connect(client, { tables: tableNames, reads: readMode, observe }), { tenantId: own });
        const { theirs } = await stored(own);
        for (const each of steps) {
          const before = each.verb === "count" ? (await stored(own)).mine : [];
          events.length = 0;
          const answer = await perform(db, own, each, loot).catch((error: unknown) => error);
          for (const { request, input } of events) {
            for (const partition of partitionsOf(request, input))
              expect(partition.startsWith(prefixOf(own))).toBe(true);
          }
          const outcome =
            answer instanceof Error ? codeOf(answer) : reads.some((verb) => verb === each.verb) ? "read" : "done";
          outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
          if (ScopeError.isInstance(answer) || CursorError.isInstance(answer)) expect(events).toEqual([]);
          const { entity, ...told } = (answer ?? {}) as Item;
          expect(new Set([own, ...tenantsIn(told)])).toEqual(new Set([own]));
          if (each.says !== undefined && each.says !== own) expect(outcome).toBe("outside-scope");
          if (each.verb === "count" && outcome === "read" && each.cursor === "none" && !each.options.where) {
            expect(told.count).toBe(before.filter(isLive(each)).length);
          }
          if (!(answer instanceof Error)) take(loot, answer);
        }
        expect((await stored(own)).theirs).toEqual(theirs);
      },
    ),
    { numRuns: runs(50) },
  );
  // The law would hold of operations that are all refused, too.
  const found = ["read", "done", "outside-scope", "invalid-cursor", "unreadable-item", "version-conflict"];
  expect(Object.keys(outcomes)).toEqual(expect.arrayContaining(found));
});

function codeOf(error: Error): string {
  if (!KeywrightError.isInstance(error)) throw error;
  return error.code;
}

function isLive({ entity, place }: Step): (item: WireItem) => boolean {
  return ({ PK, SK, expiresAt }) =>
    PK !== undefined &&
    "S" in PK &&
    PK.S.endsWith(`#PROJECT#${place.project}`) &&
    SK !== undefined &&
    "S" in SK &&
    SK.S.startsWith(`${entity.toUpperCase()}#`) &&
    expiresAt === undefined;
}
