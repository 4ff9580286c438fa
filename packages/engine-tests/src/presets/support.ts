import { DeleteItemCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { TestDynamoDB } from "@keywright/testkit";
import { type AnyEntity, type AnyTable, type Operation, verifyIndexKeys, type WireItem } from "keywright";
import { beforeEach, describe, expect, test } from "vitest";
import { nameOf, storedItems } from "../test-support.ts";

export type Values = Readonly<Record<string, unknown>>;

interface Verbs {
  get(key: Values): Operation<unknown>;
  put(item: Values): Operation<unknown>;
  upsert(item: Values): Operation<unknown>;
  update(key: Values, changes: Values, options?: Values): Operation<unknown>;
  query(key: Values): Operation<{ readonly items: readonly unknown[] }>;
}

/** An entity of any model, called with values of any type: the models are told apart by data here, not by types. */
export interface LooseEntity extends AnyEntity, Verbs {
  readonly indexes: { readonly [index: string]: Pick<Verbs, "query"> };
}

/** The other library's side of a model. */
export interface Theirs {
  put(item: Values): Promise<unknown>;
  get(key: Values): Promise<unknown>;
  /** The items of a query, by its name. */
  query(name: string, key: Values): Promise<readonly unknown[]>;
  update(key: Values, changes: Values): Promise<unknown>;
}

export interface QueryCase {
  /** The index, or none for the table. */
  readonly index?: string;
  readonly key: Values;
  /** What the other library calls the query, and its key where that differs. */
  readonly theirName: string;
  readonly theirKey?: Values;
}

/** One model, as both libraries define it. */
export interface ModelCase {
  readonly name: string;
  readonly table: AnyTable;
  readonly ours: unknown;
  theirs(client: DynamoDBClient, tableName: string): Theirs;
  readonly key: Values;
  /** An item as we have it, and as they do where that differs. */
  readonly item: Values;
  readonly theirItem?: Values;
  readonly queries: readonly QueryCase[];
  readonly change: Values;
  readonly theirChange?: Values;
  /** What they read after the change, where that is not what they wrote. */
  readonly theirChanged?: Values;
  /** Attributes that the change needs to make index keys. */
  readonly known?: Values;
  /** Attributes that they store as parts of keys only, and we by themselves too. */
  readonly inKeysOnly?: readonly string[];
}

/** Compares both libraries, each reading what the other wrote, over a list of models. */
export function compareModels(
  dynamodb: () => TestDynamoDB,
  models: readonly ModelCase[],
  clean: (item: WireItem) => WireItem = (item) => item,
): void {
  describe.each(models)("$name", (model) => {
    const { table, key, item, theirItem = item, change, theirChange = change } = model;
    const ours = model.ours as LooseEntity;
    const theirs = (): Theirs => model.theirs(dynamodb().client, nameOf(dynamodb(), table));
    const stored = async (): Promise<readonly WireItem[]> => (await storedItems(dynamodb(), table)).map(comparable);
    const comparable = (wire: WireItem): WireItem => sortSets(clean(without(wire, model.inKeysOnly ?? [])));
    const theirQueries = async (): Promise<readonly (readonly unknown[])[]> =>
      Promise.all(model.queries.map((query) => theirs().query(query.theirName, query.theirKey ?? query.key)));
    const ourQueries = async (): Promise<readonly (readonly unknown[])[]> =>
      Promise.all(
        model.queries.map(async ({ index, key: condition }) => {
          const verbs = index === undefined ? ours : ours.indexes[index];
          if (verbs === undefined) throw new Error(`the model has no index ${index}`);
          return (await dynamodb().db.send(verbs.query(condition))).items;
        }),
      );
    beforeEach(() => empty(dynamodb(), table));

    test("is stored the same by both", async () => {
      await theirs().put({ ...theirItem });
      const written = await stored();
      await empty(dynamodb(), table);
      await dynamodb().db.send(ours.put(item));
      expect(await stored()).toEqual(written);
      await empty(dynamodb(), table);
      await dynamodb().db.send(ours.upsert(item));
      expect(await stored()).toEqual(written);
    });

    test("is read by us as they wrote it", async () => {
      await theirs().put({ ...theirItem });
      expect(await dynamodb().db.send(ours.get(key))).toMatchObject(item);
      expect(await ourQueries()).toEqual(model.queries.map(() => [expect.objectContaining(item)]));
      expect(await verifyIndexKeys(dynamodb().db, ours)).toEqual({ checked: 1, skipped: 0, wrong: [] });
    });

    test("is read by them as we wrote it", async () => {
      await dynamodb().db.send(ours.put(item));
      expect(await theirs().get(key)).toMatchObject(theirItem);
      expect(await theirQueries()).toEqual(model.queries.map(() => [expect.objectContaining(theirItem)]));
    });

    test("is changed by both in the same way", async () => {
      await theirs().put({ ...theirItem });
      await theirs().update(key, { ...theirChange });
      const changed = await stored();
      await empty(dynamodb(), table);
      await theirs().put({ ...theirItem });
      await dynamodb().db.send(ours.update(key, change, { ...(model.known && { known: model.known }) }));
      expect(await stored()).toEqual(changed);
      expect(await theirs().get(key)).toMatchObject(model.theirChanged ?? theirChange);
    });
  });
}

/** Deletes what is stored in a table. */
export async function empty(dynamodb: TestDynamoDB, table: AnyTable): Promise<void> {
  const { partitionKey, sortKey } = table.model;
  for (const item of await storedItems(dynamodb, table)) {
    const names = [partitionKey.name, ...(sortKey ? [sortKey.name] : [])];
    const Key = Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
    await dynamodb.client.send(new DeleteItemCommand({ TableName: nameOf(dynamodb, table), Key }));
  }
}

function without(item: WireItem, names: readonly string[]): WireItem {
  return Object.fromEntries(Object.entries(item).filter(([name]) => !names.includes(name)));
}

// Engines give the members of a set in an order of their own.
function sortSets(item: WireItem): WireItem {
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => {
      if ("SS" in value) return [name, { SS: [...value.SS].sort() }];
      if ("NS" in value) return [name, { NS: [...value.NS].sort() }];
      return [name, value];
    }),
  );
}

/** Timestamps differ from write to write: their form is compared. */
export function withoutTimes(names: readonly string[]): (item: WireItem) => WireItem {
  return (item) =>
    Object.fromEntries(
      Object.entries(item).map(([name, value]) => {
        if (!names.includes(name)) return [name, value];
        const text = "S" in value ? value.S : "N" in value ? value.N : "";
        return [name, { S: `${Object.keys(value).join()} ${text.replace(/\d/g, "0")}` }];
      }),
    );
}
