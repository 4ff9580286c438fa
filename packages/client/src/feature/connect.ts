import type { ClientConfig, SdkClient } from "../execute/client-or-config.ts";
import { checkDeadline } from "../execute/deadline.ts";
import type { Observer, Runtime } from "../execute/runtime.ts";
import { type PlanContext, type ReadMode, tableNames } from "../plan/context.ts";
import { randomMark } from "../plan/write-mark.ts";
import type { Database } from "./database.ts";
import { databaseOf } from "./database-of.ts";
import { type TransportName, transportOf } from "./transport-of.ts";

export interface ConnectOptions {
  /** Table names in the service, by the names in the model: `{ TaskApp: "prod-TaskApp" }`. The model's own by default. */
  readonly tables?: { readonly [logical: string]: string };
  /** Where timestamps and expiry take the time from; the system's clock by default. */
  readonly clock?: () => Date;
  /** Milliseconds that each operation may take, retries and pages included. No deadline by default. */
  readonly deadline?: number;
  /** What DynamoDB reports of consumed capacity, at no cost; `total` by default. */
  readonly capacity?: "none" | "total" | "indexes";
  /**
   * How much of each item that is read is checked: stored types and transforms (`structural`, the default), or the whole
   * schema (`strict`). An item that does not fit is a `ReadError`; with `tolerant`, which checks what `structural` does,
   * pages leave it out and report it in `unreadable`.
   */
  readonly reads?: ReadMode;
  /** `forbid` refuses `scan`, before a request; procedures whose purpose is to read a whole table still may. */
  readonly scans?: "allow" | "forbid";
  /** Signs cursors, so that clients cannot make their own. Without it a cursor's checksum finds damage only. */
  readonly cursorSecret?: string;
  /**
   * How requests are sent. `sdk`, the default: through the SDK's middleware, with its retries, signing and endpoints. A client
   * that `connect` makes from a configuration then reads and writes DynamoDB's JSON with this library's own code, which takes
   * less than half of the time. `direct`: with the SDK's configuration, credentials, endpoints, retries and connections, and
   * without its middleware, which takes a fraction of that. A client with middleware of its own is refused.
   */
  readonly transport?: TransportName;
  /** Called after each request, with its input, answer, duration and capacity. */
  readonly observe?: Observer;
}

const capacities = { none: "NONE", total: "TOTAL", indexes: "INDEXES" } as const;

/**
 * Connects entities to DynamoDB through a client of the AWS SDK, or a configuration for one. A client that is passed is
 * used as it is: nothing is added to it and none of its settings change. A client made from a configuration belongs to the
 * connection, and is faster. No request is made.
 *
 * @example
 * const db = connect(new DynamoDBClient({ region: "eu-central-1" }), { tables: { TaskApp: "prod-TaskApp" } });
 */
export function connect(client: SdkClient | ClientConfig, options: ConnectOptions = {}): Database {
  return databaseOf(runtimeOf(transportOf(client, options.transport), options));
}

function runtimeOf(transport: Runtime["transport"], options: ConnectOptions): Runtime {
  checkDeadline(options.deadline);
  const { tables, clock = () => new Date(), capacity = "total", reads = "structural" } = options;
  const { tableName } = tableNames(tables);
  const { cursorSecret } = options;
  const returnCapacity = capacities[capacity];
  return {
    transport,
    observer: options.observe,
    deadline: options.deadline,
    scans: options.scans ?? "allow",
    // Made for each operation, and so not with a spread.
    context: (): PlanContext => ({
      tableName,
      writeMark: randomMark,
      returnCapacity,
      readMode: reads,
      cursorSecret,
      now: clock(),
    }),
  };
}
