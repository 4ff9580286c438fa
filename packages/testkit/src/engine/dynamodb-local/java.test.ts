import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startFailure } from "../test-support.ts";
import { majorVersion } from "./java.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "keywright-java-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("reads old and new version texts", () => {
  expect(majorVersion('openjdk version "17.0.15" 2025-04-15')).toBe(17);
  expect(majorVersion('java version "1.8.0_422"')).toBe(8);
  expect(majorVersion('openjdk version "25" 2025-09-16')).toBe(25);
  expect(majorVersion("no such thing")).toBeUndefined();
});

test("missing Java is said with what to install", async () => {
  const failure = await startFailure({ KEYWRIGHT_ENGINE: "dynamodb-local", PATH: folder, JAVA_HOME: "" });
  expect(failure.code).toBe("java-missing");
  expect(failure.message).toMatch(/Java 17 or newer.*Install a Java runtime.*JAVA_HOME/);
});

test("Java that is too old is said with its version", async () => {
  await mkdir(join(folder, "bin"));
  const java = join(folder, "bin", "java");
  await writeFile(java, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
  await chmod(java, 0o755);
  const failure = await startFailure({ KEYWRIGHT_ENGINE: "dynamodb-local", JAVA_HOME: folder });
  expect(failure.code).toBe("java-too-old");
  expect(failure.message).toContain("is Java 11");
});
