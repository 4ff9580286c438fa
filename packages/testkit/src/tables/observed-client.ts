import type { DynamoDBClient, DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import type { AnyTable, ConnectOptions } from "keywright";
import { createTestClock, type TestClock } from "../clock/test-clock.ts";
import type { Engine } from "../engine/engine.ts";
import type { Faults } from "../faults/faults.ts";
import { createFaults } from "../faults/injector.ts";
import { interceptingHandler } from "../network/handler.ts";
import { withoutRetryDelays } from "../network/retry-delays.ts";
import type { RequestLog } from "../record/log.ts";
import { createRecorder } from "../record/recorder.ts";
import { rememberLog } from "../record/source.ts";

interface ObservedClient {
  /** The client of the test. */
  readonly client: DynamoDBClient;
  /** What it is made of. */
  readonly config: DynamoDBClientConfig;
  /** A client without faults and records, for the kit's own requests. */
  readonly plain: DynamoDBClient;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly clock: TestClock;
  /** The clock for `db`: what it tells is known to the log of requests. */
  readonly told: () => Date;
  /** Destroys the clients that were made for this test. */
  destroy(): void;
}

interface Parts {
  readonly engine: Engine;
  readonly config: DynamoDBClientConfig | undefined;
  readonly retryDelays: "sdk" | "none" | undefined;
  /** In place of the test's own clock. */
  readonly time: ConnectOptions["clock"];
  /** Tables by their names in the service. */
  readonly tables: ReadonlyMap<string, AnyTable>;
}

// One for all tests of an engine: connecting, and the first request of a client, take longer than the rest of a small test.
const plainClients = new WeakMap<Engine, DynamoDBClient>();

function sharedClient(engine: Engine): DynamoDBClient {
  const found = plainClients.get(engine) ?? engine.client();
  plainClients.set(engine, found);
  return found;
}

/** Two clients of an engine that share their connections. */
export function observedClient({ engine, config, retryDelays, time, tables }: Parts): ObservedClient {
  const plain = config === undefined ? sharedClient(engine) : engine.client(config);
  const clock = createTestClock();
  const times = new Set<number>();
  const { faults, pass } = createFaults(engine.clientConfig.region);
  const { requests, record } = createRecorder({ tables, times });
  const requestHandler = interceptingHandler({
    through: plain,
    modelName: (table) => tables.get(table)?.model.name ?? table,
    intercept: (exchange) => record(exchange, () => pass(exchange)),
  });
  const observed = { ...engine.clientConfig, ...config, requestHandler };
  const client = engine.client(observed);
  if (retryDelays === "none") withoutRetryDelays(client);
  rememberLog(client, requests);
  const told = (): Date => {
    const now = (time ?? clock.now)();
    times.add(now.getTime());
    return now;
  };
  const destroy = (): void => {
    client.destroy();
    if (config !== undefined) plain.destroy();
  };
  return { client, config: observed, plain, faults, requests, clock, told, destroy };
}
