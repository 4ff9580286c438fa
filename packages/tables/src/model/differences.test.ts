import { defineTable } from "keywright";
import { expect, test } from "vitest";
import type { TableDescription } from "../describe/table-description.ts";
import { tableDifferences } from "./differences.ts";

const { model } = defineTable({
  name: "TaskApp",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "S" }, projection: ["a", "b"] },
    byUpdated: { type: "local", sortKey: { updatedAt: "S" }, projection: "ALL" },
  },
  timeToLive: "expiresAt",
  stream: "NEW_IMAGE",
});

const same: TableDescription = {
  name: "prod",
  status: "ACTIVE",
  billing: "on-demand",
  partitionKey: { name: "PK", type: "S" },
  sortKey: { name: "SK", type: "S" },
  indexes: new Map(
    [...model.indexes].map(([name, index]) => [name, { ...index, status: "ACTIVE", backfilling: false }]),
  ),
  stream: { view: "NEW_IMAGE" },
  timeToLive: { attribute: "expiresAt", status: "ENABLED" },
  replicas: new Map(),
  kinesis: new Map(),
  settings: {},
  unread: [],
  changing: [],
};

function withIndex(name: string, change: object): TableDescription {
  return { ...same, indexes: new Map([...same.indexes, [name, { ...same.indexes.get(name)!, ...change }]]) };
}

test("nothing differs in a table made from the model, whatever the order of projected attributes", () => {
  expect(tableDifferences(model, same)).toEqual([]);
  expect(tableDifferences(model, withIndex("byStatus", { projection: ["b", "a"] }))).toEqual([]);
});

test("time to live that is off, and a stream that the model does not need, are no differences", () => {
  const { timeToLive: _off, ...rest } = same;
  expect(tableDifferences(model, rest)).toEqual([]);
  const { stream: _view, ...streamless } = model;
  expect(tableDifferences(streamless, same)).toEqual([]);
});

test.each<[string, TableDescription, string]>([
  [
    "a name of the key",
    { ...same, partitionKey: { name: "pk", type: "S" } },
    "its key is 'pk' (S) with 'SK' (S), and 'PK' (S) with 'SK' (S) in the model",
  ],
  [
    "a type of the key",
    { ...same, sortKey: { name: "SK", type: "N" } },
    "its key is 'PK' (S) with 'SK' (N), and 'PK' (S) with 'SK' (S) in the model",
  ],
  [
    "a missing index",
    { ...same, indexes: new Map([...same.indexes].slice(1)) },
    "its global index 'byStatus' is missing (addIndex() adds it)",
  ],
  [
    "a missing local index",
    { ...same, indexes: new Map([...same.indexes].slice(0, 1)) },
    "its local index 'byUpdated' is missing (a local index can be made only together with its table)",
  ],
  [
    "an index without sort key",
    withIndex("byStatus", { sortKeys: [] }),
    "the key of its index 'byStatus' is 'GSI1PK' (S) alone, and 'GSI1PK' (S) with 'GSI1SK' (S) in the model",
  ],
  [
    "a projection",
    withIndex("byStatus", { projection: "ALL" }),
    "its index 'byStatus' projects ALL, and 'a', 'b' in the model",
  ],
  [
    "a kind of index",
    withIndex("byUpdated", { type: "global" }),
    "its index 'byUpdated' is global, and local in the model",
  ],
  ["a stream", { ...same, stream: { view: "KEYS_ONLY" } }, "its stream is of KEYS_ONLY, and of NEW_IMAGE in the model"],
  [
    "the attribute of time to live",
    { ...same, timeToLive: { attribute: "ttl", status: "ENABLED" } },
    "its items expire by 'ttl', and by 'expiresAt' in the model",
  ],
])("names %s", (_what, found, sentence) => expect(tableDifferences(model, found)).toEqual([sentence]));

test("names every difference", () => {
  const { stream: _stream, sortKey: _sortKey, ...rest } = withIndex("byStatus", { projection: "KEYS_ONLY" });
  const extra = { ...same.indexes.get("byUpdated")!, name: "byOld" };
  expect(tableDifferences(model, { ...rest, indexes: new Map([...rest.indexes, ["byOld", extra]]) })).toEqual([
    "its key is 'PK' (S) alone, and 'PK' (S) with 'SK' (S) in the model",
    "its index 'byStatus' projects KEYS_ONLY, and 'a', 'b' in the model",
    "its index 'byOld' is not in the model",
    "its stream is off, and of NEW_IMAGE in the model",
  ]);
});
