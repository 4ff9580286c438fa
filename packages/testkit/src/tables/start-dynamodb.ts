import { join } from "node:path";
import type { DynamoDBClient, DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { createTable, deleteTable } from "@keywright/tables";
import type { AnyTable, ConnectOptions, Database } from "keywright";
import type { TestClock } from "../clock/test-clock.ts";
import type { Engine } from "../engine/engine.ts";
import type { EngineName } from "../engine/names.ts";
import { type StartEngineOptions, startEngine } from "../engine/start.ts";
import { TestkitError } from "../error/testkit-error.ts";
import type { Faults } from "../faults/faults.ts";
import { unobserved } from "../network/unobserved.ts";
import type { RequestLog } from "../record/log.ts";
import { all } from "./all.ts";
import { checkCapability } from "./check-capability.ts";
import { connected } from "./connected.ts";
import { isolatedName, randomId } from "./isolated-name.ts";
import { observedClient } from "./observed-client.ts";
import { recordFolder, writeRecord } from "./record.ts";
import { sweepTables } from "./sweep.ts";

export interface StartDynamoDBOptions extends Omit<StartEngineOptions, "engine"> {
  /** The engine to start, or one that runs: it is shared then, and not stopped. Default: as of `startEngine`. */
  readonly engine?: EngineName | Engine;
  /** Tables to create. */
  readonly tables?: readonly AnyTable[];
  /** For `db`: the mode of reads, for instance. A clock given here takes the place of `clock`. */
  readonly connect?: Omit<ConnectOptions, "tables">;
  /** For `client`: how often it tries, for instance, `{ maxAttempts: 1 }`. */
  readonly client?: DynamoDBClientConfig;
  /**
   * How long the SDK waits before it tries again: as always, up to seconds after throttling, or not at all, which is for tests
   * with many faults. `sdk` by default.
   */
  readonly retryDelays?: "sdk" | "none";
}

/** An engine with tables of its own. */
export interface TestDynamoDB extends AsyncDisposable {
  readonly engine: Engine;
  /** Sends through `faults`, and is recorded in `requests`. */
  readonly client: DynamoDBClient;
  /** Sends operations to the tables of this test. */
  readonly db: Database;
  /** Faults for the requests of `client`, and so of `db`. */
  readonly faults: Faults;
  /** The requests of `client`, and so of `db`; those that create and delete tables here are not among them. */
  readonly requests: RequestLog;
  /** The time as `db` sees it. */
  readonly clock: TestClock;
  /** Names in the service by names in the model, such as `TaskApp-x4k2n9q0bd`, of the tables that are there now. */
  readonly tableNames: Readonly<Record<string, string>>;
  /**
   * Creates tables as `createTable` of `@keywright/tables` does, and waits for them.
   *
   * @throws {TestkitError} `table-name-taken` where a table of this name is there; `engine-lacks-capability` where an index key
   * has several attributes and the engine does not know such; `engine-stopped` after `stop()`.
   */
  createTables(...tables: readonly AnyTable[]): Promise<void>;
  /** Deletes the tables of this test, so that they can be created anew. */
  dropTables(): Promise<void>;
  /** Deletes the tables, and stops the engine if it was started here. */
  stop(): Promise<void>;
}

/**
 * Starts a DynamoDB engine, or takes a running one, and creates tables for one test. Each call gives its tables names of
 * their own, so that tests which share an engine do not meet.
 *
 * On an engine that outlives this program (`endpoint`), the tables are also written down in the cache folder; if the program
 * is killed, the next call for that endpoint deletes what it left.
 *
 * @throws {TestkitError} The engine cannot be had; the message says what to install or to set.
 *
 * @example
 * await using dynamodb = await startDynamoDB({ tables: [taskTable] });
 * const tasks = repository(dynamodb.db, Task);
 *
 * @example
 * // Several test files on one engine at http://127.0.0.1:8000
 * const dynamodb = await startDynamoDB({ endpoint: "http://127.0.0.1:8000", tables: [taskTable] });
 * afterAll(() => dynamodb.stop());
 */
export async function startDynamoDB(options: StartDynamoDBOptions = {}): Promise<TestDynamoDB> {
  const { engine: wanted, tables = [], connect: connectOptions, client, retryDelays, ...rest } = options;
  const shared = typeof wanted === "object" ? wanted : undefined;
  const name = typeof wanted === "string" ? { engine: wanted } : {};
  const engine = shared ?? (await startEngine({ ...rest, ...name }));
  const fixture = tablesOn(engine, shared !== undefined, {
    connect: connectOptions,
    client,
    retryDelays,
  });
  try {
    if (outlives(engine)) await unobserved(() => sweepTables(fixture.client, recordFolder(engine.clientConfig)));
    await fixture.createTables(...tables);
    return fixture;
  } catch (error) {
    await fixture.stop().catch((later: unknown) => {
      throw new AggregateError([error, later], `${String(error)}\nAnd then stopping failed: ${String(later)}`);
    });
    throw error;
  }
}

// What was started here ends with this program, and keeps nothing.
function outlives(engine: Engine): boolean {
  return !engine.startedHere;
}

function tablesOn(
  engine: Engine,
  shared: boolean,
  options: { readonly [P in "connect" | "client" | "retryDelays"]: StartDynamoDBOptions[P] | undefined },
): TestDynamoDB {
  const id = randomId();
  // Without a prototype any name that DynamoDB takes is an ordinary property, `__proto__` included.
  const tableNames: Record<string, string> = Object.create(null);
  // Also those that were dropped: requests that were recorded keep their tables.
  const known = new Map<string, AnyTable>();
  const { plain, client, config, faults, requests, clock, told, destroy } = observedClient({
    engine,
    config: options.client,
    retryDelays: options.retryDelays,
    time: options.connect?.clock,
    tables: known,
  });
  const { db, destroy: disconnect } = connected(
    { client, config, requests, retryDelays: options.retryDelays },
    { ...options.connect, clock: told, tables: tableNames },
  );
  const record = outlives(engine) ? join(recordFolder(engine.clientConfig), `${process.pid}-${id}.json`) : undefined;
  const writeDown = async (): Promise<void> => {
    if (record !== undefined) await writeRecord(record, engine.endpoint, Object.values(tableNames));
  };
  let stopped: Promise<void> | undefined;

  const createTables = async (...tables: readonly AnyTable[]): Promise<void> => {
    if (stopped !== undefined) {
      throw new TestkitError({
        code: "engine-stopped",
        message: "The tables of this test were deleted by stop(); call startDynamoDB() for new ones.",
      });
    }
    const names = tables.map(({ model }) => model.name);
    const taken = names.find((name, i) => Object.hasOwn(tableNames, name) || names.indexOf(name) !== i);
    if (taken !== undefined) {
      throw new TestkitError({
        code: "table-name-taken",
        message: `There would be two tables '${taken}' in this test. Leave one out, give it another name, or call dropTables() first.`,
      });
    }
    for (const table of tables) checkCapability(engine, table);
    for (const table of tables) {
      const name = isolatedName(table.model.name, id);
      tableNames[table.model.name] = name;
      known.set(name, table);
    }
    await writeDown();
    await all(tables.map((table) => createTable(plain, table, { name: isolatedName(table.model.name, id) })));
  };

  const dropTables = async (): Promise<void> => {
    try {
      await all(
        Object.entries(tableNames).map(async ([logical, name]) => {
          await deleteTable(plain, { model: { name } }, { ifAbsent: "ignore" });
          delete tableNames[logical];
        }),
      );
    } finally {
      await writeDown();
    }
  };

  const stop = async (): Promise<void> => {
    try {
      if (shared || outlives(engine)) await dropTables();
    } finally {
      disconnect();
      destroy();
      if (!shared) await engine.stop();
    }
  };
  const stopOnce = (): Promise<void> => {
    stopped ??= stop();
    return stopped;
  };
  return {
    engine,
    client,
    db,
    faults,
    requests,
    clock,
    tableNames,
    createTables,
    dropTables,
    stop: stopOnce,
    [Symbol.asyncDispose]: stopOnce,
  };
}
