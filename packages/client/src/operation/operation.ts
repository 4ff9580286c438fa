import type { Description } from "./description.ts";
import type { ExplainOptions, Explanation } from "./explanation.ts";
import type { Page } from "./page.ts";
import type { RequestOptions } from "./request.ts";

/** What the compiler shows where an operation is awaited that was never sent. */
export type NotSent = "an operation does nothing until you pass it to db.send(...)";

/**
 * A request that has been described and not been sent: an immutable value. `db.send(operation)` sends it and gives `Result`;
 * `toRequest()` shows the input of the SDK's command without sending. Awaiting it does not compile, and rejects at run time.
 */
export interface Operation<Result, Input = unknown, Errors = unknown, Kind = unknown> {
  /** The description that planners read. */
  readonly "~operation": Description;
  readonly "~result"?: Result;
  /** Errors of the library that sending rejects with: what `db.attempt` gives as values. */
  readonly "~errors"?: Errors;
  /** What it is good for beside `send`: see `WriteOperation` and `PagedOperation`. */
  readonly "~kind"?: Kind;
  /**
   * The exact input of the AWS SDK's command that sending would use. Times are of now and table names are the model's,
   * unless the options say otherwise.
   *
   * @throws ValidationError, CursorError as sending would
   * @example
   * Task.get({ userId: "u1", taskId: "t1" }).toRequest();
   * // { TableName: "TaskApp", Key: { PK: { S: "USER#u1" }, SK: { S: "TASK#t1" } } }
   */
  toRequest(options?: RequestOptions): Input;
  /**
   * What sending would do: its requests, index and key, an estimate of the capacity units that it consumes, and warnings.
   * Sends nothing.
   *
   * @throws ValidationError, CursorError as sending would
   * @example
   * console.log(Task.query({ userId: "u1" }).explain({ items: 50, itemSize: 300 }).summary);
   */
  explain(options?: ExplainOptions): Explanation;
  then(this: NotSent, notSent: NotSent): never;
}

// Not interfaces that extend it: the compiler compares operations by their parameters, which costs it much less.

/** An operation that reads one item, or one answer. */
export type GetOperation<Result, Input = unknown, Errors = unknown> = Operation<Result, Input, Errors, "get">;

/** An operation that writes, or checks, one item: what transactions take. */
export type WriteOperation<Result, Input = unknown, Errors = unknown> = Operation<Result, Input, Errors, "write">;

/** What tells a write that a batch takes, for messages of the compiler. */
export interface Batchable {
  readonly "~batch": "put, or delete with mustExist: false, of an entity without a version";
}

/** A write without conditions: what batches take. */
export type BatchableOperation<Result = unknown, Input = unknown, Errors = unknown> = Operation<
  Result,
  Input,
  Errors,
  "write" & Batchable
>;

/** An operation that reads pages of items. */
export interface Pages<Item> {
  readonly "~item": Item;
}

/** An operation that reads a page of items. `db.items(operation)` iterates over all pages. */
export type PagedOperation<Item, Input = unknown, Errors = unknown, Result = Page<Item>> = Operation<
  Result,
  Input,
  Errors,
  Pages<Item>
>;
