import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import {
  type _Record,
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from "@aws-sdk/client-dynamodb-streams";
import { eventually, expireNow } from "@keywright/testkit";
import { defineEntity, defineTable, epochSeconds } from "keywright";
import { expect, test } from "vitest";
import * as z from "zod";
import { nameOf, useDynamoDB } from "../test-support.ts";

const table = defineTable({
  name: "Expiring",
  partitionKey: { PK: "S" },
  timeToLive: "expiresAt",
  stream: "NEW_AND_OLD_IMAGES",
});
const Session = defineEntity({
  name: "Session",
  table,
  schema: z.object({ id: z.string(), expiresAt: epochSeconds() }),
  key: { PK: "SESSION#{id}" },
});
const dynamodb = useDynamoDB({ tables: [table] });

/** The removals that the stream of the table shows so far. */
async function removals(): Promise<readonly _Record[]> {
  const { client, engine } = dynamodb();
  const streams = new DynamoDBStreamsClient(engine.clientConfig);
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: nameOf(dynamodb(), table) }));
    const StreamArn = Table?.LatestStreamArn;
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
    const found: _Record[] = [];
    for (const { ShardId } of StreamDescription?.Shards ?? []) {
      const start = { StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" } as const;
      const { ShardIterator } = await streams.send(new GetShardIteratorCommand(start));
      const { Records = [] } = await streams.send(new GetRecordsCommand({ ShardIterator }));
      found.push(...Records.filter(({ eventName }) => eventName === "REMOVE"));
    }
    return found;
  } finally {
    streams.destroy();
  }
}

test("an engine that deletes expired items does so when it is waited for, and its stream says what the kit's record says", async () => {
  const { db, engine } = dynamodb();
  if (!engine.supports("ttlDeletion")) {
    await expect(expireNow(dynamodb(), Session, { by: "engine" })).rejects.toMatchObject({
      code: "engine-lacks-capability",
    });
    return;
  }
  await db.send(Session.put({ id: "s", expiresAt: new Date(Date.now() - 60_000) }));
  const [record] = await expireNow(dynamodb(), Session, { by: "engine" });
  // The engine may have been faster than the look at the table.
  const [streamed] = await eventually(async () => {
    const found = await removals();
    expect(found).toHaveLength(1);
    return found;
  });
  expect(streamed?.userIdentity).toMatchObject({ PrincipalId: "dynamodb.amazonaws.com", Type: "Service" });
  if (!record) return;
  expect(record).toMatchObject({ madeBy: "engine", entity: "Session", eventName: streamed?.eventName });
  expect(record.userIdentity).toEqual({ type: "Service", principalId: "dynamodb.amazonaws.com" });
  expect(record.dynamodb.Keys).toEqual(streamed?.dynamodb?.Keys);
  expect(record.dynamodb.OldImage).toEqual(streamed?.dynamodb?.OldImage);
  expect(record.dynamodb.StreamViewType).toBe(streamed?.dynamodb?.StreamViewType);
});

test("the clock of the test expires items that are alive by the system's time, on every engine", async () => {
  const { db, clock } = dynamodb();
  await db.send(Session.put({ id: "t", expiresAt: new Date(Date.now() + 3_600_000) }));
  clock.advance({ hours: 2 });
  expect(await db.send(Session.get({ id: "t" }))).toBeUndefined();
  expect(await expireNow(dynamodb(), Session)).toMatchObject([
    { madeBy: "kit", dynamodb: { Keys: { PK: { S: "SESSION#t" } } } },
  ]);
  clock.reset();
  expect(await db.send(Session.get({ id: "t" }))).toBeUndefined();
});
