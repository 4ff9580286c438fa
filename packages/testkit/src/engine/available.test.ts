import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { program, startFailure } from "./test-support.ts";

test("says what is missing, for each engine", async () => {
  const empty = await mkdtemp(join(tmpdir(), "keywright-empty-"));
  try {
    const { said } = program("say(await availableEngines());", {
      PATH: empty,
      JAVA_HOME: "",
      KEYWRIGHT_DYNOXIDE: join(empty, "dynoxide"),
      KEYWRIGHT_ENDPOINT: "",
    });
    expect(await said).toEqual([
      { name: "dynoxide", available: false, reason: expect.stringContaining("Set KEYWRIGHT_DYNOXIDE") },
      { name: "dynamodb-local", available: false, reason: expect.stringContaining("Install a Java runtime") },
      { name: "endpoint", available: false, reason: "KEYWRIGHT_ENDPOINT is not set." },
    ]);
  } finally {
    await rm(empty, { recursive: true });
  }
});

test("finds the installed Dynoxide", async () => {
  const { said } = program("say((await availableEngines())[0]);", { KEYWRIGHT_DYNOXIDE: "" });
  expect(await said).toEqual({ name: "dynoxide", available: true });
});

test("an unknown engine in the environment is refused", async () => {
  const failure = await startFailure({ KEYWRIGHT_ENGINE: "dynamite" });
  expect(failure.code).toBe("engine-unknown");
  expect(failure.message).toContain(
    'KEYWRIGHT_ENGINE is "dynamite"; the engines are dynoxide, dynamodb-local, endpoint.',
  );
});
