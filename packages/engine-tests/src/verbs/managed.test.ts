import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { defineEntity, defineTable, repository, ValidationError, verifyIndexKeys } from "keywright";
import { beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { nameOf, storedItems, useDynamoDB } from "../test-support.ts";

const table = defineTable({
  name: "Managed",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byVersion: { type: "global", partitionKey: { V1: "S" }, sortKey: { V2: "S" }, projection: "ALL" },
    byTime: { type: "global", partitionKey: { T1: "S" }, sortKey: { T2: "S" }, projection: "ALL" },
  },
});

const Page = defineEntity({
  name: "Page",
  table,
  schema: z.object({ site: z.string(), path: z.string(), text: z.string() }),
  key: { PK: "SITE#{site}", SK: "PAGE#{path}" },
  indexes: {
    byVersion: { V1: "SITE#{site}", V2: "{revision:6}#{path}" },
    byTime: { T1: "SITE#{site}", T2: "{updatedAt}#{path}" },
  },
  version: "revision",
  writeMark: "mark",
  timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" },
});

const Log = defineEntity({
  name: "Log",
  table,
  schema: z.object({ site: z.string(), text: z.string() }),
  key: { PK: "SITE#{site}", SK: "LOG#{createdAt}" },
  timestamps: { createdAt: "createdAt" },
});

let now = new Date("2026-05-01T12:00:00.000Z");
const dynamodb = useDynamoDB({ tables: [table], connect: { clock: () => now } });
const pages = () => repository(dynamodb().db, Page);

let site = "";
let count = 0;
beforeEach(() => {
  count += 1;
  site = `s${count}`;
  now = new Date("2026-05-01T12:00:00.000Z");
});
const failure = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );
const keysOf = async (): Promise<unknown> => {
  const items = await storedItems(dynamodb(), table);
  const mine = items.filter(({ PK }) => PK !== undefined && "S" in PK && PK.S === `SITE#${site}`);
  return mine.map(({ V2, T2 }) => [V2 && "S" in V2 && V2.S, T2 && "S" in T2 && T2.S]);
};
const wrongKeys = async (): Promise<unknown> => (await verifyIndexKeys(dynamodb().db, Page)).wrong;

describe("an index of versions and times", () => {
  test("follows every write that knows the new version", async () => {
    const created = await pages().create({ site, path: "/", text: "a" });
    expect(await keysOf()).toEqual([["000001#/", "2026-05-01T12:00:00.000Z#/"]]);
    now = new Date("2026-05-01T12:00:01.000Z");
    const put = await pages().put({ ...created, text: "b" }, { expected: created });
    expect(await keysOf()).toEqual([["000002#/", "2026-05-01T12:00:01.000Z#/"]]);
    now = new Date("2026-05-01T12:00:02.000Z");
    await pages().update(put, { text: "c" }, { expected: put });
    expect(await keysOf()).toEqual([["000003#/", "2026-05-01T12:00:02.000Z#/"]]);
    await pages().update(put, { text: "d" }, { expected: 3 });
    expect(await wrongKeys()).toEqual([]);
    const { items } = await pages().indexes.byVersion.query({ site, revision: { gte: 4 } });
    expect(items).toMatchObject([{ path: "/", revision: 4, text: "d" }]);
    const byTime = await pages().indexes.byTime.query({ site, updatedAt: { between: [now, now] } });
    expect(byTime.items).toEqual(items);
  });

  test("is not left behind by a write that does not know the new version", async () => {
    await pages().create({ site, path: "/", text: "a" });
    const before = await keysOf();
    const update = await failure(pages().update({ site, path: "/" }, { text: "b" }));
    expect(update).toSatisfy(ValidationError.isInstance);
    expect(update).toMatchObject({ issues: [{ path: ["revision"], code: "computed_index_key" }] });
    expect(String(update)).toContain("`expected`");
    // Known before the write, it is not what is stored after it.
    const known = failure(pages().update({ site, path: "/" }, { text: "b" }, { known: { revision: 1 } }));
    expect(await known).toSatisfy(ValidationError.isInstance);
    expect(await failure(pages().upsert({ site, path: "/", text: "b" }))).toSatisfy(ValidationError.isInstance);
    expect(await keysOf()).toEqual(before);
  });
});

describe("a time of creation in the primary key", () => {
  const logs = () => repository(dynamodb().db, Log);

  test("is that of the item, whatever changes", async () => {
    const log = await logs().create({ site, text: "a" });
    expect(log.createdAt).toEqual(now);
    now = new Date("2026-05-01T12:00:01.000Z");
    expect(await logs().get(log)).toEqual(log);
    expect(await logs().update(log, { text: "b" })).toEqual({ ...log, text: "b" });
    expect(await logs().put({ ...log, text: "c" })).toEqual({ ...log, text: "c" });
    const { items } = await logs().query({ site, createdAt: { lt: now } });
    expect(items).toEqual([{ ...log, text: "c" }]);
  });

  test("is not for upsert to make up", async () => {
    const log = await logs().create({ site, text: "a" });
    now = new Date("2026-05-01T12:00:01.000Z");
    const error = await failure(logs().upsert({ site, text: "b", createdAt: new Date(0) }));
    expect(error).toSatisfy(ValidationError.isInstance);
    expect(error).toMatchObject({ issues: [{ path: ["createdAt"], code: "key_attribute" }] });
    expect((await logs().query({ site })).items).toEqual([log]);
  });
});

test("a version that others stored as something else is an unreadable item, not another version", async () => {
  await dynamodb().client.send(
    new PutItemCommand({
      TableName: nameOf(dynamodb(), table),
      Item: {
        PK: { S: `SITE#${site}` },
        SK: { S: "PAGE#/" },
        site: { S: site },
        path: { S: "/" },
        text: { S: "a" },
        revision: { S: "1" },
      },
    }),
  );
  expect(await failure(pages().get({ site, path: "/" }))).toMatchObject({
    name: "ReadError",
    issues: [{ path: ["revision"] }],
  });
  expect(await failure(pages().update({ site, path: "/" }, { text: "b" }, { expected: 1 }))).toMatchObject({
    name: "VersionConflictError",
    actual: undefined,
    item: undefined,
  });
});
