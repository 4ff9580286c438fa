import {
  CreateTableCommand,
  type CreateTableCommandInput,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { describe, expect, test } from "vitest";
import { startEngine } from "../start.ts";
import { becomes, isAlive, isOpen, program, startFailure } from "../test-support.ts";

const table: CreateTableCommandInput = {
  TableName: "Things",
  KeySchema: [{ AttributeName: "PK", KeyType: "HASH" }],
  AttributeDefinitions: [{ AttributeName: "PK", AttributeType: "S" }],
  BillingMode: "PAY_PER_REQUEST",
};

describe("dynoxide", () => {
  test("stores and reads an item, and is gone after stop", async () => {
    const engine = await startEngine({ engine: "dynoxide" });
    const client = engine.client();
    await client.send(new CreateTableCommand(table));
    await client.send(new PutItemCommand({ TableName: "Things", Item: { PK: { S: "a" }, size: { N: "3" } } }));
    const { Item } = await client.send(new GetItemCommand({ TableName: "Things", Key: { PK: { S: "a" } } }));
    expect(Item).toEqual({ PK: { S: "a" }, size: { N: "3" } });
    expect(engine.name).toBe("dynoxide");
    expect(engine.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(new URL(engine.endpoint).hostname).toBe("127.0.0.1");
    expect(engine.supports("pagesBehindFilter")).toBe(true);
    expect(engine.supports("ttlDeletion")).toBe(false);

    await engine.stop();
    await engine.stop();
    expect(await isOpen(engine.endpoint)).toBe(false);
    expect(isAlive(engine.pid!)).toBe(false);
    expect(() => engine.client()).toThrow(expect.objectContaining({ code: "engine-stopped" }));
  });

  test("two engines at once do not share tables", async () => {
    const [one, two] = await Promise.all([startEngine({ engine: "dynoxide" }), startEngine({ engine: "dynoxide" })]);
    try {
      expect(one.endpoint).not.toBe(two.endpoint);
      await one.client().send(new CreateTableCommand(table));
      expect((await one.client().send(new ListTablesCommand({}))).TableNames).toEqual(["Things"]);
      expect((await two.client().send(new ListTablesCommand({}))).TableNames).toEqual([]);
    } finally {
      await Promise.all([one.stop(), two.stop()]);
    }
  });

  test("stops at the end of an `await using` block", async () => {
    let endpoint: string;
    {
      await using engine = await startEngine({ engine: "dynoxide" });
      endpoint = engine.endpoint;
      expect(await isOpen(endpoint)).toBe(true);
    }
    expect(await isOpen(endpoint)).toBe(false);
  });

  test("dies with a program that is killed", async () => {
    const { child, said } = program(
      "const e = await startEngine({ engine: 'dynoxide' }); say([e.pid, e.endpoint]); setInterval(() => {}, 1000);",
      {},
    );
    const [pid, endpoint] = (await said) as [number, string];
    expect(isAlive(pid)).toBe(true);
    expect(await isOpen(endpoint)).toBe(true);
    child.kill("SIGKILL");
    expect(await becomes(() => !isAlive(pid), 20_000)).toBe(true);
    expect(await isOpen(endpoint)).toBe(false);
  });

  test("a program that forgets to stop it ends all the same, and so does the engine", async () => {
    const { child, said } = program("const e = await startEngine({ engine: 'dynoxide' }); say(e.pid);", {});
    const pid = (await said) as number;
    expect(await becomes(() => child.exitCode === 0, 20_000)).toBe(true);
    expect(await becomes(() => !isAlive(pid), 20_000)).toBe(true);
  });

  test("a missing binary is said with what to set", async () => {
    const failure = await startFailure({ KEYWRIGHT_ENGINE: "dynoxide", KEYWRIGHT_DYNOXIDE: "/nowhere/dynoxide" });
    expect(failure.code).toBe("dynoxide-missing");
    expect(failure.message).toMatch(/\/nowhere\/dynoxide \(from KEYWRIGHT_DYNOXIDE\).*Set KEYWRIGHT_DYNOXIDE/);
  });

  test("a binary that is no Dynoxide is said with what it wrote", async () => {
    const failure = await startFailure({ KEYWRIGHT_ENGINE: "dynoxide", KEYWRIGHT_DYNOXIDE: "/bin/echo" });
    expect(failure.code).toBe("engine-start-failed");
    expect(failure.message).toContain("It wrote: serve --host 127.0.0.1");
  });
});
