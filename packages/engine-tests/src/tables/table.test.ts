import { DescribeTimeToLiveCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createTable, deleteTable, describeTable, type TableProgress, waitForTable } from "@keywright/tables";
import { startDynamoDB, type TestDynamoDB } from "@keywright/testkit";
import { type AnyTable, defineTable } from "keywright";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withStandingTimers } from "../test-support.ts";
import { answerLost, failing, recorded } from "./test-support.ts";

// These run on whatever engine KEYWRIGHT_ENGINE chooses.
const taskTable = defineTable({
  name: "TaskApp",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "N" }, projection: ["title"] },
    byOwner: { type: "global", partitionKey: { owner: "S" }, projection: "KEYS_ONLY" },
    byUpdated: { type: "local", sortKey: { updatedAt: "S" }, projection: "ALL" },
  },
  timeToLive: "expiresAt",
  stream: "NEW_AND_OLD_IMAGES",
});
const changedTable = defineTable({
  name: "TaskApp",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "S" }, projection: "ALL" },
    byUpdated: { type: "local", sortKey: { updatedAt: "S" }, projection: "ALL" },
    byDate: { type: "global", partitionKey: { date: "S" }, projection: "ALL" },
  },
  timeToLive: "ttl",
  stream: "NEW_AND_OLD_IMAGES",
});

const poll = { startMs: 5, capMs: 50 };
let dynamodb: TestDynamoDB;
let name: string;
let count = 0;
beforeAll(async () => {
  dynamodb = await startDynamoDB();
});
afterAll(() => dynamodb.stop());
beforeEach(() => {
  name = `Tables-${process.pid}-${count++}`;
});
afterEach(() => deleteTable(dynamodb.client, taskTable, { name, ifAbsent: "ignore" }));

describe("createTable", () => {
  test("makes the table, its indexes, stream and time to live, and describeTable reads them back", async () => {
    const told: TableProgress[] = [];
    const made = await createTable(dynamodb.client, taskTable, { name, onProgress: (event) => told.push(event) });
    const found = await describeTable(dynamodb.client, taskTable, { name });
    expect(found).toMatchObject({
      name,
      status: "ACTIVE",
      billing: "on-demand",
      partitionKey: { name: "PK", type: "S" },
      sortKey: { name: "SK", type: "S" },
      stream: { view: "NEW_AND_OLD_IMAGES", arn: expect.stringContaining(name) },
      timeToLive: { attribute: "expiresAt", status: expect.stringMatching(/^ENABL(ED|ING)$/) },
      itemCount: 0,
      createdAt: expect.any(Date),
    });
    expect(new Set(found?.indexes.keys())).toEqual(new Set(["byStatus", "byOwner", "byUpdated"]));
    for (const [index, model] of taskTable.model.indexes) {
      expect(found?.indexes.get(index)).toMatchObject({ ...model, status: "ACTIVE", backfilling: false });
    }
    expect(made.indexes).toEqual(found?.indexes);
    expect(made.timeToLive?.attribute).toBe("expiresAt");
    const { TimeToLiveDescription } = await dynamodb.client.send(new DescribeTimeToLiveCommand({ TableName: name }));
    expect(TimeToLiveDescription).toMatchObject({ AttributeName: "expiresAt" });
    expect(told.map(({ step, index, status }) => `${step} ${index ?? "-"} ${status}`)).toEqual(
      expect.arrayContaining(["wait - ACTIVE", "wait byStatus ACTIVE", "time-to-live - ENABLING"]),
    );
    expect(told[0]).toMatchObject({ step: "create", table: name });
  });

  test("refuses a table that exists, and keeps it on request", async () => {
    await createTable(dynamodb.client, taskTable, { name });
    await dynamodb.client.send(new PutItemCommand({ TableName: name, Item: { PK: { S: "a" }, SK: { S: "b" } } }));
    await expect(createTable(dynamodb.client, taskTable, { name })).rejects.toMatchObject({
      code: "table-exists",
      table: name,
      message: expect.stringMatching(/exists and is ACTIVE\..*ifExists: "keep"/),
    });
    const { client, sent } = recorded(dynamodb.client);
    const kept = await createTable(client, taskTable, { name, ifExists: "keep" });
    expect(kept).toMatchObject({ status: "ACTIVE", timeToLive: { attribute: "expiresAt" } });
    expect(sent).not.toContain("UpdateTimeToLive");
  });

  test("puts on a time to live that a kept table lacks", async () => {
    const { timeToLive: _off, ...model } = taskTable.model;
    await createTable(dynamodb.client, { ...taskTable, model }, { name });
    expect((await describeTable(dynamodb.client, taskTable, { name }))?.timeToLive).toBeUndefined();
    const kept = await createTable(dynamodb.client, taskTable, { name, ifExists: "keep" });
    expect(kept.timeToLive?.attribute).toBe("expiresAt");
  });

  test("names each difference of a table that was to be kept", async () => {
    await createTable(dynamodb.client, taskTable, { name });
    await expect(createTable(dynamodb.client, changedTable, { name, ifExists: "keep" })).rejects.toMatchObject({
      code: "table-differs",
      differences: [
        "the key of its index 'byStatus' is 'GSI1PK' (S) with 'GSI1SK' (N), and 'GSI1PK' (S) with 'GSI1SK' (S) in the model",
        "its index 'byStatus' projects 'title', and ALL in the model",
        "its global index 'byDate' is missing (addIndex() adds it)",
        "its index 'byOwner' is not in the model",
        "its items expire by 'expiresAt', and by 'ttl' in the model",
      ],
    });
  });

  test("goes on when the service has too much to do, and says so", async () => {
    const told: string[] = [];
    const busy = failing(dynamodb.client, "CreateTable", "LimitExceededException", 2);
    await createTable(busy, taskTable, {
      name,
      poll,
      onProgress: ({ step, status }) => told.push(`${step} ${status}`),
    });
    expect(told[0]).toBe("retry LimitExceededException");
    expect(await describeTable(dynamodb.client, taskTable, { name })).toMatchObject({ status: "ACTIVE" });
  });

  test("gives up in time when the service has too much to do for too long", async () => {
    const busy = failing(dynamodb.client, "CreateTable", "LimitExceededException", Number.POSITIVE_INFINITY);
    await expect(createTable(busy, taskTable, { name, poll, timeoutMs: 100 })).rejects.toMatchObject({
      code: "table-timeout",
      message: expect.stringContaining("its status was LimitExceededException"),
    });
  });

  test("accepts a time to live that another program has put on meanwhile", async () => {
    const again = answerLost(dynamodb.client, "UpdateTimeToLive");
    expect((await createTable(again, taskTable, { name })).timeToLive?.attribute).toBe("expiresAt");
  });

  test("works through a document client, which it leaves alone", async () => {
    const documents = DynamoDBDocumentClient.from(dynamodb.client);
    await createTable(documents, taskTable, { name });
    expect(await describeTable(documents, taskTable, { name })).toMatchObject({ status: "ACTIVE" });
    expect(await deleteTable(documents, taskTable, { name })).toBe(true);
  });
});

