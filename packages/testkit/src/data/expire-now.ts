import { type AnyEntity, type AnyTable, isClaimOf, isItemOf, type WireItem } from "keywright";
import { TestkitError } from "../error/testkit-error.ts";
import { unobserved } from "../network/unobserved.ts";
import type { TestDynamoDB } from "../tables/start-dynamodb.ts";
import { deleted, deletedByEngine } from "./expire-item.ts";
import { type ExpiryRecord, expiryRecord } from "./expiry-record.ts";
import { type DataOptions, nameIn, pagesOf } from "./stored/store.ts";

/** Where items expire: what `startDynamoDB` gives. */
export type ExpiryTarget = Pick<TestDynamoDB, "client" | "tableNames" | "clock" | "engine">;

export interface ExpireOptions extends DataOptions {
  /**
   * Who deletes. `kit`, the default, deletes at once, by the clock of the test, on every engine. `engine` waits for an engine that
   * does so by itself (`engine.supports("ttlDeletion")`), whose stream then has records of its own; it goes by the system's
   * time, so the clock of the test must not be ahead. What it had deleted before is not among the records.
   */
  readonly by?: "kit" | "engine";
  /** How long to wait for the engine, in milliseconds. Default: 30,000. */
  readonly timeoutMs?: number;
}

type Expiring = AnyEntity | AnyTable;

/**
 * Deletes what time to live would delete by now, as the clock of the test has it: items whose attribute is a number of
 * seconds that is past, and at most five years. Of entities, their items, and the claims of their unique attributes; of a table,
 * all. Each is deleted on the condition that it is still expired. Gives the records that the table's stream would have, in no order.
 *
 * Requests are `Scan` and `DeleteItem`, ten at a time; they meet no faults and are not recorded.
 *
 * @throws {TestkitError} `expiry-absent` where the table has no time to live; with `by: "engine"` also where the clock is
 * ahead of the system's, `engine-lacks-capability`, and `eventually-timeout` where the engine takes longer.
 *
 * @example
 * dynamodb.clock.advance({ days: 1 });
 * const records = await expireNow(dynamodb, Session);
 * await handler({ Records: records });
 */
export function expireNow(
  dynamodb: ExpiryTarget,
  what: Expiring | readonly Expiring[],
  options: ExpireOptions = {},
): Promise<ExpiryRecord[]> {
  return unobserved(async () => {
    const all: readonly Expiring[] = "model" in what ? [what] : what;
    const now = dynamodb.clock.now();
    if (options.by === "engine") checkEngine(dynamodb, now);
    const records: ExpiryRecord[] = [];
    for (const [table, owners] of byTable(all)) {
      for await (const record of expireTable(dynamodb, table, owners, now, options)) records.push(record);
    }
    return records;
  });
}

type TableModel = AnyTable["model"];

/** Which items of a table are meant. */
interface Owner {
  /** The name of the entity; claims are of none. */
  readonly name: string | undefined;
  owns(item: WireItem): boolean;
}

/** The tables, each with whose items are meant; `undefined` for all. */
function byTable(all: readonly Expiring[]): ReadonlyMap<TableModel, readonly Owner[] | undefined> {
  const found = new Map<string, { readonly table: TableModel; owners: Owner[] | undefined }>();
  const add = (table: TableModel, owner: Owner | undefined): void => {
    const known = found.get(table.name);
    if (!known) found.set(table.name, { table, owners: owner && [owner] });
    else if (owner) known.owners?.push(owner);
    else known.owners = undefined;
  };
  for (const each of all) {
    const table = isEntity(each) ? each.model.table : each.model;
    if (table.timeToLive === undefined) {
      throw new TestkitError({
        code: "expiry-absent",
        message: `The table '${table.name}' has no time to live, so nothing expires in it: name the attribute in defineTable({ timeToLive: "expiresAt" }).`,
      });
    }
    if (!isEntity(each)) {
      add(table, undefined);
      continue;
    }
    const { name, model } = each;
    add(table, { name, owns: (item) => isItemOf(model, item) });
    const claims = model.unique?.table;
    // From a table without time to live nothing is deleted: an expired claim is free, and lies there.
    if (claims?.timeToLive !== undefined) add(claims, { name: undefined, owns: (item) => isClaimOf(model, item) });
  }
  return new Map([...found.values()].map(({ table, owners }) => [table, owners]));
}

function isEntity(each: Expiring): each is AnyEntity {
  return "table" in each.model;
}

function checkEngine({ engine }: ExpiryTarget, now: Date): void {
  engine.require("ttlDeletion");
  if (now.getTime() <= Date.now() + 1000) return;
  throw new TestkitError({
    code: "expiry-absent",
    message: `The clock of the test is ahead of the system's, by which ${engine.name} deletes expired items: leave by: "engine" out, or call clock.reset() first.`,
  });
}

// What a fraction of a second after the expiry is, is the next second's.
const secondsOf = (date: Date): number => Math.floor(date.getTime() / 1000);
const YEARS = 5;

/** From when to when an item must have expired to be deleted: what lies further back is taken for no time at all. */
function bounds(now: Date): WireItem {
  const oldest = new Date(now);
  oldest.setUTCFullYear(now.getUTCFullYear() - YEARS);
  return { ":oldest": { N: String(secondsOf(oldest)) }, ":now": { N: String(secondsOf(now)) } };
}

const PARALLEL = 10;

async function* expireTable(
  dynamodb: ExpiryTarget,
  table: TableModel,
  owners: readonly Owner[] | undefined,
  now: Date,
  options: ExpireOptions,
): AsyncGenerator<ExpiryRecord> {
  const expired = {
    expression: "#ttl BETWEEN :oldest AND :now",
    names: { "#ttl": table.timeToLive ?? "" },
    values: bounds(now),
  };
  const tableName = nameIn(dynamodb, table.name);
  const region = String(await dynamodb.client.config.region());
  let items = 0;
  for await (const page of pagesOf(dynamodb, tableName, options.signal, { filter: expired })) {
    const found = page.flatMap((item) => {
      const owner = owners?.find(({ owns }) => owns(item));
      return owners && !owner ? [] : [{ item, entity: owner?.name }];
    });
    for (let start = 0; start < found.length; start += PARALLEL) {
      options.signal?.throwIfAborted();
      const gone = await Promise.all(
        found.slice(start, start + PARALLEL).map(async ({ item, entity }) => {
          const key = keyOf(table, item);
          const image =
            options.by === "engine"
              ? await deletedByEngine(dynamodb, tableName, key, item, options.timeoutMs)
              : await deleted(dynamodb, tableName, key, expired);
          return image && expiryRecord({ table, entity, key, image, now, region, madeBy: options.by ?? "kit" });
        }),
      );
      for (const record of gone) if (record) yield record;
      items += gone.filter((record) => record !== undefined).length;
      options.onProgress?.({ items });
    }
  }
}

function keyOf({ partitionKey, sortKey }: TableModel, item: WireItem): WireItem {
  const names = sortKey ? [partitionKey.name, sortKey.name] : [partitionKey.name];
  return Object.fromEntries(names.flatMap((name) => (item[name] ? [[name, item[name]]] : [])));
}
