/** How one operation is sent. */
export interface SendOptions {
  /** Aborts the operation: `send` then rejects with the SDK's `AbortError`. A write may have happened all the same. */
  readonly signal?: AbortSignal;
  /** Milliseconds that the operation may take, retries and pages included; the connection's deadline by default. */
  readonly deadline?: number;
}
