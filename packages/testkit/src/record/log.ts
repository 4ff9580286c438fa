import type { AnyTable } from "keywright";
import type { Answer } from "../network/answer.ts";
import type { JsonObject } from "../network/attempt.ts";
import type { Exchange } from "../network/handler.ts";
import { type DynamoDBOperation, type Verb, verbOf } from "../network/operation.ts";
import { type Capacity, capacityIn } from "./capacity.ts";
import { errorName, nameOfFailure } from "./error-name.ts";

/** A request that was sent through the client of a test; the SDK's retries of it are the same request. */
export interface RecordedRequest {
  readonly operation: DynamoDBOperation;
  /** The short name of the operation: `get` for `GetItem`. */
  readonly verb: Verb;
  /** The request's body as it went over the wire: table names are those of the service, binary values are base64. */
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

type Writable = { -readonly [P in keyof RecordedRequest]: RecordedRequest[P] };

/** A log, and the way of a request into it. */
export interface Recorder {
  readonly requests: RequestLog;
  record(exchange: Exchange, next: () => Promise<Answer>): Promise<Answer>;
}

export function createRecorder(context: RecordContext): Recorder {
  // In the order of insertion.
  const entries = new Map<string, Writable & { readonly number: number; readonly start: number }>();
  let numbers = 0;

  const entryOf = ({ attempt }: Exchange) => {
    const found = entries.get(attempt.invocation);
    if (found) return found;
    const { operation, invocation } = attempt;
    const entry = {
      number: numbers++,
      start: performance.now(),
      operation,
      verb: verbOf(operation),
      // Read when somebody asks.
      get input() {
        return attempt.input;
      },
      get tableNames() {
        return attempt.tableNames;
      },
      invocation,
      attempts: 0,
      status: undefined as number | undefined,
      error: undefined as string | undefined,
      capacity: undefined as Capacity | undefined,
      milliseconds: undefined as number | undefined,
    };
    entries.set(invocation || `#${entry.number}`, entry);
    return entry;
  };

  const logFrom = (first: number): RequestLog => {
    const all = (): RecordedRequest[] => [...entries.values()].filter(({ number }) => number >= first);
    return Object.freeze({
      get all() {
        return all();
      },
      counts: () => {
        const counts: { [V in Verb]?: number } = {};
        for (const { verb } of all()) counts[verb] = (counts[verb] ?? 0) + 1;
        return counts;
      },
      capacity: () => {
        const sum = { read: 0, write: 0 };
        for (const { capacity } of all()) {
          sum.read += capacity?.read ?? 0;
          sum.write += capacity?.write ?? 0;
        }
        return sum;
      },
      since: () => logFrom(numbers),
      clear: () => entries.clear(),
      "~context": context,
    });
  };

  return {
    requests: logFrom(0),
    record: async (exchange, next) => {
      const entry = entryOf(exchange);
      entry.attempts++;
      try {
        const answer = await next();
        const consumed = capacityIn(answer, exchange.attempt);
        if (consumed) {
          const { read, write } = entry.capacity ?? { read: 0, write: 0 };
          entry.capacity = { read: read + consumed.read, write: write + consumed.write };
        }
        entry.status = answer.status;
        entry.error = errorName(answer);
        return answer;
      } catch (error) {
        entry.status = undefined;
        entry.error = nameOfFailure(error);
        throw error;
      } finally {
        entry.milliseconds = performance.now() - entry.start;
      }
    },
  };
}
