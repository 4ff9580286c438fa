import { type AnyEntity, type Database, deletePartition, type Operation, repository, verifyIndexKeys } from "keywright";
import { Comment, changed, forge, project, type Step, Task, User } from "./tenant-cases.ts";

const entities = { Task, Comment };

type Item = Readonly<Record<string, unknown>>;
type Verbs = Readonly<Record<string, (...input: readonly unknown[]) => Operation<unknown>>>;
type Bound = Readonly<Record<string, (...input: readonly unknown[]) => Promise<unknown>>>;

/** What an attacker may have got hold of. */
export interface Loot {
  readonly cursors: string[];
  readonly items: Item[];
}

/** Adds what an answer gives away. */
export function take({ cursors, items }: Loot, result: unknown): void {
  if (typeof result !== "object" || result === null) return;
  for (const name of ["cursor", "previous"] as const) {
    const cursor = name in result ? (result as Item)[name] : undefined;
    if (typeof cursor === "string") cursors.push(cursor);
  }
  if ("tenantId" in result && "version" in result) items.push(result as Item);
}

/** Performs one step, with a cursor if one is given; what comes of it is an answer, or an error. */
export async function perform(
  db: Database<"tenantId">,
  own: string,
  each: Step,
  loot: Loot,
  given?: string,
): Promise<unknown> {
  const { verb, place, owner, says, rank } = each;
  const tenant = says === undefined ? {} : { tenantId: says };
  const entity: AnyEntity & { readonly indexes: object } =
    // The index by rank has tasks only.
    verb === "byRank.query" ? Task : entities[each.entity];
  const options = { ...each.options, cursor: given ?? cursorOf(each, loot) };
  const key = { ...tenant, ...place };
  const item = { ...key, title: changed, owner, ...(each.entity === "Task" && { rank }) };
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
        { title: changed, ...(each.entity === "Task" && { owner }) },
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
