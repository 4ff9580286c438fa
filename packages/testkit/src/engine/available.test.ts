import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { availability, availableEngines } from "./available.ts";
import { startEngine } from "./start.ts";
import { bareEnvironment, stubEnvironment } from "./test-support.ts";

let empty: string;
beforeEach(async () => {
  empty = await mkdtemp(join(tmpdir(), "keywright-empty-"));
  stubEnvironment(bareEnvironment(empty));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(empty, { recursive: true });
});

test("says what is missing, for each engine", async () => {
  vi.stubEnv("KEYWRIGHT_DYNOXIDE", join(empty, "dynoxide"));
  expect(await availableEngines()).toEqual([
    { name: "dynoxide", available: false, reason: expect.stringContaining("Set KEYWRIGHT_DYNOXIDE") },
    { name: "dynamodb-local", available: false, reason: expect.stringContaining("Install a Java runtime") },
    { name: "container", available: false, reason: expect.stringContaining("Start Docker") },
    { name: "endpoint", available: false, reason: expect.stringContaining("set KEYWRIGHT_ENDPOINT") },
  ]);
});

test("finds the installed Dynoxide", async () => {
  const version = expect.stringMatching(/^\d+\.\d+\.\d+$/);
  expect(await availability("dynoxide")).toEqual({ name: "dynoxide", available: true, version });
});

test("says what runs at the endpoint, and what does not", async () => {
  await using running = await startEngine({ engine: "dynoxide" });
  vi.stubEnv("KEYWRIGHT_ENDPOINT", running.endpoint);
  vi.stubEnv("KEYWRIGHT_ENDPOINT_PRODUCT", "dynoxide@1.2.1");
  expect(await availability("endpoint")).toEqual({ name: "endpoint", available: true, version: "1.2.1" });
  await running.stop();
  expect(await availability("endpoint")).toEqual({
    name: "endpoint",
    available: false,
    reason: expect.stringMatching(/^Nothing answers at http:\/\/127.*KEYWRIGHT_ENDPOINT/),
  });
});
