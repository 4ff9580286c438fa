/* oxlint-disable no-empty-pattern -- vitest reads patterns of parameters, empty ones too */
import type { AnyTable } from "keywright";
import { type TestAPI, test } from "vitest";
import type { EngineName } from "../engine/names.ts";
import { type StartDynamoDBOptions, startDynamoDB } from "../tables/start-dynamodb.ts";
import type { DynamoDBFixtures } from "./fixtures.ts";
import { fillStore, type TestSeed } from "./seed.ts";
import { shareEngine } from "./worker-engine.ts";

export interface DynamoDBTestOptions extends Omit<StartDynamoDBOptions, "engine" | "tables"> {
  /** The tables that each test gets. */
  readonly model: readonly AnyTable[];
  /** The engine; by default as of `startEngine`, so that `KEYWRIGHT_ENGINE` decides. */
  readonly engine?: EngineName;
  /** What is in the tables when a test begins. Its requests are neither recorded nor do they have faults. */
  readonly seed?: TestSeed;
}

/**
 * A `test` for vitest whose tests get tables of their own on a real engine, as fixtures: `dynamodb`, `db`, `client`,
 * `engine`, `faults`, `requests`, `clock`.
 *
 * The engine is started for the first test of a worker that asks for a fixture, and stopped with the worker; a global setup
 * can start one for all workers. Each test has tables with names of their own, also under `test.concurrent`; they are deleted
 * when the test ends, also when it fails or times out.
 *
 * @throws {TestkitError} In the test: the engine cannot be had, or a fault of a test that passed never happened.
 *
 * @example
 * const test = dynamodbTest({ model: [taskTable], seed: seedOf(Task, [{ taskId: "t1", title: "Write" }]) });
 *
 * test("a task is found", async ({ db, requests }) => {
 *   expect(await db.send(Task.get({ taskId: "t1" }))).toMatchObject({ title: "Write" });
 *   expect(requests).toHaveSent({ get: 1 });
 * });
 */
export function dynamodbTest(options: DynamoDBTestOptions): TestAPI<DynamoDBFixtures> {
  const { model, seed, connect, client, retryDelays, ...engineOptions } = options;
  const storeOptions = {
    tables: model,
    ...(connect !== undefined && { connect }),
    ...(client !== undefined && { client }),
    ...(retryDelays !== undefined && { retryDelays }),
  };
  // vitest reads from the text of these functions which fixtures they use: the first parameter has to be a pattern.
  return test.extend<DynamoDBFixtures>({
    engine: [
      // biome-ignore lint/correctness/noEmptyPattern: see above
      async ({}, use) => {
        const { engine, release } = await shareEngine(engineOptions);
        try {
          await use(engine);
        } finally {
          await release();
        }
      },
      { scope: "worker" },
    ],
    dynamodb: async ({ engine, task, signal }, use) => {
      const dynamodb = await startDynamoDB({ ...storeOptions, engine });
      try {
        // After a test that has timed out meanwhile, vitest never comes back to what it had not set up yet.
        signal.throwIfAborted();
        if (seed !== undefined) await fillStore(dynamodb, seed);
        signal.throwIfAborted();
        await use(dynamodb);
        // Here, and not behind the fixture of the faults: vitest leaves out the ends of fixtures after one that throws.
        if (task.result?.state === "pass") dynamodb.faults.expectAllInjected();
      } finally {
        await dynamodb.stop();
      }
    },
    db: ({ dynamodb }, use) => use(dynamodb.db),
    client: ({ dynamodb }, use) => use(dynamodb.client),
    faults: ({ dynamodb }, use) => use(dynamodb.faults),
    requests: ({ dynamodb }, use) => use(dynamodb.requests),
    clock: ({ dynamodb }, use) => use(dynamodb.clock),
  });
}
