import { ListTablesCommand, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { availableEngines, startDynamoDB, startEngine } from "@keywright/testkit";
import { defineTable } from "keywright";
import { describe, expect, test } from "vitest";
import { isOpen, programThatStarts } from "./test-support.ts";

// Pulls an image, and so waits to be chosen. What can be seen without Docker is tested in testkit, with a stand-in.
const chosen = process.env.KEYWRIGHT_ENGINE === "container";
if (!chosen) {
  const [found] = await availableEngines(["container"]);
  const why = found?.reason ?? "they need KEYWRIGHT_ENGINE=container, as in npm run test:engines";
  process.stdout.write(`not run  tests of the engine container: ${why}\n`);
}

const tickets = defineTable({
  name: "Tickets",
  partitionKey: { id: "S" },
  indexes: {
    byPlace: { type: "global", partitionKey: [{ city: "S" }, { hall: "S" }], sortKey: { at: "S" }, projection: "ALL" },
  },
});

describe.runIf(chosen)("DynamoDB Local in a container", () => {
  test("is of the version that its image is declared to be", async () => {
    await using dynamodb = await startDynamoDB({ tables: [tickets] });
    expect(dynamodb.engine).toMatchObject({ name: "container", product: "dynamodb-local", startedHere: true });
    dynamodb.engine.require("multiAttributeIndexKeys");
    const TableName = dynamodb.tableNames.Tickets;
    const [id, city, hall, at] = ["t1", "Bonn", "A", "2026-01-01"].map((S) => ({ S }));
    await dynamodb.client.send(new PutItemCommand({ TableName, Item: { id: id!, city: city!, hall: hall!, at: at! } }));
    const { Items } = await dynamodb.client.send(
      new QueryCommand({
        TableName,
        IndexName: "byPlace",
        KeyConditionExpression: "city = :city AND hall = :hall",
        ExpressionAttributeValues: { ":city": city!, ":hall": hall! },
      }),
    );
    expect(Items).toEqual([{ id, city, hall, at }]);
  });

  test("has a store for each access key, and shares nothing with another one", async () => {
    await using one = await startDynamoDB({ tables: [tickets] });
    await using two = await startEngine();
    const credentials = { accessKeyId: "other", secretAccessKey: "other" };
    for (const client of [two.client(), one.engine.client({ credentials })]) {
      expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([]);
    }
  });

  test("listens on loopback alone, and is gone after stop", async () => {
    const engine = await startEngine();
    expect(await isOpen("127.0.0.1", engine.endpoint)).toBe(true);
    // Every address 127.x.y.z leads to this machine on Linux: a port published on all interfaces would answer here, too.
    expect(process.platform === "linux" && (await isOpen("127.0.0.2", engine.endpoint))).toBe(false);
    await engine.stop();
    expect(await isOpen("127.0.0.1", engine.endpoint)).toBe(false);
  });
});

// The container that removes the others goes by the last connection: no other program may have one, this one included.
describe.runIf(chosen && process.env.TESTCONTAINERS_RYUK_DISABLED !== "true")("a program with a container", () => {
  test("takes it along when it is killed", { timeout: 120_000 }, async () => {
    const { child, endpoint } = await programThatStarts();
    expect(await isOpen("127.0.0.1", endpoint)).toBe(true);
    child.kill("SIGKILL");
    await expect.poll(() => isOpen("127.0.0.1", endpoint), { timeout: 60_000, interval: 500 }).toBe(false);
  });
});
