import { startEngine } from "@keywright/testkit";
import setUp from "@keywright/testkit/global-setup";
import { afterEach, describe, expect, test, vi } from "vitest";
import { isOpen, programThatStarts } from "./test-support.ts";

// On whatever engine KEYWRIGHT_ENGINE chooses.
const name = process.env.KEYWRIGHT_ENGINE;
const shared = name === "dynamodb-local" || name === "container";
const project = { provide: () => {} };

afterEach(() => {
  vi.unstubAllEnvs();
});

test.runIf(shared)("one engine serves all workers, with what it is known to do", async () => {
  const stop = await setUp(project);
  const [one, two] = await Promise.all([startEngine(), startEngine()]);
  expect(one).toMatchObject({ name: "endpoint", product: "dynamodb-local", endpoint: two.endpoint });
  // An engine that a test asks for by name is its own, of the same version.
  await using own = await startEngine({ engine: name as "container" });
  expect(own.endpoint).not.toBe(one.endpoint);
  expect(one.version).toBe(own.version);
  await Promise.all([one.stop(), two.stop()]);
  expect(await isOpen("127.0.0.1", one.endpoint)).toBe(true);
  await stop?.();
  expect(await isOpen("127.0.0.1", one.endpoint)).toBe(false);
  expect(process.env.KEYWRIGHT_ENGINE).toBe(name);
});

test.runIf(name === "dynoxide" || name === undefined)("workers start Dynoxide themselves", async () => {
  const stop = await setUp(project);
  await using one = await startEngine();
  await using two = await startEngine();
  expect(one.startedHere && one.endpoint !== two.endpoint).toBe(true);
  await stop?.();
});

// A container is removed by another one, which container.test.ts waits for.
describe.runIf(name === "dynamodb-local")("a run that is killed", () => {
  test("takes the shared engine along", async () => {
    const { child, endpoint } = await programThatStarts(
      `import { globalSetup } from "@keywright/testkit/global-setup";
      await globalSetup();
      const engine = { endpoint: process.env.KEYWRIGHT_ENDPOINT }`,
    );
    expect(await isOpen("127.0.0.1", endpoint)).toBe(true);
    child.kill("SIGKILL");
    await expect.poll(() => isOpen("127.0.0.1", endpoint), { timeout: 30_000 }).toBe(false);
  });
});
