import { setTimeout as sleep } from "node:timers/promises";
import type { SdkClient } from "keywright";
import { TableError } from "../error/table-error.ts";
import type { TableOptions, TableProgress } from "./options.ts";
import { pauseLength } from "./pause.ts";
import { isNamed, type RequestName, type Requests, sendCommand } from "./send.ts";

/** One call of a function of this package: where it sends, what it has seen, how long it may take. */
export interface Run {
  /** The name of the table in the service. */
  readonly name: string;
  /** Aborted when the caller gives up, or the time is over. */
  readonly signal: AbortSignal;
  send<N extends RequestName>(request: N, input: Requests[N]["input"]): Promise<Requests[N]["output"]>;
  /** Tells the caller, unless this is what was told last of the same table or index. */
  report(progress: Omit<TableProgress, "table">): void;
  /** A series of growing pauses. */
  pauses(): () => Promise<void>;
}

/** A table, as far as only its name counts. Every table from `defineTable` is one. */
export interface NamedTable {
  readonly model: { readonly name: string };
}

const DEFAULT_TIMEOUT = 600_000;
// Node's timers take longer times for 1 ms.
const LONGEST_TIMER = 2 ** 31 - 1;

export function tableName(table: NamedTable, options: Pick<TableOptions, "name">): string {
  return options.name ?? table.model.name;
}

/** Does the work within the caller's time, and says what was seen last when that was not enough. */
export async function run<T>(
  client: SdkClient,
  table: NamedTable,
  options: TableOptions,
  work: (run: Run) => Promise<T>,
): Promise<T> {
  const name = tableName(table, options);
  const { signal, timeoutMs = DEFAULT_TIMEOUT, poll = {} } = options;
  const controller = new AbortController();
  const abort = (): void => controller.abort(signal?.reason);
  let late = false;
  let seen = "nothing was seen of it";
  const told = new Map<string | undefined, string>();
  // Made by hand: a timeout signal under AbortSignal.any can be collected before it fires on some versions of Node.
  const timer =
    timeoutMs <= LONGEST_TIMER
      ? setTimeout(() => {
          late = true;
          controller.abort();
        }, timeoutMs)
      : undefined;
  if (signal?.aborted) abort();
  else signal?.addEventListener("abort", abort, { once: true });
  try {
    return await work({
      name,
      signal: controller.signal,
      send: (request, input) => sendCommand(client, request, input, controller.signal),
      report: (progress) => {
        const { step, index, status } = progress;
        // The steps of a plan are no status of a table.
        if (progress.done === undefined)
          seen = `${index === undefined ? "its status" : `the status of its index '${index}'`} was ${status}`;
        if (told.get(index) === `${step} ${status}`) return;
        told.set(index, `${step} ${status}`);
        options.onProgress?.({ ...progress, table: name });
      },
      pauses: () => {
        let attempt = 0;
        return () => sleep(pauseLength(attempt++, poll, Math.random()), undefined, { signal: controller.signal });
      },
    });
  } catch (error) {
    if (!late || signal?.aborted || !isNamed(error, "AbortError")) throw error;
    throw new TableError({
      code: "table-timeout",
      table: name,
      retryable: true,
      cause: error,
      message: `The table '${name}' was not ready within ${timeoutMs} ms; when last seen, ${seen}. The service goes on with what it has begun: call again to wait on, or give a longer timeoutMs.`,
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

/** Repeats the request while the service has too much to do. */
export async function whenFree<T>(run: Run, errors: readonly string[], request: () => Promise<T>): Promise<T> {
  const pause = run.pauses();
  for (;;) {
    try {
      return await request();
    } catch (error) {
      // The SDK takes LimitExceededException for throttling and has repeated it a few times, for some seconds, by now.
      if (!isNamed(error, ...errors)) throw error;
      run.report({ step: "retry", status: error.name });
      await pause();
    }
  }
}
