import { type SharedRun, startSharedRun } from "./share.ts";

// In Jest the setup and the teardown may be two copies of this module.
const RUNNING: unique symbol = Symbol.for("@keywright/testkit/global-setup");
const state = globalThis as { [RUNNING]?: SharedRun | undefined };

/** Starts the engine of a run: the `globalSetup` of node:test. */
export async function globalSetup(): Promise<void> {
  await globalTeardown();
  state[RUNNING] = await startSharedRun();
}

/** Stops the engine of a run: the `globalTeardown` of node:test. */
export async function globalTeardown(): Promise<void> {
  const running = state[RUNNING];
  state[RUNNING] = undefined;
  await running?.stop();
}

/**
 * Chooses the engine of a whole run of tests, and starts one for all workers where that is cheaper than one for each:
 * DynamoDB Local, with Java or in a container. Where it is not (Dynoxide), each test file starts its own in 20 ms. Ends
 * with the run, however that ends.
 *
 * In vitest this is the `globalSetup`. In Jest it is both the `globalSetup` and the `globalTeardown`: called a second time,
 * it stops what the first call started. For node:test there are `globalSetup` and `globalTeardown`.
 *
 * @throws {TestkitError} As `startEngine`.
 *
 * @example
 * // vitest.config.ts
 * export default defineConfig({ test: { globalSetup: ["@keywright/testkit/global-setup"] } });
 *
 * @example
 * // jest.config.js
 * module.exports = {
 *   globalSetup: "@keywright/testkit/global-setup",
 *   globalTeardown: "@keywright/testkit/global-setup",
 * };
 */
// biome-ignore lint/style/noDefaultExport: the test runners call the default export
export default async function shareEngine(runner?: unknown): Promise<(() => Promise<void>) | undefined> {
  // vitest passes its project, once for each, and takes the teardown as the result.
  if (typeof runner === "object" && runner !== null && "provide" in runner) return (await startSharedRun()).stop;
  await (state[RUNNING] === undefined ? globalSetup() : globalTeardown());
  return undefined;
}
