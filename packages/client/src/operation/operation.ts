import type { Description } from "./description.ts";
import type { RequestOptions } from "./request.ts";

/** What the compiler shows where an operation is awaited that was never sent. */
export type NotSent = "an operation does nothing until you pass it to db.send(...)";

/**
 * A request that has been described and not been sent: an immutable value. `db.send(operation)` sends it and gives `Result`;
 * `toRequest()` shows the input of the SDK's command without sending. Awaiting it does not compile, and rejects at run time.
 */
export interface Operation<Result, Input = unknown> {
  /** The description that planners read. */
  readonly "~operation": Description;
  readonly "~result"?: Result;
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
  then(notSent: NotSent): never;
}

/** An operation that reads one item. */
export interface GetOperation<Result, Input = unknown> extends Operation<Result, Input> {
  readonly "~kind"?: "get";
}

/** An operation that writes, or checks, one item: what transactions take. */
export interface WriteOperation<Result, Input = unknown> extends Operation<Result, Input> {
  readonly "~kind"?: "write";
}

/** An operation that reads a page of items. `db.items(operation)` iterates over all pages. */
export interface QueryOperation<Item, Input = unknown> extends Operation<Page<Item>, Input> {
  readonly "~kind"?: "query";
  readonly "~item"?: Item;
}

/** Capacity units that a request consumed; halves occur on eventually consistent reads. */
export interface Capacity {
  readonly read: number;
  readonly write: number;
}

/** Items that a query gave, and where to go on. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Pass it to the same query to read on after the last of these items; `undefined` at the end. */
  readonly cursor: string | undefined;
  /** Read units consumed by the requests of this page. */
  readonly capacity: Capacity;
  /** Items that were read and left out, because they are not of this entity. */
  readonly skipped: number;
}
