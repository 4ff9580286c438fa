import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Table } from "dynamodb-onetable";
import { defineEntity, defineTable, epochMilliseconds, epochSeconds, isoDateTime, onetable } from "keywright";
import * as z from "zod";
import type { ModelCase, Theirs, Values } from "../support.ts";

interface LooseModel {
  create(item: Values, options: Values): Promise<unknown>;
  get(key: Values): Promise<Values | undefined>;
  find(key: Values, options: Values): Promise<readonly Values[]>;
  update(item: Values, options: Values): Promise<unknown>;
}

interface Options {
  readonly indexes: object;
  readonly fields: object;
  readonly params?: object;
}

/** OneTable on the table of the test. Its types are those of each schema, and a list of models has one type. */
function theirs({ indexes, fields, params = {} }: Options): (client: DynamoDBClient, table: string) => Theirs {
  return (client, name) => {
    const schema = { format: "onetable:1.1.0", version: "0.0.1", indexes, models: { User: fields }, params };
    const options = { client, name, schema, partial: false } as unknown as ConstructorParameters<typeof Table>[0];
    const model = new Table(options).getModel("User") as unknown as LooseModel;
    return {
      put: (item) => model.create(item, { exists: null }),
      get: (key) => model.get(key),
      query: (index, key) => model.find(key, index === "primary" ? {} : { index }),
      update: (key, changes) => model.update({ ...key, ...changes }, { exists: true }),
    };
  };
}

const primary = { hash: "pk", sort: "sk" } as const;
const keys = { partitionKey: { pk: "S" }, sortKey: { sk: "S" } } as const;
const gs1 = { type: "global", partitionKey: { gs1pk: "S" }, sortKey: { gs1sk: "S" }, projection: "ALL" } as const;
const gs1Keys = { hash: "gs1pk", sort: "gs1sk", project: "all" } as const;

export const models: ModelCase[] = [];

{
  const table = defineTable({ name: "plain", ...keys });
  const indexes = { primary } as const;
  const fields = {
    pk: { type: String, value: "account#${accountId}" },
    sk: { type: String, value: "user#${id}" },
    accountId: { type: String, required: true },
    id: { type: String, required: true },
    name: { type: String },
  } as const;
  add({
    name: "strings, in the case that they have",
    table,
    ours: defineEntity({
      name: "User",
      table,
      schema: z.object({ accountId: z.string(), id: z.string(), name: z.string().optional() }),
      ...onetable({ model: "User", indexes, fields }),
    }),
    theirs: theirs({ indexes, fields }),
    key: { accountId: "Acme", id: "U1" },
    item: { accountId: "Acme", id: "U1", name: "Ada" },
    queries: [
      { theirName: "primary", key: { accountId: "Acme" } },
      { theirName: "primary", key: { accountId: "Acme", id: "U1" } },
    ],
    change: { name: "Grace" },
  });
}

{
  const table = defineTable({ name: "numbers", ...keys });
  const indexes = { primary } as const;
  const fields = {
    pk: { type: String, value: "order#${order:8}#${open}" },
    sk: { type: String, value: "${_type}#${line:4:0}#${weight}" },
    order: { type: Number },
    open: { type: Boolean },
    line: { type: Number },
    weight: { type: Number },
    text: { type: String },
  } as const;
  const key = { order: 17, open: true, line: 42, weight: -1.5 };
  add({
    name: "numbers with and without padding, a boolean, and the type in the key",
    table,
    ours: defineEntity({
      name: "User",
      table,
      schema: z.object({
        order: z.int(),
        open: z.boolean(),
        line: z.int(),
        weight: z.number(),
        text: z.string().optional(),
      }),
      ...onetable({ model: "User", indexes, fields }),
    }),
    theirs: theirs({ indexes, fields }),
    key,
    item: key,
    queries: [
      { theirName: "primary", key: { order: 17, open: true } },
      { theirName: "primary", key: { order: 17, open: true, line: { between: [40, 50] } }, theirKey: key },
    ],
    change: { text: "x" },
  });
}

