import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineTable } from "keywright";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { startEngine } from "../engine/start.ts";
import { becomes, isOpen, program, stubEnvironment } from "../engine/test-support.ts";
import { startDynamoDB } from "../tables/start-dynamodb.ts";
import setUp from "./index.ts";
import { startSharedRun } from "./share.ts";

const file = (path: string): string => JSON.stringify(fileURLToPath(new URL(path, import.meta.url)));
const nothing = { KEYWRIGHT_ENGINE: "", KEYWRIGHT_ENDPOINT: "", KEYWRIGHT_ENDPOINT_PRODUCT: "" };
const project = { provide: () => {} };

/** What a worker that is started now finds. */
function told(): object {
  const { KEYWRIGHT_ENGINE, KEYWRIGHT_ENDPOINT, KEYWRIGHT_ENDPOINT_PRODUCT } = process.env;
  return { KEYWRIGHT_ENGINE, KEYWRIGHT_ENDPOINT, KEYWRIGHT_ENDPOINT_PRODUCT };
}

beforeEach(() => stubEnvironment(nothing));
afterEach(() => {
  vi.unstubAllEnvs();
});

test("workers start their own Dynoxide, of which the run says once that it is there", async () => {
  const stop = await setUp(project);
  expect(told()).toEqual({ ...nothing, KEYWRIGHT_ENGINE: "dynoxide" });
  await stop?.();
  expect(told()).toEqual(nothing);
});

test("variables that were not set are not set after it", async () => {
  vi.stubEnv("KEYWRIGHT_ENDPOINT", undefined);
  await (await startSharedRun(new Set(["dynoxide"]))).stop();
  expect("KEYWRIGHT_ENDPOINT" in process.env).toBe(false);
});

test("an endpoint stays what it is", async () => {
  await using running = await startEngine({ engine: "dynoxide" });
  const env = { KEYWRIGHT_ENDPOINT: running.endpoint, KEYWRIGHT_ENDPOINT_PRODUCT: "dynoxide" };
  stubEnvironment(env);
  const stop = await setUp(project);
  expect(told()).toEqual({ ...nothing, ...env });
  await stop?.();
  expect(told()).toEqual({ ...nothing, ...env });
  expect(await isOpen(running.endpoint)).toBe(true);
});

test("what cannot start fails the run, before any test", async () => {
  vi.stubEnv("KEYWRIGHT_DYNOXIDE", "/nowhere/dynoxide");
  await expect(setUp(project)).rejects.toMatchObject({ code: "dynoxide-missing" });
  expect(told()).toEqual(nothing);
});

test("Jest stops with the second call what it started with the first", async () => {
  const config = { maxWorkers: 2 };
  for (const engine of ["dynoxide", "", "dynoxide", ""]) {
    // Jest passes two arguments, and takes no result.
    expect(await setUp(config)).toBeUndefined();
    expect(told()).toEqual({ ...nothing, KEYWRIGHT_ENGINE: engine });
  }
});

// Which engines are shared is a matter of what they cost; that sharing works can be seen on the one that is always here. The
// tests of engine-tests do it on those that really are shared.
describe("a shared engine", () => {
  const shared = {
    KEYWRIGHT_ENGINE: "endpoint",
    KEYWRIGHT_ENDPOINT: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    KEYWRIGHT_ENDPOINT_PRODUCT: expect.stringMatching(/^dynoxide@\d+\.\d+\.\d+$/),
  };

  test("is one for all projects of vitest, and is gone after the run", async () => {
    const runs = [await startSharedRun(new Set(["dynoxide"])), await startSharedRun(new Set(["dynoxide"]))];
    expect(told()).toEqual(shared);
    const endpoint = process.env.KEYWRIGHT_ENDPOINT!;
    expect(await isOpen(endpoint)).toBe(true);
    await Promise.all(runs.map((run) => run.stop()));
    expect(told()).toEqual(nothing);
    expect(await isOpen(endpoint)).toBe(false);
  });

  test("leaves nothing of it in the cache, also where a test did not stop", async () => {
    const cache = await mkdtemp(join(tmpdir(), "keywright-shared-"));
    vi.stubEnv("KEYWRIGHT_CACHE", cache);
    try {
      const run = await startSharedRun(new Set(["dynoxide"]));
      await startDynamoDB({ tables: [defineTable({ name: "Notes", partitionKey: { id: "S" } })] });
      expect(await readdir(join(cache, "tables"))).toHaveLength(1);
      await run.stop();
      expect(await readdir(join(cache, "tables"))).toEqual([]);
    } finally {
      await rm(cache, { recursive: true });
    }
  });

  const run = (ending: string) =>
    program(
      `const { startSharedRun } = await import(${file("./share.ts")});
      await startSharedRun(new Set(["dynoxide"]));
      say(process.env.KEYWRIGHT_ENDPOINT);
      ${ending}`,
      nothing,
    );

  test("dies with the run that is killed", async () => {
    const { child, said } = run("setInterval(() => {}, 1000);");
    const endpoint = (await said) as string;
    expect(await isOpen(endpoint)).toBe(true);
    child.kill("SIGKILL");
    expect(await becomes(() => child.signalCode === "SIGKILL", 20_000)).toBe(true);
    await expect.poll(() => isOpen(endpoint), { timeout: 20_000 }).toBe(false);
  });

  test("does not keep a run from ending that forgets to stop it", async () => {
    const { child, said } = run("");
    const endpoint = (await said) as string;
    expect(await becomes(() => child.exitCode === 0, 20_000)).toBe(true);
    await expect.poll(() => isOpen(endpoint), { timeout: 20_000 }).toBe(false);
  });
});
