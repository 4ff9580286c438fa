import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  type ConsumedCapacity,
  GetItemCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import type { Behaviours } from "../behaviour.ts";
import type { Bench } from "../bench.ts";
import { holds, same } from "../differs.ts";
import { N, S } from "../values.ts";

const total = { ReturnConsumedCapacity: "TOTAL" } as const;
const each = { ReturnConsumedCapacity: "INDEXES" } as const;
const filler = (kilobytes: number) => S("x".repeat(kilobytes * 1024));
const units = (output: { readonly ConsumedCapacity?: ConsumedCapacity | undefined }) =>
  output.ConsumedCapacity?.CapacityUnits;
const unitsOfAll = (output: { readonly ConsumedCapacity?: readonly ConsumedCapacity[] | undefined }) =>
  output.ConsumedCapacity?.map(({ CapacityUnits }) => CapacityUnits);

/** What the table and its global indexes took. */
function arms(capacity: ConsumedCapacity | undefined): Record<string, number | undefined> {
  const indexes = Object.entries(capacity?.GlobalSecondaryIndexes ?? {});
  return {
    table: capacity?.Table?.CapacityUnits,
    ...Object.fromEntries(indexes.map(([name, { CapacityUnits }]) => [name, CapacityUnits])),
  };
}

const otherwise = "Figures of consumed capacity in a test are not the service's.";
const plain = (bench: Bench) => ({ TableName: bench.tables.plain });