{
  const table = defineTable({ name: "globals", ...keys, indexes: { gs1 } });
  const indexes = { primary, gs1: gs1Keys } as const;
  const fields = {
    pk: { type: String, value: "user#${id}" },
    sk: { type: String, value: "user#" },
    gs1pk: { type: String, value: "team#${team}#${role}" },
    gs1sk: { type: String, value: "user#${last}#${first}" },
    id: { type: String },
    team: { type: String },
    role: { type: String, enum: ["admin", "user"] },
    last: { type: String },
    first: { type: String },
  } as const;
  add({
    name: "a global index of several attributes, and an enum",
    table,
    ours: defineEntity({
      name: "User",
      table,
      schema: z.object({
        id: z.string(),
        team: z.string(),
        role: z.enum(["admin", "user"]),
        last: z.string(),
        first: z.string(),
      }),
      ...onetable({ model: "User", indexes, fields }),
    }),
    theirs: theirs({ indexes, fields }),
    key: { id: "U1" },
    item: { id: "U1", team: "Red", role: "admin", last: "Lovelace", first: "Ada" },
    queries: [
      { theirName: "primary", key: { id: "U1" } },
      { index: "gs1", theirName: "gs1", key: { team: "Red", role: "admin" } },
      { index: "gs1", theirName: "gs1", key: { team: "Red", role: "admin", last: "Lovelace", first: "Ada" } },
    ],
    change: { team: "Blue", role: "user", last: "King", first: "Augusta" },
  });
}

{
  const table = defineTable({
    name: "locals",
    ...keys,
    indexes: { ls1: { type: "local", sortKey: { ls1sk: "S" }, projection: "ALL" } },
  });
  const indexes = { primary, ls1: { type: "local", sort: "ls1sk", project: "all" } } as const;
  const fields = {
    pk: { type: String, value: "account#${account}" },
    sk: { type: String, value: "task#${id}" },
    ls1sk: { type: String, value: "due#${due}" },
    account: { type: String },
    id: { type: String },
    due: { type: String },
  } as const;
  add({
    name: "a local index",
    table,
    ours: defineEntity({
      name: "User",
      table,
      schema: z.object({ account: z.string(), id: z.string(), due: z.iso.date() }),
      ...onetable({ model: "User", indexes, fields }),
    }),
    theirs: theirs({ indexes, fields }),
    key: { account: "Acme", id: "T1" },
    item: { account: "Acme", id: "T1", due: "2026-05-01" },
    queries: [
      { index: "ls1", theirName: "ls1", key: { account: "Acme" } },
      {
        index: "ls1",
        theirName: "ls1",
        key: { account: "Acme", due: { gte: "2026-01-01" } },
        theirKey: { account: "Acme", due: "2026-05-01" },
      },
    ],
    change: { due: "2026-06-01" },
  });
}

{
  const table = defineTable({ name: "times", ...keys });
  const indexes = { primary } as const;
  const fields = {
    pk: { type: String, value: "device#${id}" },
    sk: { type: String, value: "at#${at}" },
    id: { type: String },
    at: { type: Date },
    text: { type: String },
  } as const;
  const params = { timestamps: true } as const;
  const key = { id: "D1", at: new Date("2026-05-01T09:30:00.123Z") };
  add({
    name: "dates and timestamps as milliseconds",
    table,
    ours: defineEntity({
      name: "User",
      table,
      schema: z.object({ id: z.string(), at: epochMilliseconds(), text: z.string().optional() }),
      ...onetable({ model: "User", indexes, fields, params }),
    }),
    theirs: theirs({ indexes, fields, params }),
    key,
    item: { ...key, text: "a" },
    queries: [{ theirName: "primary", key: { id: "D1" } }],
    change: { text: "b" },
  });
}

{
  const table = defineTable({ name: "iso", ...keys });
  const indexes = { primary } as const;
  const fields = {
    pk: { type: String, value: "device#${id}" },
    sk: { type: String, value: "at#${at}#${kind}" },
    id: { type: String },
    at: { type: Date },
    kind: { type: String },
    text: { type: String },
  } as const;
  const params = { timestamps: true, isoDates: true, updatedField: "changed", typeField: "kindOf" } as const;
  const key = { id: "D1", at: new Date("2026-05-01T09:30:00.123Z"), kind: "a" };
  add({
    name: "dates and timestamps as strings, under other names",
    table,
    ours: defineEntity({
      name: "User",
      table,
      schema: z.object({ id: z.string(), at: isoDateTime(), kind: z.string(), text: z.string().optional() }),
      ...onetable({ model: "User", indexes, fields, params }),
    }),
    theirs: theirs({ indexes, fields, params }),
    key,
    item: { ...key, text: "a" },
    queries: [
      { theirName: "primary", key: { id: "D1" } },
      {
        theirName: "primary",
        key: { id: "D1", at: { lte: new Date("2026-05-02T00:00:00.000Z") } },
        theirKey: { id: "D1" },
      },
    ],
    change: { text: "b" },
  });
}

