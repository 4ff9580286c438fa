import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { CAPABILITIES } from "../engine/capability.ts";
import { startEngine } from "../engine/start.ts";
import { bareEnvironment, elsewhere, stubEnvironment } from "../engine/test-support.ts";
import { command } from "./command.ts";
import { printReport } from "./print.ts";

let empty: string;
beforeAll(async () => {
  empty = await mkdtemp(join(tmpdir(), "keywright-doctor-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
});
afterAll(() => rm(empty, { recursive: true }));

interface Run {
  readonly code: number;
  readonly out: string;
  readonly progress: readonly string[];
}

async function doctor(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Run> {
  stubEnvironment({ ...bareEnvironment(empty), ...env });
  let out = "";
  const progress: string[] = [];
  const code = await command(args, {
    out: (text) => {
      out += text;
    },
    progress: (line) => progress.push(line),
  });
  return { code, out, progress };
}

test("says what is there, what that lacks, and why the others are not", async () => {
  const { code, out, progress } = await doctor(["doctor"]);
  expect(out).toMatch(/^dynoxide: available \(\d+\.\d+\.\d+\)\n {4}Lacks: .*ttlDeletion/);
  expect(out).toMatch(/^dynamodb-local: not available\n {4}DynamoDB Local needs Java 17/m);
  expect(out).toMatch(/^container: not available\n {4}No container runtime answers/m);
  expect(out).toMatch(/^endpoint: not available\n {4}.*needs an address/m);
  expect(out).toMatch(/\nTests use dynoxide, where they do not choose another\.\n$/);
  expect(progress).toEqual(["Looking for engines ..."]);
  expect(code).toBe(0);
});

test("--start starts what is there; --json is for programs", async () => {
  await using running = await startEngine({ engine: "dynoxide" });
  const { code, out, progress } = await doctor(["doctor", "--start", "--json"], {
    KEYWRIGHT_ENDPOINT: running.endpoint,
    KEYWRIGHT_ENDPOINT_PRODUCT: "dynamodb-local@3.3.1",
  });
  const lacks = { dynoxide: CAPABILITIES.filter((capability) => !running.supports(capability)) };
  expect(JSON.parse(out)).toEqual({
    chosen: "endpoint",
    engines: [
      {
        name: "dynoxide",
        available: true,
        version: running.version,
        startMs: expect.any(Number),
        lacks: lacks.dynoxide,
      },
      { name: "dynamodb-local", available: false, reason: expect.any(String), lacks: expect.arrayContaining(["tags"]) },
      { name: "container", available: false, reason: expect.any(String), lacks: expect.arrayContaining(["tags"]) },
      {
        name: "endpoint",
        available: true,
        version: "3.3.1",
        startMs: expect.any(Number),
        lacks: expect.arrayContaining(["tags"]),
      },
    ],
  });
  expect(progress).toEqual(["Looking for engines ...", "Starting dynoxide ...", "Starting endpoint ..."]);
  expect(code).toBe(0);
});

test("none is exit code 1, with what to do for each", async () => {
  const { code, out } = await elsewhere(() => doctor(["doctor"]));
  expect(out.match(/^[\w-]+: not available$/gm)).toHaveLength(4);
  expect(out).toMatch(/Install it\s+\(npm install.*Install a Java\s+runtime.*Start Docker.*set KEYWRIGHT_ENDPOINT/s);
  expect(out).toMatch(/No engine is available: do what is said above for one of them\.\n$/);
  expect(code).toBe(1);
});

test("an engine that was chosen and is not there is exit code 1, whatever else is", async () => {
  const container = await doctor(["doctor"], { KEYWRIGHT_ENGINE: "container" });
  expect(container.out).toMatch(/Tests use container, .* AND IT IS NOT AVAILABLE\.\n$/);
  const dynamite = await doctor(["doctor"], { KEYWRIGHT_ENGINE: "dynamite" });
  expect(dynamite.out).toContain('KEYWRIGHT_ENGINE is "dynamite"; the engines are');
  // It can be found, and not started.
  const broken = await doctor(["doctor", "--start"], { KEYWRIGHT_DYNOXIDE: "/bin/echo" });
  expect(broken.out).toMatch(/^dynoxide: not available\n {4}.* did not answer/);
  expect([container.code, dynamite.code, broken.code]).toEqual([1, 1, 1]);
});

test.each([[[]], [["patient"]], [["doctor", "who"]], [["doctor", "--fast"]]])(
  "%j is no command, and is told those that are",
  async (args) => {
    const { code, out, progress } = await doctor(args);
    expect([code, out, progress.join()]).toEqual([
      2,
      "",
      expect.stringContaining("keywright-testkit doctor [--start]"),
    ]);
  },
);

test("--help", async () => {
  expect(await doctor(["--help"])).toEqual({ code: 0, out: expect.stringContaining("Exit code"), progress: [] });
});

test("what has to be fetched is said, and long lines are broken", () => {
  const report = printReport({
    chosen: "dynamodb-local",
    engines: [
      { name: "dynoxide", available: false, reason: `${"word ".repeat(30)}end`, lacks: [] },
      {
        name: "dynamodb-local",
        available: true,
        version: "1.25.1",
        fetches: "57 MB from npm",
        startMs: 1800,
        lacks: [],
      },
    ],
  });
  expect(report).toContain(`
dynamodb-local: available (1.25.1, answered after 1800 ms)
    The first start fetches 57 MB from npm.
    Lacks nothing.
`);
  expect(report.split("\n").every((line) => line.length <= 104)).toBe(true);
});
