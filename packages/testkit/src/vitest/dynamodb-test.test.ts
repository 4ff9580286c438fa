import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Engine } from "../engine/engine.ts";
import { startEngine } from "../engine/start.ts";
import { becomes, isAlive } from "../engine/test-support.ts";
import { runSpecs, type SpecRun } from "./testing/run-specs.ts";

// Each test is a run of vitest.
vi.setConfig({ testTimeout: 180_000 });

let running: Engine;
beforeAll(async () => {
  running = await startEngine({ engine: "dynoxide" });
});
afterAll(() => running.stop());

/** The environment in which specs use the engine that runs here, as after a global setup. */
function shared(): NodeJS.ProcessEnv {
  return { KEYWRIGHT_ENGINE: "endpoint", KEYWRIGHT_ENDPOINT: running.endpoint, KEYWRIGHT_ENDPOINT_PRODUCT: "dynoxide" };
}

async function tablesThere(): Promise<readonly string[]> {
  return (await running.client().send(new ListTablesCommand({}))).TableNames ?? [];
}

function tablesOf(told: SpecRun["told"]): ReadonlySet<unknown> {
  return new Set(told.flatMap(({ table }) => table ?? []));
}

/** How a report tells that the time was over. */
const timedOut = expect.stringMatching(/timed out|STACK_TRACE_ERROR/);
const isolated = ["isolated-one", "isolated-two"];

test.each(["threads", "forks"])(
  "tests side by side do not meet, each worker has one engine, and no engine is left: %s",
  async (pool) => {
    const { results, told } = await runSpecs(isolated, {
      args: ["--pool", pool, "--maxWorkers=2"],
      env: { KEYWRIGHT_ENGINE: "dynoxide" },
    });
    expect(Object.keys(results)).toHaveLength(26);
    expect(new Set(Object.values(results))).toEqual(new Set(["passed"]));
    expect(tablesOf(told).size).toBe(24);
    const engines = new Set(told.map(({ engine }) => engine));
    expect(engines.size).toBe(2);
    for (const pid of engines) expect(await becomes(() => !isAlive(pid as number), 20_000)).toBe(true);
  },
);

test("workers share an engine that runs, and leave no tables on it", async () => {
  const { results, told } = await runSpecs(isolated, { args: ["--maxWorkers=2"], env: shared() });
  expect(new Set(Object.values(results))).toEqual(new Set(["passed"]));
  expect(new Set(told.map(({ process }) => process)).size).toBe(2);
  expect(tablesOf(told).size).toBe(24);
  expect(await tablesThere()).toEqual([]);
});

test("files in a worker without isolation have one engine", async () => {
  const { results, told } = await runSpecs(isolated, {
    args: ["--pool", "threads", "--maxWorkers=1", "--no-isolate"],
    env: { KEYWRIGHT_ENGINE: "dynoxide" },
  });
  expect(new Set(Object.values(results))).toEqual(new Set(["passed"]));
  expect(new Set(told.map(({ file }) => file)).size).toBe(2);
  expect(new Set(told.map(({ engine }) => engine)).size).toBe(1);
});

test("what a test has ends with it, however it ends", async () => {
  const { results, told } = await runSpecs(["failing"], { env: shared() });
  expect(results).toEqual({
    fails: expect.stringContaining("as it has to"),
    "times out": timedOut,
    "is tried again, on tables that are empty": "passed",
    "has a fault that never happens": expect.stringMatching(/did not happen:\n- throttle on GetItem/),
    "fails, and does not speak of faults": expect.not.stringContaining("did not happen"),
    "has a seed that fails": expect.stringContaining("no seed"),
    "times out before it begins": timedOut,
    "gives what has timed out the time to end": "passed",
  });
  // One for each test and for the second try, and no test began that should not have.
  expect(told.map((line) => Object.keys(line)[0]).sort()).toEqual(["seeded", ...Array(8).fill("table")]);
  expect(tablesOf(told).size).toBe(8);
  expect(await tablesThere()).toEqual([]);
});

test("tests that use no fixture need no engine", async () => {
  const { results, told } = await runSpecs(["unused"], { env: { KEYWRIGHT_ENGINE: "no such engine" } });
  expect(results).toEqual({ "uses no fixture": "passed" });
  expect(told).toEqual([{ ran: "uses no fixture" }]);
});
