import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { defineEntity, defineTable, epochSeconds, repository, type WireItem } from "keywright";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { startDynamoDB, type TestDynamoDB } from "../tables/start-dynamodb.ts";
import { expireNow } from "./expire-now.ts";

const table = defineTable({
  name: "Sessions",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  timeToLive: "expiresAt",
});
const schema = z.object({ id: z.string(), note: z.string(), expiresAt: epochSeconds().optional() });
const Session = defineEntity({ name: "Session", table, schema, key: { PK: "SESSION#{id}", SK: "SESSION" } });
const Token = defineEntity({ name: "Token", table, schema, key: { PK: "TOKEN#{id}", SK: "TOKEN" } });
const forever = defineTable({ name: "Forever", partitionKey: { id: "S" } });
const keysTable = defineTable({ name: "Keys", partitionKey: { id: "S" }, timeToLive: "at", stream: "KEYS_ONLY" });

let dynamodb: TestDynamoDB;
beforeAll(async () => {
  dynamodb = await startDynamoDB({ engine: "dynoxide" });
});
afterAll(() => dynamodb.stop());
beforeEach(async () => {
  await dynamodb.dropTables();
  await dynamodb.createTables(table, keysTable);
  dynamodb.clock.freeze("2026-05-01T12:00:00.500Z");
});

const at = (text: string): Date => new Date(text);
const idsOf = (records: readonly { readonly dynamodb: { readonly OldImage?: WireItem } }[]): unknown[] =>
  records.map((record) => Object(record.dynamodb.OldImage?.id).S).sort();

async function create(...sessions: readonly { readonly id: string; readonly expiresAt?: Date }[]): Promise<void> {
  for (const session of sessions) await dynamodb.db.send(Session.put({ note: "x", ...session }));
}

async function putRaw(logical: string, item: WireItem): Promise<void> {
  await dynamodb.client.send(new PutItemCommand({ TableName: dynamodb.tableNames[logical], Item: item }));
}

describe("expired items", () => {
  test("are deleted at the time of the clock, to the second, and at most five years back", async () => {
    await create(
      { id: "now", expiresAt: at("2026-05-01T12:00:00Z") },
      { id: "later", expiresAt: at("2026-05-01T12:00:01Z") },
      { id: "five", expiresAt: at("2021-05-01T12:00:00Z") },
      { id: "older", expiresAt: at("2021-05-01T11:59:59Z") },
      { id: "never" },
    );
    expect(idsOf(await expireNow(dynamodb, Session))).toEqual(["five", "now"]);
    expect(await expireNow(dynamodb, Session)).toEqual([]);
    dynamodb.clock.advance({ seconds: 1 });
    expect(idsOf(await expireNow(dynamodb, Session))).toEqual(["later"]);
    // What expired more than five years ago is hidden by reads, and still there.
    dynamodb.clock.set("2020-01-01");
    const { items } = await dynamodb.db.send(Session.scan());
    expect(items.map(({ id }) => id).sort()).toEqual(["never", "older"]);
  });

  test("are numbers: other types are passed over, as the service does", async () => {
    const key = (id: string): WireItem => ({
      PK: { S: `SESSION#${id}` },
      SK: { S: "SESSION" },
      id: { S: id },
      note: { S: "x" },
    });
    await putRaw("Sessions", { ...key("text"), expiresAt: { S: "1777636800" } });
    await putRaw("Sessions", { ...key("null"), expiresAt: { NULL: true } });
    await putRaw("Sessions", { ...key("milliseconds"), expiresAt: { N: "1777636800000" } });
    await putRaw("Sessions", { ...key("fraction"), expiresAt: { N: "1777636799.5" } });
    expect(idsOf(await expireNow(dynamodb, Session))).toEqual(["fraction"]);
  });

  test("of other entities stay, unless they are given too, or the table is", async () => {
    const expiresAt = at("2026-04-01T00:00:00Z");
    const fill = async (): Promise<void> => {
      await create({ id: "s", expiresAt });
      await dynamodb.db.send(Token.put({ id: "t", note: "x", expiresAt }));
      await putRaw("Sessions", { PK: { S: "FOREIGN" }, SK: { S: "1" }, expiresAt: { N: "1777636800" } });
    };
    await fill();
    expect((await expireNow(dynamodb, Session)).map(({ entity }) => entity)).toEqual(["Session"]);
    await fill();
    expect((await expireNow(dynamodb, [Session, Token])).map(({ entity }) => entity).sort()).toEqual([
      "Session",
      "Token",
    ]);
    await fill();
    expect(await expireNow(dynamodb, table)).toHaveLength(3);
    await fill();
    expect(await expireNow(dynamodb, [Session, table])).toHaveLength(3);
  });

  test("that are renewed between the look and the deletion stay", async () => {
    await create({ id: "s", expiresAt: at("2026-04-01T00:00:00Z") });
    const renewing = { ...dynamodb, client: dynamodb.engine.client() };
    renewing.client.middlewareStack.add(
      (next) => async (args) => {
        if ("ConditionExpression" in (args.input as object))
          await create({ id: "s", expiresAt: at("2027-01-01T00:00:00Z") });
        return next(args);
      },
      { step: "initialize" },
    );
    expect(await expireNow(renewing, Session)).toEqual([]);
    expect(await repository(dynamodb.db, Session).get({ id: "s" })).toMatchObject({ id: "s" });
  });

  test("may be many: pages, with progress, and an end when it is asked for", async () => {
    const expiresAt = at("2026-04-01T00:00:00Z");
    await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        dynamodb.db.send(Session.put({ id: `s${i}`, note: "x".repeat(30_000), expiresAt })),
      ),
    );
    const told: number[] = [];
    const stop = new AbortController();
    const first = expireNow(dynamodb, Session, {
      onProgress: ({ items }) => {
        told.push(items);
        if (items >= 20) stop.abort(new Error("enough"));
      },
      signal: stop.signal,
    });
    await expect(first).rejects.toThrow("enough");
    expect(told).toEqual([10, 20]);
    expect(await expireNow(dynamodb, Session)).toHaveLength(40);
  });
});

