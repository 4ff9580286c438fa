import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { type Engine, startEngine } from "@keywright/testkit";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { isOpen, programThatStarts } from "./test-support.ts";

// These run on whatever engine KEYWRIGHT_ENGINE chooses. What engines do differently is tried in ../conformance.
const TableName = `Engine${process.pid}`;
const table: CreateTableCommandInput = {
  TableName,
  KeySchema: [{ AttributeName: "PK", KeyType: "HASH" }],
  AttributeDefinitions: [{ AttributeName: "PK", AttributeType: "S" }],
  BillingMode: "PAY_PER_REQUEST",
};

let engine: Engine;
beforeEach(async () => {
  engine = await startEngine();
});
afterEach(async () => {
  // An engine that was started here takes its tables along.
  if (!engine.startedHere) await engine.client().send(new DeleteTableCommand({ TableName }));
  await engine.stop();
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("the chosen engine", () => {
  test("stores and reads an item", async () => {
    const client = engine.client();
    await client.send(new CreateTableCommand(table));
    await client.send(new PutItemCommand({ TableName, Item: { PK: { S: "a" }, size: { N: "3" } } }));
    const { Item } = await client.send(new GetItemCommand({ TableName, Key: { PK: { S: "a" } } }));
    expect(Item).toEqual({ PK: { S: "a" }, size: { N: "3" } });
  });
});

// An engine at an endpoint is neither started nor stopped here, and one in a container is no process of ours.
const isProcess = !["endpoint", "container"].includes(process.env.KEYWRIGHT_ENGINE ?? "");
describe.runIf(isProcess)("an engine that is a process of ours", () => {
  test("listens on loopback alone, and is gone after stop", async () => {
    expect(await isOpen("127.0.0.1", engine.endpoint)).toBe(true);
    // Every address 127.x.y.z leads to this machine on Linux: a listener on all interfaces would answer here, too.
    const other = process.platform === "linux" && (await isOpen("127.0.0.2", engine.endpoint));
    expect(other).toBe(false);
    await engine.stop();
    expect(await isOpen("127.0.0.1", engine.endpoint)).toBe(false);
    expect(isAlive(engine.pid!)).toBe(false);
  });

  test("shares nothing with another one", async () => {
    const two = await startEngine();
    try {
      await engine.client().send(new CreateTableCommand(table));
      expect((await two.client().send(new ListTablesCommand({}))).TableNames).toEqual([]);
    } finally {
      await two.stop();
    }
  });

  test("leaves no file in the temporary folder", async () => {
    const folder = await mkdtemp(join(tmpdir(), "keywright-engine-"));
    vi.stubEnv("TMPDIR", folder);
    vi.stubEnv("JDK_JAVA_OPTIONS", `-Djava.io.tmpdir=${folder}`);
    try {
      const other = await startEngine();
      await other.client().send(new CreateTableCommand(table));
      expect(await readdir(folder)).toEqual([]);
      await other.stop();
      expect(await readdir(folder)).toEqual([]);
    } finally {
      vi.unstubAllEnvs();
      await rm(folder, { recursive: true });
    }
  });

  test("dies with a program that is killed", async () => {
    const { child, endpoint } = await programThatStarts();
    expect(await isOpen("127.0.0.1", endpoint)).toBe(true);
    child.kill("SIGKILL");
    await expect.poll(() => isOpen("127.0.0.1", endpoint), { timeout: 30_000 }).toBe(false);
  });
});
