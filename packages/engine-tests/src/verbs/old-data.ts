import { DeleteItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { TestDynamoDB } from "@keywright/testkit";
import { defineEntity, defineTable, repository, type WireItem } from "keywright";
import { beforeEach } from "vitest";
import * as z from "zod";
import { nameOf, storedItems, useDynamoDB } from "../test-support.ts";

// Two definitions of one table are two versions of a program.
export const makeTable = () =>
  defineTable({
    name: "OldData",
    partitionKey: { PK: "S" },
    sortKey: { SK: "S" },
    indexes: {
      byCity: { type: "global", partitionKey: { G1: "S" }, sortKey: { G2: "S" }, projection: "ALL" },
      byZip: { type: "global", partitionKey: { H1: "S" }, projection: ["name", "born"] },
      keys: { type: "global", partitionKey: { J1: "S" }, projection: "KEYS_ONLY" },
    },
    timeToLive: "expiresAt",
  });
export const table = makeTable();
export const key = { PK: "TEAM#{team}", SK: "PERSON#{id}" };
export const id = { team: "t", id: "p" };

export const First = defineEntity({
  name: "Person",
  table,
  schema: z.object({ team: z.string(), id: z.string(), name: z.string() }),
  key,
});
/** An attribute has another name, an array stands where a string stood, a default was added. */
export const Second = defineEntity({
  name: "Person",
  table: makeTable(),
  schema: z.object({
    team: z.string(),
    id: z.string(),
    name: z.string(),
    emails: z.array(z.string()),
    born: z.int().optional(),
    city: z.string().default("Berlin"),
    zip: z.string().optional(),
  }),
  key,
  indexes: { byCity: { G1: "CITY#{city}", G2: "{name}" }, byZip: { H1: "ZIP#{zip}" }, keys: { J1: "NAME#{name}" } },
  ttlFilter: false,
  upgrade: {
    steps: [
      ({ first, last, ...rest }) => ({ ...rest, name: `${first} ${last}` }),
      ({ email, ...rest }) => {
        if (email === "broken") throw new Error("no address");
        return { ...rest, emails: [email] };
      },
    ],
  },
});
export const Versioned = defineEntity({
  name: "Account",
  table: makeTable(),
  schema: z.object({ team: z.string(), id: z.string(), owner: z.string() }),
  key: { PK: "TEAM#{team}", SK: "ACCOUNT#{id}" },
  version: "version",
  upgrade: { attribute: "_v", steps: [({ holder, ...rest }) => ({ ...rest, owner: holder })] },
});

export const old: WireItem = {
  PK: { S: "TEAM#t" },
  SK: { S: "PERSON#p" },
  team: { S: "t" },
  id: { S: "p" },
  first: { S: "Ada" },
  last: { S: "King" },
  email: { S: "a@k" },
};
export const upgraded = { ...id, name: "Ada King", emails: ["a@k"], city: "Berlin" };
export const oldAccount: WireItem = {
  PK: { S: "TEAM#t" },
  SK: { S: "ACCOUNT#p" },
  team: { S: "t" },
  id: { S: "p" },
  holder: { S: "Ada" },
  version: { N: "3" },
  _mark: { S: "m" },
};

/** An engine with the table, empty before each test, to which items are written as other programs would. */
export interface OldData {
  readonly dynamodb: () => TestDynamoDB;
  readonly store: (item: WireItem) => Promise<unknown>;
  /** The first item that is stored. */
  readonly stored: () => Promise<WireItem | undefined>;
  readonly clear: () => Promise<void>;
  readonly people: () => ReturnType<typeof repository<typeof Second>>;
  readonly accounts: () => ReturnType<typeof repository<typeof Versioned>>;
}

export function useOldData(): OldData {
  const dynamodb = useDynamoDB({ tables: [table] });
  const clear = async () => {
    for (const { PK, SK } of await storedItems(dynamodb(), table)) {
      if (PK === undefined || SK === undefined) throw new Error("items have keys");
      await dynamodb().client.send(new DeleteItemCommand({ TableName: nameOf(dynamodb(), table), Key: { PK, SK } }));
    }
  };
  beforeEach(clear);
  return {
    dynamodb,
    clear,
    store: (item) => dynamodb().client.send(new PutItemCommand({ TableName: nameOf(dynamodb(), table), Item: item })),
    stored: async () => (await storedItems(dynamodb(), table))[0],
    people: () => repository(dynamodb().db, Second),
    accounts: () => repository(dynamodb().db, Versioned),
  };
}
