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
export interface Operation<Result, Input = unknown, Errors = unknown> {
  /** The description that planners read. */
  readonly "~operation": Description;
  readonly "~result"?: Result;
  /** Errors of the library that sending rejects with: what `db.attempt` gives as values. */
  readonly "~errors"?: Errors;
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
  then(notSent: NotSent): never;
}

/** An operation that reads one item, or one answer. */
export interface GetOperation<Result, Input = unknown, Errors = unknown> extends Operation<Result, Input, Errors> {
  readonly "~kind"?: "get";
}

/** An operation that writes, or checks, one item: what transactions take. */
export interface WriteOperation<Result, Input = unknown, Errors = unknown> extends Operation<Result, Input, Errors> {
  readonly "~kind"?: "write";
}

/** An operation that reads a page of items. `db.items(operation)` iterates over all pages. */
export interface PagedOperation<Item, Input = unknown, Errors = unknown, Result = Page<Item>>
  extends Operation<Result, Input, Errors> {
  readonly "~kind"?: "pages";
  readonly "~item"?: Item;
}
