/** Something that happened on the way. */
export interface TableProgress {
  /**
   * - `create`, `add-index`, `time-to-live`, `delete`: the request was accepted.
   * - `wait`: the table or an index is not yet, or is now, as it should be. Told when the status changes.
   * - `change`, `done`, `skip`: a step of a plan was accepted, is done, or was done before; `status` is its sentence.
   * - `retry`: another change is under way, or too many are; the request is made again after a pause.
   */
  readonly step: "create" | "add-index" | "time-to-live" | "delete" | "change" | "done" | "skip" | "wait" | "retry";
  /** The name of the table in the service. */
  readonly table: string;
  readonly index?: string;
  /** The status as DynamoDB names it; `ABSENT` where there is nothing; for `retry` the name of the error. */
  readonly status: string;
  /** Of a plan: how many of its steps are done. */
  readonly done?: number;
  /** Of a plan: how many steps it has. */
  readonly of?: number;
}

/** What every function of this package takes. */
export interface TableOptions {
  /** The name of the table in the service. Default: the model's. */
  readonly name?: string;
  /** Ends the waiting, and rejects with an `AbortError`. What the service has begun goes on. */
  readonly signal?: AbortSignal;
  /** Milliseconds that the whole call may take. Default: 600,000 (ten minutes); `Infinity` for no limit. */
  readonly timeoutMs?: number;
  /** Called when a request was accepted, when a status changes, and when a request has to be repeated. */
  readonly onProgress?: (progress: TableProgress) => void;
  /** How often `DescribeTable` is asked while waiting. */
  readonly poll?: PollOptions;
}

/** Pauses between two looks at a table. They grow by half each time, up to the cap, with a jitter of a quarter. */
export interface PollOptions {
  /** The first pause in milliseconds. Default: 20, which suits engines that are ready at once. */
  readonly startMs?: number;
  /** The longest pause in milliseconds. Default: 20,000. */
  readonly capMs?: number;
}
