import { PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { addIndex, createTable, deleteTable, describeTable, type TableProgress } from "@keywright/tables";
import { startDynamoDB, type TestDynamoDB } from "@keywright/testkit";
import { defineTable } from "keywright";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withStandingTimers } from "../test-support.ts";
import { answerLost, failing, overtaken, recorded } from "./test-support.ts";

const bare = defineTable({ name: "TaskApp", partitionKey: { PK: "S" }, sortKey: { SK: "S" } });
const indexed = defineTable({
  name: "TaskApp",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "S" }, projection: "ALL" },
    byOwner: { type: "global", partitionKey: { owner: "S" }, projection: ["title"] },
    byUpdated: { type: "local", sortKey: { updatedAt: "S" }, projection: "ALL" },
  },
});
const otherKeys = defineTable({
  name: "TaskApp",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, projection: "KEYS_ONLY" },
    byNumber: { type: "global", partitionKey: { owner: "N" }, projection: "ALL" },
  },
});
const otherTable = defineTable({
  name: "TaskApp",
  partitionKey: { PK: "S" },
  indexes: { byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, projection: "ALL" } },
});

const poll = { startMs: 5, capMs: 50 };
let dynamodb: TestDynamoDB;
let name: string;
let count = 0;
beforeAll(async () => {
  dynamodb = await startDynamoDB();
});
afterAll(() => dynamodb.stop());
beforeEach(async () => {
  name = `Index-${process.pid}-${count++}`;
  await createTable(dynamodb.client, bare, { name });
});
afterEach(() => deleteTable(dynamodb.client, bare, { name, ifAbsent: "ignore" }));

