import { createHmac } from "node:crypto";
import type { WireItem } from "@keywright/schema";
import fc from "fast-check";
import { collection, defineEntity, defineTable, epochSeconds, eq } from "keywright";
import * as z from "zod";

export const table = defineTable({
  name: "Tenants",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byOwner: { type: "global", partitionKey: { G1: "S" }, sortKey: { G2: "S" }, projection: ["title", "expiresAt"] },
    byStatus: { type: "global", partitionKey: { H1: "S" }, sortKey: { H2: "S" }, projection: "ALL" },
    byRank: { type: "local", sortKey: { rank: "N" }, projection: "ALL" },
  },
  timeToLive: "expiresAt",
});

export const Task = defineEntity({
  name: "Task",
  table,
  schema: z.object({
    tenantId: z.string(),
    project: z.string(),
    id: z.string(),
    title: z.string(),
    owner: z.string(),
    rank: z.int().default(0),
    status: z.enum(["OPEN", "DONE"]).default("OPEN"),
    expiresAt: epochSeconds().optional(),
  }),
  key: { PK: "TENANT#{tenantId:escaped}#PROJECT#{project}", SK: "TASK#{id}" },
  indexes: {
    byOwner: { G1: "TENANT#{tenantId:escaped}#OWNER#{owner}", G2: "{project}#{id}" },
    byStatus: { H1: "STATUS#{status}", H2: "{tenantId:escaped}#{project}#{id}" },
    byRank: {},
  },
  version: "version",
});

export const Comment = defineEntity({
  name: "Comment",
  table,
  schema: z.object({ tenantId: z.string(), project: z.string(), id: z.string(), title: z.string(), owner: z.string() }),
  key: { PK: "TENANT#{tenantId:escaped}#PROJECT#{project}", SK: "COMMENT#{id}" },
  indexes: { byOwner: { G1: "TENANT#{tenantId:escaped}#OWNER#{owner}", G2: "COMMENT#{id}" } },
});

/** Found by its id: no tenant is kept apart from another. */
export const User = defineEntity({
  name: "User",
  table,
  schema: z.object({ tenantId: z.string(), id: z.string(), title: z.string().default("") }),
  key: { PK: "USER#{id}", SK: "USER" },
});

export const project = collection({ tasks: Task, comments: Comment });

/** Names that a key which is made carelessly would confuse. */
export const tenants = ["a", "A", "a#PROJECT#p", "a%23", "ab"] as const;

/** The title that all writes write; until then titles are those of their tenants. */
export const changed = "changed";

/** The beginning of all partition keys of a tenant, made without the library. */
export function prefixOf(tenantId: string): string {
  return `TENANT#${tenantId.replaceAll("%", "%25").replaceAll("#", "%23")}#`;
}

const id = fc.constantFrom("1", "2", "3");
const place = fc.record({ project: fc.constantFrom("p", "q"), id });
const owner = fc.constantFrom("ada", "eve");

export const seed = fc.array(
  fc.record({
    tenant: fc.constantFrom(...tenants),
    entity: fc.constantFrom("Task", "Comment"),
    place,
    owner,
    rank: fc.integer({ min: 0, max: 3 }),
    expired: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
  }),
  { minLength: 12, maxLength: 30 },
);

export const reads = [
  "query",
  "first",
  "count",
  "byOwner.query",
  "byOwner.first",
  "byOwner.count",
  "byRank.query",
] as const;
const writes = ["create", "put", "upsert", "update", "delete", "check", "move"] as const;
const never = ["scan", "byOwner.scan", "byStatus.query", "user.get", "user.create", "verifyIndexKeys"] as const;
const others = ["get", "byOwner.hydrate", "collection", "deletePartition"] as const;