{
  const table = defineTable({ name: "sparse", ...keys, timeToLive: "expires", indexes: { gs1 } });
  const indexes = { primary, gs1: gs1Keys } as const;
  const fields = {
    pk: { type: String, value: "session#${id}" },
    sk: { type: String, value: "session#" },
    gs1pk: { type: String, value: "device#${device}" },
    gs1sk: { type: String, value: "seen#${seen}" },
    id: { type: String },
    device: { type: String },
    seen: { type: String },
    expires: { type: Date, ttl: true },
  } as const;
  add({
    name: "a sparse index of which the item has one key, and a time to live",
    table,
    ours: defineEntity({
      name: "User",
      table,
      schema: z.object({
        id: z.string(),
        device: z.string().optional(),
        seen: z.string().optional(),
        expires: epochSeconds(),
      }),
      ...onetable({ model: "User", indexes, fields }),
    }),
    theirs: theirs({ indexes, fields }),
    key: { id: "S1" },
    item: { id: "S1", seen: "today", expires: new Date("2099-01-01T00:00:00Z") },
    queries: [{ theirName: "primary", key: { id: "S1" } }],
    change: { device: "Phone" },
  });
}

{
  const table = defineTable({ name: "nested", ...keys });
  const indexes = { primary } as const;
  const fields = {
    pk: { type: String, value: "doc#${id}" },
    sk: { type: String, value: "doc#" },
    id: { type: String },
    tags: { type: Set },
    scores: { type: Set },
    address: { type: Object, schema: { city: { type: String }, lines: { type: Array } } },
    history: { type: Array },
    extra: { type: Object },
  } as const;
  const same = {
    id: "D1",
    address: { city: "Bern", lines: ["a", "b"] },
    history: [{ at: "x", by: "y" }, { at: "z" }],
    extra: { a: [1, "b", { c: true }] },
  };
  add({
    name: "sets, maps and lists",
    table,
    ours: defineEntity({
      name: "User",
      table,
      schema: z.object({
        id: z.string(),
        tags: z.set(z.string()),
        scores: z.set(z.number()),
        address: z.object({ city: z.string(), lines: z.array(z.string()) }),
        history: z.array(z.object({ at: z.string(), by: z.string().optional() })),
        extra: z.json(),
      }),
      ...onetable({ model: "User", indexes, fields }),
    }),
    theirs: theirs({ indexes, fields }),
    key: { id: "D1" },
    item: { ...same, tags: new Set(["a", "b"]), scores: new Set([1, 2.5]) },
    queries: [{ theirName: "primary", key: { id: "D1" } }],
    change: { address: { city: "Basel", lines: [] }, tags: new Set(["c"]) },
  });
}

{
  const table = defineTable({
    name: "renamed",
    ...keys,
    indexes: { gs1: { type: "global", partitionKey: { m: "S" }, sortKey: { n: "N" }, projection: "ALL" } },
  });
  const indexes = { primary, gs1: { hash: "m", sort: "n", project: "all" } } as const;
  const fields = {
    pk: { type: String, value: "${id}" },
    sk: { type: String, value: "${_type}" },
    id: { type: String },
    m: { type: String },
    n: { type: Number },
    title: { type: String, map: "t" },
  } as const;
  add({
    name: "renamed fields, and indexes on attributes",
    table,
    ours: defineEntity({
      name: "User",
      table,
      schema: z.object({ id: z.string(), m: z.string(), n: z.int(), title: z.string() }),
      ...onetable({ model: "User", indexes, fields }),
    }),
    theirs: theirs({ indexes, fields }),
    key: { id: "U1" },
    item: { id: "U1", m: "ada@example.org", n: 3, title: "Dr" },
    queries: [
      { theirName: "primary", key: { id: "U1" } },
      {
        index: "gs1",
        theirName: "gs1",
        key: { m: "ada@example.org", n: { gt: 2 } },
        theirKey: { m: "ada@example.org" },
      },
    ],
    change: { title: "Prof", n: 4 },
  });
}

{
  const table = defineTable({ name: "single", partitionKey: { pk: "S" } });
  const indexes = { primary: { hash: "pk" } } as const;
  const fields = {
    pk: { type: String, value: "setting:${tenant}:${name}" },
    tenant: { type: String },
    name: { type: String },
    on: { type: Boolean },
  } as const;
  add({
    name: "a table without a sort key",
    table,
    ours: defineEntity({
      name: "User",
      table,
      schema: z.object({ tenant: z.string(), name: z.string(), on: z.boolean() }),
      ...onetable({ model: "User", indexes, fields }),
    }),
    theirs: theirs({ indexes, fields }),
    key: { tenant: "Acme", name: "Theme" },
    item: { tenant: "Acme", name: "Theme", on: true },
    queries: [{ theirName: "primary", key: { tenant: "Acme", name: "Theme" } }],
    change: { on: false },
  });
}

function add(entry: ModelCase): void {
  models.push(entry);
}
