import { ThrottledError } from "../error/throttled-error.ts";
import type { BatchOptions } from "../operation/batch-options.ts";
import type { Capacity } from "../operation/page.ts";
import { type BatchPart, type Chunk, type ChunkLimits, takeChunk } from "../plan/batch/chunks.ts";
import { backOff } from "./backoff.ts";
import { addCapacity, none } from "./runtime.ts";

/** What a request did: which of its parts DynamoDB left, and what it consumed. */
export interface BatchAnswer<P> {
  readonly unprocessed: readonly P[];
  readonly capacity: Capacity;
}

/** A batch on its way. */
export interface Batch<P extends BatchPart> {
  /** What no request holds at the moment. */
  readonly waiting: readonly P[][];
  /** What requests hold, request by request. */
  readonly sending: Set<readonly P[]>;
  /** How many operations are done, and how many there are. */
  done: number;
  readonly total: number;
  capacity: Capacity;
  /** Requests that had something processed. */
  progress: number;
  stopped: boolean;
  /** What it stopped for, if not for throttling. */
  failure: unknown;
  /** What the last request was refused for of which everything was left. */
  hindrance: unknown;
  /** What `onProgress` threw. */
  thrown: { readonly error: unknown } | undefined;
}

const batchDefaults: Required<Pick<BatchOptions, "concurrency" | "maxAttempts">> = {
  concurrency: 4,
  maxAttempts: 8,
};

export function newBatch<P extends BatchPart>(lanes: readonly (readonly P[])[]): Batch<P> {
  return {
    waiting: lanes.map((lane) => [...lane]),
    sending: new Set(),
    done: 0,
    total: lanes.reduce((sum, lane) => sum + countOf(lane), 0),
    capacity: none,
    progress: 0,
    stopped: false,
    failure: undefined,
    hindrance: undefined,
    thrown: undefined,
  };
}

/** What is not done, as far as is known. */
export function leftOf<P extends BatchPart>({ waiting, sending }: Batch<P>): readonly P[] {
  return [...sending, ...waiting].flat();
}

/**
 * Sends a batch, as many requests as it takes, some of them side by side. What DynamoDB leaves unprocessed goes to the end
 * and is sent again. It stops where nothing comes through any more, or where a request fails: then something is left. Never
 * rejects.
 */
export async function sendBatch<P extends BatchPart>(
  batch: Batch<P>,
  limits: ChunkLimits,
  send: (parts: readonly P[]) => Promise<BatchAnswer<P>>,
  options: BatchOptions,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { concurrency = batchDefaults.concurrency } = options;
  const workers = Math.min(
    concurrency,
    batch.waiting.reduce((sum, { length }) => sum + length, 0),
  );
  await Promise.all(
    Array.from({ length: workers }, async () => {
      try {
        await work(batch, limits, send, options, signal);
      } catch (error) {
        stop(batch, error);
      }
    }),
  );
}

/** Lets no further request begin. */
export function stop<P extends BatchPart>(batch: Batch<P>, failure: unknown): void {
  // Also of one that came after the others had given up.
  batch.failure ??= failure;
  batch.stopped = true;
}

async function work<P extends BatchPart>(
  batch: Batch<P>,
  limits: ChunkLimits,
  send: (parts: readonly P[]) => Promise<BatchAnswer<P>>,
  { maxAttempts = batchDefaults.maxAttempts, onProgress }: BatchOptions,
  signal: AbortSignal | undefined,
): Promise<void> {
  let [standing, seen] = [0, batch.progress];
  while (!batch.stopped) {
    signal?.throwIfAborted();
    const chunk = takeChunk(batch.waiting, limits);
    if (chunk === undefined) return;
    const { parts } = chunk;
    batch.sending.add(parts);
    const { unprocessed, capacity } = await answered(batch, parts, send);
    settle(batch, chunk, unprocessed, capacity);
    const { done, total } = batch;
    try {
      if (unprocessed.length < parts.length) onProgress?.({ done, total, capacity: batch.capacity });
    } catch (error) {
      batch.thrown = { error };
      throw error;
    }
    if (unprocessed.length === 0) continue;
    // What came through anywhere shows that there is capacity; only standing still counts as an attempt.
    standing = batch.progress === seen ? standing + 1 : 1;
    seen = batch.progress;
    if (standing > maxAttempts) return stop(batch, undefined);
    await backOff(standing, signal);
  }
}

/** Sends one request. One that is throttled as a whole is like one of which everything is left. */
async function answered<P extends BatchPart>(
  batch: Batch<P>,
  parts: readonly P[],
  send: (parts: readonly P[]) => Promise<BatchAnswer<P>>,
): Promise<BatchAnswer<P>> {
  try {
    return await send(parts);
  } catch (error) {
    if (!ThrottledError.isInstance(error)) throw error;
    batch.hindrance = error;
    return { unprocessed: parts, capacity: none };
  }
}

function settle<P extends BatchPart>(
  batch: Batch<P>,
  { parts, lane }: Chunk<P>,
  unprocessed: readonly P[],
  capacity: Capacity,
): void {
  batch.sending.delete(parts);
  lane.push(...unprocessed);
  if (unprocessed.length < parts.length) batch.progress++;
  batch.done += countOf(parts) - countOf(unprocessed);
  batch.capacity = addCapacity(batch.capacity, capacity);
}

/** How many operations parts stand for. */
function countOf(parts: readonly BatchPart[]): number {
  return parts.reduce((sum, { positions }) => sum + positions.length, 0);
}
