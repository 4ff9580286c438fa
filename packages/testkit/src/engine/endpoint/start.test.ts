import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Engine } from "../engine.ts";
import { freePort } from "../process/port.ts";
import { startEngine } from "../start.ts";
import { isOpen, program, startFailure } from "../test-support.ts";
import { parseEndpoint } from "./address.ts";

let running: Engine;
beforeAll(async () => {
  running = await startEngine({ engine: "dynoxide" });
});
afterAll(() => running.stop());

describe("an endpoint", () => {
  test("is used and not stopped", async () => {
    const engine = await startEngine({ endpoint: running.endpoint });
    expect(engine.name).toBe("endpoint");
    expect(engine.pid).toBeUndefined();
    expect((await engine.client().send(new ListTablesCommand({}))).TableNames).toEqual([]);
    await engine.stop();
    expect(await isOpen(running.endpoint)).toBe(true);
  });

  test("is taken from the environment, with its product", async () => {
    const { said } = program(
      "const e = await startEngine(); say([e.name, e.endpoint, e.supports('pagesBehindFilter')]);",
      {
        KEYWRIGHT_ENGINE: "",
        KEYWRIGHT_ENDPOINT: running.endpoint,
        KEYWRIGHT_ENDPOINT_PRODUCT: "dynoxide",
      },
    );
    expect(await said).toEqual(["endpoint", running.endpoint, true]);
  });

  test.each([
    ["dynamodb-local@3.3.1", true],
    ["dynamodb-local@3.2.0", false],
    ["dynamodb-local", false],
    ["aws", true],
  ])("%s in the environment says whether index keys have several attributes", async (product, expected) => {
    vi.stubEnv("KEYWRIGHT_ENDPOINT_PRODUCT", product);
    try {
      const engine = await startEngine({ endpoint: running.endpoint });
      expect(engine.supports("multiAttributeIndexKeys")).toBe(expected);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test("supports only what every engine does where its product is not known", async () => {
    const engine = await startEngine({ endpoint: running.endpoint });
    expect(engine.supports("transactions")).toBe(true);
    expect(engine.supports("pagesBehindFilter")).toBe(false);
    expect(engine.supports("inLimit")).toBe(false);
  });

  test.each([
    "https://dynamodb.us-east-1.amazonaws.com",
    "http://10.0.0.7:8000",
    "http://127.0.0.1.example.com:8000",
    "http://0.0.0.0:8000",
    "http://[::ffff:8.8.8.8]:8000",
  ])("%s is refused without allowRemote", async (endpoint) => {
    await expect(startEngine({ endpoint })).rejects.toMatchObject({
      code: "endpoint-remote",
      message: expect.stringContaining("allowRemote: true"),
    });
  });

  test("a remote one in the environment is refused", async () => {
    const failure = await startFailure({
      KEYWRIGHT_ENGINE: "",
      KEYWRIGHT_ENDPOINT: "https://dynamodb.eu-west-1.amazonaws.com",
    });
    expect(failure.code).toBe("endpoint-remote");
  });

  test.each([
    "http://127.0.0.1:1",
    "http://127.1",
    "http://localhost:8000",
    "http://[::1]:8000",
    "http://[::ffff:127.0.0.1]:8000",
  ])("%s is on this machine", (endpoint) => expect(parseEndpoint(endpoint).loopback).toBe(true));

  test.each(["nonsense", "ftp://127.0.0.1", "http://127.0.0.1:8000/path"])(
    "%s is not an endpoint",
    async (endpoint) => {
      await expect(startEngine({ endpoint })).rejects.toMatchObject({ code: "endpoint-invalid" });
    },
  );

  test("a password in it does not reach the message", async () => {
    const failure = await startEngine({ endpoint: "http://me:secret@127.0.0.1:8000" }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "endpoint-invalid" });
    expect(String(failure)).not.toContain("secret");
  });

  test("where nothing answers is said", async () => {
    const endpoint = `http://127.0.0.1:${await freePort()}`;
    await expect(startEngine({ endpoint, timeoutMs: 300 })).rejects.toMatchObject({ code: "endpoint-unreachable" });
  });

  test("the engine endpoint needs an address", async () => {
    const failure = await startFailure({ KEYWRIGHT_ENGINE: "endpoint", KEYWRIGHT_ENDPOINT: "" });
    expect(failure.code).toBe("endpoint-missing");
  });
});
