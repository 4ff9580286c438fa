import { defineEntity, defineTable, epochSeconds, onetable } from "keywright";
import * as z from "zod";
import type { ModelCase } from "../support.ts";
import { gs1, gs1Keys, keys, primary, theirs } from "./theirs.ts";

export const indexModels: ModelCase[] = [];

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
  indexModels.push({
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
  indexModels.push({
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
  indexModels.push({
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
  indexModels.push({
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
