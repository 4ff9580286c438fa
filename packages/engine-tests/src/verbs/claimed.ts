import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { TestDynamoDB } from "@keywright/testkit";
import { type AnyTable, defineEntity, defineTable, epochSeconds, type Item, isClaimOf, type WireItem } from "keywright";
import * as z from "zod";
import { nameOf, storedItems } from "../test-support.ts";

const makeTable = () =>
  defineTable({ name: "Accounts", partitionKey: { PK: "S" }, sortKey: { SK: "S" }, timeToLive: "expiresAt" });
export const table = makeTable();
const schema = z.object({
  org: z.string(),
  id: z.string(),
  email: z.string().optional(),
  badge: z.int().optional(),
  name: z.string().default("?"),
  expiresAt: epochSeconds().optional(),
});
const key = { PK: "ORG#{org}", SK: "USER#{id}" } as const;
/** The same items, as a program writes them that does not know what is unique. */
export const Unaware = defineEntity({ name: "User", table: makeTable(), schema, key });
export const User = defineEntity({
  name: "User",
  table,
  schema,
  key,
  unique: { email: ["email:lower"], badge: ["org", "badge"] },
});
export type User = Item<typeof User>;
/** As it was before: with a constraint that there is not any more. */
export const Former = defineEntity({ name: "User", table: makeTable(), schema, key, unique: { name: ["name"] } });
/** As it is when nothing is unique any more: by an attribute that no item has. */
export const Retired = defineEntity({
  name: "User",
  table: makeTable(),
  schema: schema.extend({ unused: z.string().optional() }),
  key,
  unique: { none: ["unused"] },
});
export const Other = defineEntity({
  name: "Other",
  table,
  schema: z.object({ org: z.string(), email: z.string() }),
  key: { PK: "ORG#{org}", SK: "OTHER" },
  unique: { email: ["email"] },
});
export const claimTable = defineTable({ name: "Claims", partitionKey: { key: "S" } });
const planTable = () => defineTable({ name: "Plans", partitionKey: { n: "N" }, timeToLive: "until" });
const planSchema = z.object({ n: z.int(), code: z.string().optional(), until: epochSeconds().optional() });
export const plans = planTable();
export const UnawarePlan = defineEntity({ name: "Plan", table: planTable(), schema: planSchema });
export const Plan = defineEntity({
  name: "Plan",
  table: plans,
  schema: planSchema,
  version: "version",
  unique: { code: ["code"] },
  uniqueTable: claimTable,
});

export const user = (id: string, rest: Partial<User> = {}): User => ({ org: "o", id, name: id, ...rest });

/** The values that are claimed, and whose. */
export async function claimsIn(dynamodb: TestDynamoDB, where: AnyTable = table): Promise<Record<string, string>> {
  const items = await storedItems(dynamodb, where);
  const found = items.filter((item) => isClaimOf(User.model, item) || isClaimOf(Plan.model, item));
  return Object.fromEntries(
    found.map((item) => {
      const name = item.PK ?? item.key;
      const owner = item._owner && "M" in item._owner ? item._owner.M : {};
      const last = owner.SK ?? owner.n ?? { S: "?" };
      return [textOf(name).replace("~unique#", ""), textOf(last).replace("USER#", "")];
    }),
  );
}

export const textOf = (value: WireItem[string] | undefined): string => String(Object.values(value ?? { S: "?" })[0]);

export async function putRawInto(dynamodb: TestDynamoDB, where: AnyTable, item: WireItem): Promise<void> {
  await dynamodb.client.send(new PutItemCommand({ TableName: nameOf(dynamodb, where), Item: item }));
}

export function rawClaim(id: string, owner?: WireItem, rest: WireItem = {}): WireItem {
  return { PK: { S: `~unique#${id}` }, SK: { S: `~unique#${id}` }, ...(owner && { _owner: { M: owner } }), ...rest };
}

export const ownerOf = (id: string): WireItem => ({ PK: { S: "ORG#o" }, SK: { S: `USER#${id}` } });