export const step = fc.record({
  verb: fc.oneof(
    { weight: 7, arbitrary: fc.constantFrom(...reads, ...others) },
    { weight: 6, arbitrary: fc.constantFrom(...writes) },
    { weight: 1, arbitrary: fc.constantFrom(...never) },
  ),
  entity: fc.constantFrom("Task", "Comment"),
  /** The tenant that the operation says; none of its own in most cases. */
  says: fc.oneof(
    { weight: 2, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom(...tenants) },
  ),
  via: fc.constantFrom("send", "attempt", "items", "repository"),
  place,
  owner,
  rank: fc.integer({ min: 0, max: 3 }),
  /** Which of the items, and of the cursors, that were read before. */
  pick: fc.nat(1000),
  expecting: fc.boolean(),
  cursor: fc.constantFrom("none", "none", "none", "none", "one", "forged"),
  options: fc.record(
    {
      limit: fc.integer({ min: 1, max: 3 }),
      pageSize: fc.integer({ min: 1, max: 2 }),
      order: fc.constantFrom("ascending", "descending"),
      where: fc.constant((t: { title: never }) => eq(t.title, changed as never)),
    },
    { requiredKeys: [] },
  ),
});
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** The cursor of one read, with the positions of another, and the checksum that anybody can make. */
export function forge(cursor: string, positions: string): string {
  const payload = payloadOf(cursor);
  payload[payload.length - 1] = payloadOf(positions).at(-1);
  const body = Buffer.from(JSON.stringify(payload)).toString("base64url");
  return `${body}.${createHmac("sha256", "keywright cursor").update(body).digest("base64url").slice(0, 22)}`;
}

function payloadOf(cursor: string): unknown[] {
  return JSON.parse(Buffer.from(cursor.split(".")[0] ?? "", "base64url").toString());
}

/** The values of partition keys that a request names, read from its input alone. */
export function partitionsOf(request: string, input: object): readonly string[] {
  const { Key, Item, TransactItems, RequestItems, ...query } = input as {
    readonly Key?: WireItem;
    readonly Item?: WireItem;
    readonly TransactItems?: readonly Readonly<Record<string, { readonly Key?: WireItem; readonly Item?: WireItem }>>[];
    readonly RequestItems?: Readonly<Record<string, unknown>>;
    readonly IndexName?: string;
    readonly KeyConditionExpression?: string;
    readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
    readonly ExpressionAttributeValues?: WireItem;
    readonly ExclusiveStartKey?: WireItem;
  };
  switch (request) {
    case "GetItem":
    case "PutItem":
    case "UpdateItem":
    case "DeleteItem":
      return [textOf((Key ?? Item)?.PK)];
    case "TransactWriteItems":
      return (TransactItems ?? []).flatMap((item) =>
        Object.values(item).map((action) => textOf((action.Key ?? action.Item)?.PK)),
      );
    case "BatchGetItem":
      return Object.values(RequestItems ?? {}).flatMap((of) =>
        (of as { Keys: WireItem[] }).Keys.map(({ PK }) => textOf(PK)),
      );
    case "BatchWriteItem":
      return Object.values(RequestItems ?? {}).flatMap((of) =>
        (of as { DeleteRequest: { Key: WireItem } }[]).map(({ DeleteRequest }) => textOf(DeleteRequest.Key.PK)),
      );
    case "Query": {
      const attribute = query.IndexName === "byOwner" ? "G1" : "PK";
      const [, name = "", value = ""] = /^\(?(#\w+) = (:\w+)/.exec(query.KeyConditionExpression ?? "") ?? [];
      if (query.ExpressionAttributeNames?.[name] !== attribute) throw new Error(`no condition on ${attribute}`);
      const start = query.ExclusiveStartKey?.[attribute];
      return [textOf(query.ExpressionAttributeValues?.[value]), ...(start ? [textOf(start)] : [])];
    }
    default:
      throw new Error(`no request of a tenant: ${request}`);
  }
}

function textOf(value: WireItem[string] | undefined): string {
  if (value === undefined || !("S" in value)) throw new Error("a request without a partition key");
  return value.S;
}
