import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startEngine } from "./start.ts";
import { noDocker, program } from "./test-support.ts";

test("says what is missing, for each engine", async () => {
  const empty = await mkdtemp(join(tmpdir(), "keywright-empty-"));
  try {
    const { said } = program("say(await availableEngines());", {
      PATH: empty,
      JAVA_HOME: "",
      KEYWRIGHT_DYNOXIDE: join(empty, "dynoxide"),
      KEYWRIGHT_ENDPOINT: "",
      ...noDocker(empty),
    });
    expect(await said).toEqual([
      { name: "dynoxide", available: false, reason: expect.stringContaining("Set KEYWRIGHT_DYNOXIDE") },
      { name: "dynamodb-local", available: false, reason: expect.stringContaining("Install a Java runtime") },
      { name: "container", available: false, reason: expect.stringContaining("Start Docker") },
      { name: "endpoint", available: false, reason: expect.stringContaining("set KEYWRIGHT_ENDPOINT") },
    ]);
  } finally {
    await rm(empty, { recursive: true });
  }
});

test("finds the installed Dynoxide", async () => {
  const { said } = program("say((await availableEngines())[0]);", { KEYWRIGHT_DYNOXIDE: "" });
  expect(await said).toEqual({ name: "dynoxide", available: true, version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
});

test("says what runs at the endpoint, and what does not", async () => {
  await using running = await startEngine({ engine: "dynoxide" });
  const endpoints = [
    { KEYWRIGHT_ENDPOINT: running.endpoint, KEYWRIGHT_ENDPOINT_PRODUCT: "dynoxide@1.2.1" },
    { KEYWRIGHT_ENDPOINT: "http://127.0.0.1:1" },
  ];
  const found = endpoints.map((env) => program("say((await availableEngines())[3]);", env).said);
  expect(await Promise.all(found)).toEqual([
    { name: "endpoint", available: true, version: "1.2.1" },
    { name: "endpoint", available: false, reason: expect.stringMatching(/^Nothing answers at http:..127.*KEYWRIGHT_/) },
  ]);
});