describe("waitForTable", () => {
  test("waits for a table that another program creates", async () => {
    const waiting = waitForTable(dynamodb.client, taskTable, { name, poll });
    await createTable(dynamodb.client, taskTable, { name });
    expect(await waiting).toMatchObject({ name, status: "ACTIVE" });
  });

  test("says what is missing when it took too long", async () => {
    /** Waits in vain: the time is over when what is missing was looked for. */
    const wait = (table: AnyTable, missing?: string): Promise<unknown> =>
      withStandingTimers((pass) => {
        const onProgress = ({ index }: TableProgress): void => {
          if (index === missing) pass(1000);
        };
        return waitForTable(dynamodb.client, table, { name, poll, timeoutMs: 1000, onProgress });
      });
    await expect(wait(taskTable)).rejects.toMatchObject({
      code: "table-timeout",
      message: expect.stringContaining("its status was ABSENT"),
    });
    await createTable(dynamodb.client, taskTable, { name });
    await expect(wait(changedTable, "byDate")).rejects.toMatchObject({
      message: expect.stringContaining("its index 'byDate' was ABSENT"),
    });
  });

  test("is ended by a signal, also one that was given before", async () => {
    const controller = new AbortController();
    const waiting = waitForTable(dynamodb.client, taskTable, { name, poll, signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
    await expect(waitForTable(dynamodb.client, taskTable, { name, signal: controller.signal })).rejects.toMatchObject({
      name: "AbortError",
    });
  });
});

describe("deleteTable", () => {
  test("deletes, and is gone when it says so", async () => {
    await createTable(dynamodb.client, taskTable, { name });
    expect(await deleteTable(dynamodb.client, taskTable, { name })).toBe(true);
    expect(await describeTable(dynamodb.client, taskTable, { name })).toBeUndefined();
  });

  test("an absent table is an error, or ignored on request", async () => {
    await expect(deleteTable(dynamodb.client, taskTable, { name })).rejects.toMatchObject({ code: "table-absent" });
    expect(await deleteTable(dynamodb.client, taskTable, { name, ifAbsent: "ignore" })).toBe(false);
  });

  test("waits for another change, and does not mind a lost answer", async () => {
    await createTable(dynamodb.client, taskTable, { name });
    const told: string[] = [];
    const busy = failing(dynamodb.client, "DeleteTable", "ResourceInUseException", 1);
    await deleteTable(busy, taskTable, {
      name,
      poll,
      onProgress: ({ step, status }) => told.push(`${step} ${status}`),
    });
    expect(told[0]).toBe("retry ResourceInUseException");
    await createTable(dynamodb.client, taskTable, { name });
    expect(await deleteTable(answerLost(dynamodb.client, "DeleteTable"), taskTable, { name, poll })).toBe(true);
  });
});
