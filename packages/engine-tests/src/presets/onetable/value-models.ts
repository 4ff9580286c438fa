import { defineEntity, defineTable, epochMilliseconds, isoDateTime, onetable } from "keywright";
import * as z from "zod";
import { nested } from "../nested.ts";
import type { ModelCase } from "../support.ts";
import { keys, primary, theirs } from "./theirs.ts";

export const valueModels: ModelCase[] = [];

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
  valueModels.push({
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
  valueModels.push({
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
  valueModels.push({
    name: "sets, maps and lists",
    table,
    ours: defineEntity({
      name: "User",
      table,
      schema: nested.schema,
      ...onetable({ model: "User", indexes, fields }),
    }),
    theirs: theirs({ indexes, fields }),
    key: nested.key,
    item: nested.item,
    queries: [{ theirName: "primary", key: { id: "D1" } }],
    change: nested.change,
  });
}
