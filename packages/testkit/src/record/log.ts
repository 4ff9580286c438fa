import type { AnyTable } from "keywright";
import type { JsonObject } from "../network/attempt.ts";
import type { DynamoDBOperation, Verb } from "../network/operation.ts";
import { addCapacity, type Capacity } from "./capacity.ts";

/** A request that was sent through the client of a test; the SDK's retries of it are the same request. */
export interface RecordedRequest {
  readonly operation: DynamoDBOperation;
  /** The short name of the operation: `get` for `GetItem`. */
  readonly verb: Verb;
  /**
   * The request's body as it went over the wire: table names are those of the service, binary values are base64. Bodies are
   * kept up to 64 MB; reading an older one throws a `TestkitError` with the code `request-forgotten`.
   */
  readonly input: JsonObject;
  /** The request's tables, by their names in the model. */
  readonly tableNames: readonly string[];
  /** The same for all attempts of one request. */
  readonly invocation: string;
  /** How often it was sent: more than once where the SDK tried again. */
  readonly attempts: number;
  /** The HTTP status of the last answer; `undefined` while there is none, or where none came. */
  readonly status: number | undefined;
  /** The service's name of the error that the last attempt ended with, or the network's, such as `ECONNRESET`. */
  readonly error: string | undefined;
  /** Units, of all answers that came; `undefined` where none told them. */
  readonly capacity: Capacity | undefined;
  /** Milliseconds from the first attempt to the last answer, the SDK's waiting between them included. */
  readonly milliseconds: number | undefined;
}

/** The requests of one client, in the order in which they were first sent. */
export interface RequestLog {
  readonly all: readonly RecordedRequest[];
  /** How many there were, by short name: `{ get: 1, query: 2 }`. */
  counts(): { readonly [V in Verb]?: number };
  /** Capacity units of all of them, as far as answers told them. */
  capacity(): Capacity;
  /** A log of the requests from now on. */
  since(): RequestLog;
  /** Forgets the requests so far; here, and in logs that `since` gave. */
  clear(): void;
  /** What assertions need to understand them. */
  readonly "~context": RecordContext;
}

/** What is known of the tables and of the time of the requests. */
export interface RecordContext {
  /** Tables by their names in the service. */
  readonly tables: ReadonlyMap<string, AnyTable>;
  /** The times that `db` was told, in milliseconds since 1970. */
  readonly times: ReadonlySet<number>;
}

/** What logs are made of. */
export interface LogParts {
  /** The requests from a number on. */
  readonly from: (first: number) => readonly RecordedRequest[];
  /** The number of the next request. */
  readonly next: () => number;
  readonly clear: () => void;
  readonly context: RecordContext;
}

export function logFrom(first: number, parts: LogParts): RequestLog {
  const all = (): readonly RecordedRequest[] => parts.from(first);
  return Object.freeze({
    get all() {
      return all();
    },
    counts: () => {
      const counts: { [V in Verb]?: number } = {};
      for (const { verb } of all()) counts[verb] = (counts[verb] ?? 0) + 1;
      return counts;
    },
    capacity: () => all().reduce((sum, { capacity }) => addCapacity(sum, capacity), { read: 0, write: 0 }),
    since: () => logFrom(parts.next(), parts),
    clear: parts.clear,
    "~context": parts.context,
  });
}