export const capacity = {
  "capacity-of-get": {
    group: "capacity",
    does: "A get takes a unit for each 4 KB that was begun, half of it when eventually consistent, and the least for no item",
    proves: "consumedCapacity",
    otherwise,
    probe: async (bench) => {
      const get = async (ConsistentRead: boolean, sk = "a") =>
        units(
          await bench.client.send(
            new GetItemCommand({ ...plain(bench), Key: bench.key(sk), ConsistentRead, ...total }),
          ),
        );
      await bench.put({ filler: filler(8) }, "a", plain(bench));
      same([await get(true), await get(false)], [3, 1.5], "of 8 KB and some bytes");
      same([await get(true, "no"), await get(false, "no")], [1, 0.5], "of no item");
    },
  },
  "capacity-of-query": {
    group: "capacity",
    does: "A query takes units for the sum of what it read, rounded up once, before filter and projection",
    proves: "consumedCapacity",
    otherwise,
    probe: async (bench) => {
      for (const sk of ["a", "b", "c"]) await bench.put({ filler: filler(3) }, sk, plain(bench));
      const query = async (more = {}) => units(await bench.query({ ...plain(bench), ...total, ...more }));
      same(await query(), 3, "of 9 KB");
      same(await query({ ConsistentRead: false }), 1.5, "eventually consistent");
      same(await query({ FilterExpression: "attribute_exists(nothing)" }), 3, "with a filter");
      same(await query({ ProjectionExpression: "SK", Select: "SPECIFIC_ATTRIBUTES" }), 3, "with a projection");
    },
  },
  "capacity-of-writes": {
    group: "capacity",
    does: "A write takes a unit for each 1 KB that was begun of the item before or after it, whichever is larger",
    proves: "consumedCapacity",
    otherwise,
    probe: async (bench) => {
      const put = async (kilobytes: number) =>
        units(await bench.put({ filler: filler(kilobytes) }, "a", { ...plain(bench), ...total }));
      same([await put(1), await put(4), await put(1)], [2, 5, 5], "puts");
      const update = await bench.update("SET a = :v", { ":v": N(1) }, { ...plain(bench), ...total });
      same(units(update), 2, "an update of one attribute");
      same(units(await bench.delete({ ...plain(bench), ...total })), 2, "a delete");
      same(units(await bench.delete({ ...plain(bench), ...total })), 1, "a delete of no item");
    },
  },
  "capacity-of-index-entries": {
    group: "capacity",
    does: "An index takes units where its entry changes: none where it stays, one for each where it moves",
    proves: "consumedCapacity",
    otherwise,
    probe: async (bench) => {
      const put = async (item: object) => arms((await bench.put({ ...item }, "a", each)).ConsumedCapacity);
      const [G1, G2] = [S(bench.partition), S("x")];
      same(await put({ G1, G2 }), { table: 1, whole: 1, part: 1 }, "new entries");
      same(await put({ G1, G2 }), { table: 1 }, "the same entries");
      same(await put({ G1, G2, other: N(1) }), { table: 1, whole: 1 }, "a change that one index projects");
      same(await put({ G1: S(`${bench.partition}2`), G2 }), { table: 1, whole: 2, part: 2 }, "moved entries");
      same(await put({}), { table: 1, whole: 1, part: 1 }, "removed entries");
    },
  },
  "capacity-of-batches": {
    group: "capacity",
    does: "A batch takes what its gets or writes take one by one, summed up for each table",
    proves: "consumedCapacity",
    otherwise,
    probe: async (bench) => {
      const { TableName } = plain(bench);
      const items = [2, 6].map((size) => ({ ...bench.key(`${size}`), filler: filler(size) }));
      const written = await bench.client.send(
        new BatchWriteItemCommand({
          RequestItems: { [TableName]: items.map((Item) => ({ PutRequest: { Item } })) },
          ...total,
        }),
      );
      same(unitsOfAll(written), [10], "writes of 2 KB and 6 KB, and some bytes");
      const Keys = ["2", "6", "no"].map((sk) => bench.key(sk));
      const got = await bench.client.send(
        new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys, ConsistentRead: true } }, ...total }),
      );
      same(unitsOfAll(got), [4], "gets of 2 KB, 6 KB and no item");
    },
  },
  "capacity-of-transaction-reads": {
    group: "capacity",
    does: "A transaction's get takes twice what a strongly consistent get takes",
    proves: "consumedCapacity",
    otherwise,
    probe: async (bench) => {
      await bench.put({ filler: filler(4) }, "a", plain(bench));
      const got = await bench.client.send(
        new TransactGetItemsCommand({
          TransactItems: ["a", "no"].map((sk) => ({ Get: { ...plain(bench), Key: bench.key(sk) } })),
          ...total,
        }),
      );
      same(unitsOfAll(got), [6], "gets of 4 KB and some bytes, and of no item");
    },
  },
  "capacity-of-transaction-writes": {
    group: "capacity",
    does: "A transaction's write takes twice what a write takes, a condition check too, and its index entries what they always take",
    proves: "consumedCapacity",
    otherwise,
    probe: async (bench) => {
      const { TableName } = plain(bench);
      await bench.put({ filler: filler(1) }, "a", { TableName });
      const Item = { ...bench.key("b"), filler: filler(1) };
      const check = { TableName, Key: bench.key(), ConditionExpression: "attribute_exists(PK)" };
      const both = await bench.client.send(
        new TransactWriteItemsCommand({
          TransactItems: [{ Put: { TableName, Item } }, { ConditionCheck: check }],
          ...total,
        }),
      );
      same(unitsOfAll(both), [8], "a put and a check of 1 KB and some bytes each");
      const indexed = { ...bench.key(), G1: S(bench.partition), G2: S("x") };
      const one = await bench.client.send(
        new TransactWriteItemsCommand({
          TransactItems: [{ Put: { TableName: bench.tables.main, Item: indexed } }],
          ...each,
        }),
      );
      same(arms(one.ConsumedCapacity?.[0]), { table: 2, whole: 1, part: 1 }, "a put with two index entries");
    },
  },
  "capacity-of-a-repeated-token": {
    group: "capacity",
    does: "A transaction that is sent again with its token takes read units",
    proves: "consumedCapacity",
    otherwise,
    probe: async (bench) => {
      const send = () =>
        bench.client.send(
          new TransactWriteItemsCommand({
            ClientRequestToken: `${bench.prefix}-c`,
            TransactItems: [{ Put: { ...plain(bench), Item: bench.key() } }],
            ...total,
          }),
        );
      const [first, again] = [await send(), await send()].map((output) => output.ConsumedCapacity?.[0]);
      same([first?.CapacityUnits, again?.CapacityUnits], [2, 2], "units");
      holds(
        again?.ReadCapacityUnits === 2,
        `read units of the second: ${again?.ReadCapacityUnits ?? "nothing"}, not 2`,
      );
    },
  },
} as const satisfies Behaviours;
