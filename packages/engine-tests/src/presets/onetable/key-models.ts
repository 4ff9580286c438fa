import { defineEntity, defineTable, onetable } from "keywright";
import * as z from "zod";
import type { ModelCase } from "../support.ts";
import { keys, primary, theirs } from "./theirs.ts";

export const keyModels: ModelCase[] = [];

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
  keyModels.push({
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
  keyModels.push({
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
  const table = defineTable({ name: "single", partitionKey: { pk: "S" } });
  const indexes = { primary: { hash: "pk" } } as const;
  const fields = {
    pk: { type: String, value: "setting:${tenant}:${name}" },
    tenant: { type: String },
    name: { type: String },
    on: { type: Boolean },
  } as const;
  keyModels.push({
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
