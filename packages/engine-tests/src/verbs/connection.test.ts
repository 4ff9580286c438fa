import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { DynamoDBClient, ListTablesCommand, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { connect, DeadlineError, type RequestEvent, repository, verifyIndexKeys } from "keywright";
import { describe, expect, test, vi } from "vitest";
import { nameOf, useDynamoDB } from "../test-support.ts";
import { Task, table } from "./model.ts";

const dynamodb = useDynamoDB({ tables: [table] });
const tables = () => dynamodb().tableNames;

/** What could be changed on a client: its settings and its middleware. */
function fingerprint(client: { readonly config: object; readonly middlewareStack: { identify(): string[] } }): unknown {
  return { settings: Object.keys(client.config).sort(), middleware: client.middlewareStack.identify() };
}

describe("a client that is passed", () => {
  test("may be a DynamoDBClient or a DynamoDBDocumentClient, and stays as it was", async () => {
    const plain = dynamodb().engine.client();
    const document = DynamoDBDocumentClient.from(dynamodb().engine.client(), {
      marshallOptions: { removeUndefinedValues: true },
    });
    // The SDK itself settles some of its configuration with the first command.
    await plain.send(new ListTablesCommand({}));
    await document.send(new GetCommand({ TableName: nameOf(dynamodb(), table), Key: { PK: "a", SK: "b" } }));
    for (const [i, client] of [plain, document].entries()) {
      const before = fingerprint(client);
      const tasks = repository(connect(client, { tables: tables() }), Task);
      const task = await tasks.create({ user: "client", id: `${i}`, title: "a", tags: new Set(["x"]), points: 3 });
      expect(await tasks.get(task)).toEqual(task);
      expect((await tasks.query({ user: "client" })).items).toContainEqual(task);
      expect(fingerprint(client)).toEqual(before);
      client.destroy();
    }
  });

  test("logs to its own logger, and prepares no entries for the one that does nothing", async () => {
    const entries: object[] = [];
    const logger = { debug() {}, info: (entry: object) => entries.push(entry), warn() {}, error() {} };
    const logged = dynamodb().engine.client({ logger });
    const silent = dynamodb().engine.client();
    const prepared = vi.spyOn(silent.config.logger as { info(entry: object): void }, "info");
    for (const client of [logged, silent]) {
      await connect(client, { tables: tables() }).send(Task.get({ user: "nobody", id: "x" }));
      client.destroy();
    }
    expect(entries).toMatchObject([{ commandName: "GetItemCommand", input: { Key: { SK: { S: "TASK#x" } } } }]);
    expect(prepared).not.toHaveBeenCalled();
  });

  test("may be left out: a configuration makes one", async () => {
    const db = connect(dynamodb().engine.clientConfig, { tables: tables() });
    expect(await db.send(Task.get({ user: "nobody", id: "x" }))).toBeUndefined();
  });
});

test("an observer sees each request with its capacity, and its error", async () => {
  const events: RequestEvent[] = [];
  const db = connect(dynamodb().client, { tables: tables(), observe: (event) => events.push(event) });
  const task = await db.send(Task.create({ user: "observed", id: "1", title: "a" }));
  await db.send(Task.create({ user: "observed", id: "1", title: "a" })).catch(() => undefined);
  await db.send(Task.get(task, { consistent: true }));
  expect(events.map(({ entity, verb, request }) => [entity, verb, request])).toEqual([
    ["Task", "create", "PutItem"],
    ["Task", "create", "PutItem"],
    ["Task", "get", "GetItem"],
  ]);
  expect(events[0]?.capacity.write).toBeGreaterThanOrEqual(1);
  expect(events[1]?.error).toMatchObject({ name: "ConditionalCheckFailedException" });
  expect(events[2]?.capacity).toEqual({ read: 1, write: 0 });
});

describe("time", () => {
  test("a deadline ends an operation that is not answered", async () => {
    const silent = createServer(() => undefined).listen(0, "127.0.0.1");
    await new Promise((resolve) => silent.once("listening", resolve));
    const client = new DynamoDBClient({
      endpoint: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`,
      region: "eu-central-1",
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
    });
    const db = connect(client, { deadline: 150 });
    const error = await db.send(Task.get({ user: "u", id: "1" })).catch((e: unknown) => e);
    expect(error).toSatisfy(DeadlineError.isInstance);
    expect(error).toMatchObject({ deadline: 150, retryable: true });
    const controller = new AbortController();
    const aborted = db
      .send(Task.get({ user: "u", id: "1" }), { signal: controller.signal, deadline: 60_000 })
      .catch((e: unknown) => e);
    controller.abort();
    expect(await aborted).toMatchObject({ name: "AbortError" });
    client.destroy();
    silent.closeAllConnections();
    silent.close();
  });
});

describe("verifyIndexKeys", () => {
  test("finds and fixes what others wrote", async () => {
    const db = dynamodb().db;
    const TableName = nameOf(dynamodb(), table);
    const task = await db.send(Task.create({ user: "verify", id: "1", title: "a", due: "2026-05-09" }));
    const Key = { PK: { S: "USER#verify" }, SK: { S: "TASK#1" } };
    await dynamodb().client.send(
      new UpdateItemCommand({
        TableName,
        Key,
        UpdateExpression: "SET #status = :done REMOVE H2",
        ExpressionAttributeNames: { "#status": "status" },
        ExpressionAttributeValues: { ":done": { S: "DONE" } },
      }),
    );
    await dynamodb().client.send(
      new PutItemCommand({
        TableName,
        Item: {
          PK: { S: "USER#verify" },
          SK: { S: "TASK#2" },
          user: { S: "verify" },
          id: { S: "2" },
          title: { S: "b" },
          status: { S: "OPEN" },
          G2: { S: "stale" },
        },
      }),
    );
    const mine = ({ key }: { readonly key: Readonly<Record<string, unknown>> }): boolean => key.PK === "USER#verify";
    const found = await verifyIndexKeys(db, Task);
    expect(found.wrong.filter(mine)).toEqual([
      { key: { PK: "USER#verify", SK: "TASK#1" }, attributes: ["G1", "H2"], outcome: "found" },
      { key: { PK: "USER#verify", SK: "TASK#2" }, attributes: ["G1", "G2", "H1"], outcome: "found" },
    ]);
    const reports: number[] = [];
    const fixed = await verifyIndexKeys(db, Task, { fix: true, onProgress: ({ checked }) => reports.push(checked) });
    expect(fixed.wrong.filter(mine).map(({ outcome }) => outcome)).toEqual(["fixed", "fixed"]);
    expect(reports.at(-1)).toBe(fixed.checked);
    expect((await verifyIndexKeys(db, Task)).wrong.filter(mine)).toEqual([]);
    const { items } = await db.send(Task.indexes.byStatus.query({ status: "DONE", due: "2026-05-09", id: "1" }));
    expect(items.map(({ title }) => title)).toContain(task.title);
  });

  test("leaves an item alone that somebody writes meanwhile", async () => {
    const TableName = nameOf(dynamodb(), table);
    const Item = {
      PK: { S: "USER#race" },
      SK: { S: "TASK#1" },
      user: { S: "race" },
      id: { S: "1" },
      title: { S: "b" },
      status: { S: "OPEN" },
    };
    await dynamodb().client.send(new PutItemCommand({ TableName, Item }));
    const interfering = connect(dynamodb().client, {
      tables: tables(),
      observe: ({ request, output }) => {
        // Between the scan and the fix: the item that was read is no longer what is stored.
        if (request === "Scan" && output && "Items" in output && Array.isArray(output.Items)) {
          for (const item of output.Items) if (item.PK?.S === "USER#race") item.status = { S: "DONE" };
        }
      },
    });
    const { wrong } = await verifyIndexKeys(interfering, Task, { fix: true });
    expect(wrong.filter(({ key }) => key.PK === "USER#race")).toMatchObject([{ outcome: "changed" }]);
  });
});