describe("the record", () => {
  test("is that of a stream for a deletion by time to live, and says who made it", async () => {
    await create({ id: "s", expiresAt: at("2026-05-01T12:00:00Z") });
    const [record] = await expireNow(dynamodb, Session);
    expect(record).toMatchObject({
      madeBy: "kit",
      table: "Sessions",
      entity: "Session",
      eventName: "REMOVE",
      userIdentity: { type: "Service", principalId: "dynamodb.amazonaws.com" },
      dynamodb: {
        ApproximateCreationDateTime: 1_777_636_800,
        Keys: { PK: { S: "SESSION#s" }, SK: { S: "SESSION" } },
        OldImage: {
          PK: { S: "SESSION#s" },
          SK: { S: "SESSION" },
          id: { S: "s" },
          note: { S: "x" },
          expiresAt: { N: "1777636800" },
        },
        StreamViewType: "NEW_AND_OLD_IMAGES",
      },
    });
  });

  test("has no image where the stream of the table has none", async () => {
    await putRaw("Keys", { id: { S: "a" }, at: { N: "1777636800" } });
    const [record] = await expireNow(dynamodb, keysTable);
    expect(record?.dynamodb).toMatchObject({ Keys: { id: { S: "a" } }, StreamViewType: "KEYS_ONLY" });
    expect(record?.dynamodb).not.toHaveProperty("OldImage");
    expect(record).not.toHaveProperty("entity");
  });

  test("requests meet no faults and are not recorded", async () => {
    await create({ id: "s", expiresAt: at("2026-05-01T12:00:00Z") });
    dynamodb.requests.clear();
    dynamodb.faults.serverError({ times: Number.POSITIVE_INFINITY });
    expect(await expireNow(dynamodb, Session)).toHaveLength(1);
    expect(dynamodb.requests.all).toEqual([]);
    dynamodb.faults.clear();
  });
});

describe("refused are", () => {
  test("a table without time to live", async () => {
    await expect(expireNow(dynamodb, forever)).rejects.toMatchObject({
      code: "expiry-absent",
      message: expect.stringContaining("The table 'Forever' has no time to live"),
    });
  });

  test("deletion by an engine that deletes nothing", async () => {
    await expect(expireNow(dynamodb, Session, { by: "engine" })).rejects.toMatchObject({
      code: "engine-lacks-capability",
    });
  });
});