describe("addIndex", () => {
  test("adds an index that holds what was there before, when it says so", async () => {
    for (let i = 0; i < 30; i++) {
      const Item = { PK: { S: "p" }, SK: { S: `s${i}` }, GSI1PK: { S: "STATUS#OPEN" }, GSI1SK: { S: `d${i}` } };
      await dynamodb.client.send(new PutItemCommand({ TableName: name, Item }));
    }
    const told: TableProgress[] = [];
    const found = await addIndex(dynamodb.client, indexed, "byStatus", {
      name,
      onProgress: (event) => told.push(event),
    });
    expect([...found.indexes.keys()]).toEqual(["byStatus"]);
    expect(found.indexes.get("byStatus")).toMatchObject({
      ...indexed.model.indexes.get("byStatus"),
      status: "ACTIVE",
      backfilling: false,
    });
    const { Count } = await dynamodb.client.send(
      new QueryCommand({
        TableName: name,
        IndexName: "byStatus",
        KeyConditionExpression: "GSI1PK = :s",
        ExpressionAttributeValues: { ":s": { S: "STATUS#OPEN" } },
      }),
    );
    expect(Count).toBe(30);
    expect(told[0]).toEqual({ step: "add-index", table: name, index: "byStatus", status: "CREATING" });
    const last = told.filter(({ index }) => index === "byStatus").at(-1);
    expect(last).toEqual({ step: "wait", table: name, index: "byStatus", status: "ACTIVE" });
    if (dynamodb.engine.supports("gradualIndexCreation")) {
      // The index was not in use yet when it was first looked at, so that waiting was put to the test.
      expect(told.some(({ step, status }) => step === "wait" && status !== "ACTIVE")).toBe(true);
    }
  });

  test("is content with an index that is there", async () => {
    await addIndex(dynamodb.client, indexed, "byStatus", { name });
    const { client, sent } = recorded(dynamodb.client);
    const found = await addIndex(client, indexed, "byStatus", { name });
    expect(found.indexes.get("byStatus")?.status).toBe("ACTIVE");
    expect(new Set(sent)).toEqual(new Set(["DescribeTable"]));
  });

  test("adds one index after the other, also when both are asked for at once", async () => {
    await Promise.all([
      addIndex(dynamodb.client, indexed, "byStatus", { name, poll }),
      addIndex(dynamodb.client, indexed, "byOwner", { name, poll }),
      addIndex(dynamodb.client, indexed, "byStatus", { name, poll }),
    ]);
    const found = await describeTable(dynamodb.client, indexed, { name });
    expect(found?.indexes.get("byStatus")).toMatchObject({ status: "ACTIVE", projection: "ALL" });
    expect(found?.indexes.get("byOwner")).toMatchObject({ status: "ACTIVE", projection: ["title"] });
  });

  test.each(["LimitExceededException", "ResourceInUseException"])("waits while %s", async (error) => {
    const told: string[] = [];
    await addIndex(failing(dynamodb.client, "UpdateTable", error, 2), indexed, "byStatus", {
      name,
      poll,
      onProgress: ({ step, status }) => told.push(`${step} ${status}`),
    });
    expect(told[0]).toBe(`retry ${error}`);
    expect((await describeTable(dynamodb.client, indexed, { name }))?.indexes.has("byStatus")).toBe(true);
  });

  test("gives up in time, saying what it saw", async () => {
    const busy = failing(dynamodb.client, "UpdateTable", "LimitExceededException", Number.POSITIVE_INFINITY);
    const adding = withStandingTimers((pass) => {
      const onProgress = ({ step }: TableProgress): void => {
        if (step === "retry") pass(1000);
      };
      return addIndex(busy, indexed, "byStatus", { name, poll, timeoutMs: 1000, onProgress });
    });
    await expect(adding).rejects.toMatchObject({
      code: "table-timeout",
      message: expect.stringContaining("its index 'byStatus' was LimitExceededException"),
    });
  });

  test("accepts what a lost answer, or another program, has added", async () => {
    await addIndex(answerLost(dynamodb.client, "UpdateTable"), indexed, "byStatus", { name, poll });
    const other = overtaken(dynamodb.client, "UpdateTable", () =>
      addIndex(dynamodb.client, indexed, "byOwner", { name, poll }),
    );
    const found = await addIndex(other, indexed, "byOwner", { name, poll });
    expect([...found.indexes.keys()].sort()).toEqual(["byOwner", "byStatus"]);
  });

  test("names what differs in an index that is there", async () => {
    await addIndex(dynamodb.client, indexed, "byStatus", { name });
    await expect(addIndex(dynamodb.client, otherKeys, "byStatus", { name })).rejects.toMatchObject({
      code: "table-differs",
      differences: [
        "the key of its index 'byStatus' is 'GSI1PK' (S) with 'GSI1SK' (S), and 'GSI1PK' (S) alone in the model",
        "its index 'byStatus' projects ALL, and KEYS_ONLY in the model",
      ],
    });
  });

  test("names a key, and a key attribute, that the table has otherwise", async () => {
    await addIndex(dynamodb.client, indexed, "byOwner", { name });
    await expect(addIndex(dynamodb.client, otherKeys, "byNumber", { name })).rejects.toMatchObject({
      code: "table-differs",
      differences: ["its key attribute 'owner' is S, and N in the model"],
    });
    await expect(addIndex(dynamodb.client, otherTable, "byStatus", { name })).rejects.toMatchObject({
      code: "table-differs",
      differences: ["its key is 'PK' (S) with 'SK' (S), and 'PK' (S) alone in the model"],
    });
  });

  test("refuses a local index, one that the model lacks, and an absent table", async () => {
    await expect(addIndex(dynamodb.client, indexed, "byUpdated", { name })).rejects.toMatchObject({
      code: "index-local",
      message: expect.stringContaining("only together with their table. Make it a global index"),
    });
    // @ts-expect-error the model has no such index
    await expect(addIndex(dynamodb.client, indexed, "byDate", { name })).rejects.toMatchObject({
      code: "index-absent",
      message: expect.stringContaining("its global indexes are 'byStatus', 'byOwner'"),
    });
    await expect(addIndex(dynamodb.client, indexed, "byStatus", { name: `${name}-no` })).rejects.toMatchObject({
      code: "table-absent",
    });
  });
});
