import type { Capacity } from "./page.ts";

/** How far a batch has come. */
export interface BatchProgress {
  /** Operations that are done. */
  readonly done: number;
  /** Operations of the batch. */
  readonly total: number;
  /** Units that its requests have consumed so far. */
  readonly capacity: Capacity;
}

/** How a batch is sent. */
export interface BatchOptions {
  /** How many requests are under way at a time; 4 by default. */
  readonly concurrency?: number;
  /** How often it tries while nothing comes through, waiting longer each time; 8 by default. */
  readonly maxAttempts?: number;
  /** Called after each request that something came of. */
  readonly onProgress?: (progress: BatchProgress) => void;
}
