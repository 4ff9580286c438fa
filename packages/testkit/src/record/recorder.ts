import type { Answer } from "../network/answer.ts";
import type { Exchange } from "../network/handler.ts";
import { addCapacity, capacityIn } from "./capacity.ts";
import { createEntry, type Entry } from "./entry.ts";
import { errorName, nameOfFailure } from "./error-name.ts";
import { logFrom, type RecordContext, type RequestLog } from "./log.ts";

/** A log, and the way of a request into it. */
export interface Recorder {
  readonly requests: RequestLog;
  record(exchange: Exchange, next: () => Promise<Answer>): Promise<Answer>;
}

const mostBytes = 64 * 1024 * 1024;

/** @param most - How many bytes of bodies to keep; those of the oldest requests are forgotten. */
export function createRecorder(context: RecordContext, most: number = mostBytes): Recorder {
  // In the order of insertion.
  const entries = new Map<string, Entry>();
  const bodies: { readonly entry: Entry; readonly bytes: number }[] = [];
  let oldest = 0;
  let bytes = 0;
  let numbers = 0;

  const keep = (entry: Entry, size: number): void => {
    bodies.push({ entry, bytes: size });
    bytes += size;
    while (bytes > most && oldest < bodies.length - 1) {
      const body = bodies[oldest++];
      body?.entry.forget();
      bytes -= body?.bytes ?? 0;
    }
    // Taking from the front of an array one by one would be slow.
    if (oldest > 1000) {
      bodies.splice(0, oldest);
      oldest = 0;
    }
  };

  const entryOf = ({ attempt, bytes: size }: Exchange): Entry => {
    const found = entries.get(attempt.invocation);
    if (found) return found;
    const entry = createEntry(numbers++, attempt);
    entries.set(attempt.invocation || `#${entry.number}`, entry);
    keep(entry, size);
    return entry;
  };

  const clear = (): void => {
    entries.clear();
    bodies.length = 0;
    oldest = 0;
    bytes = 0;
  };

  const record = async (exchange: Exchange, next: () => Promise<Answer>): Promise<Answer> => {
    const { request, start } = entryOf(exchange);
    request.attempts++;
    try {
      const answer = await next();
      const consumed = capacityIn(answer, exchange.attempt);
      if (consumed) request.capacity = addCapacity(consumed, request.capacity);
      request.status = answer.status;
      request.error = errorName(answer);
      return answer;
    } catch (error) {
      request.status = undefined;
      request.error = nameOfFailure(error);
      throw error;
    } finally {
      request.milliseconds = performance.now() - start;
    }
  };

  const requests = logFrom(0, {
    from: (first) => [...entries.values()].filter(({ number }) => number >= first).map(({ request }) => request),
    next: () => numbers,
    clear,
    context,
  });
  return { requests, record };
}
