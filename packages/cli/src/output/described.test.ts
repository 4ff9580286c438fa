import { defineEntity, defineTable, describeModel, epochSeconds } from "keywright";
import { expect, test } from "vitest";
import * as z from "zod";
import { describedText } from "./described.ts";

const table = defineTable({
  name: "App",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byMail: { type: "global", partitionKey: { GSI: "S" }, projection: ["name", "expiresAt"] },
    byTime: { type: "local", sortKey: { at: "N" }, projection: "ALL" },
  },
  timeToLive: "expiresAt",
  settings: { deletionProtection: true, tableClass: "standard" },
});
const User = defineEntity({
  name: "User",
  table,
  schema: z.object({
    id: z.string(),
    name: z.string().optional(),
    mail: z.string(),
    expiresAt: epochSeconds().optional(),
  }),
  key: { PK: "USER#{id}", SK: "PROFILE" },
  indexes: { byMail: { GSI: "{mail}" } },
  storedAs: { mail: "m" },
  version: "version",
  timestamps: { createdAt: "createdAt" },
});

test("a model is printed for a reader", () => {
  expect(describedText(describeModel([User]))).toBe(`Table App
  partition key       PK (S)
  sort key            SK (S)
  time to live        expiresAt
  deletionProtection  true
  tableClass          standard
  index byMail        global: GSI (S); projects name, expiresAt
  index byTime        local: PK (S), at (N); projects ALL

  Entity User
    key           PK = USER#{id}, SK = PROFILE
    index byMail  GSI = {mail}
    version       version
    timestamps    createdAt
    time to live  expiresAt
    attributes    id S, name? S, mail S as m, expiresAt? N
`);
});
