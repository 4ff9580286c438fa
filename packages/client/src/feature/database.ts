import type { SendOptions } from "../execute/execute.ts";
import type { Runtime } from "../execute/runtime.ts";
import type { Operation, QueryOperation } from "../operation/operation.ts";

/** A connection: sends operations through one client of the SDK. */
export interface Database {
  /**
   * Sends an operation.
   *
   * @throws what its verb documents; ThrottledError, DeadlineError; other errors of the SDK untouched
   * @example
   * const task = await db.send(Task.get({ userId: "u1", taskId: "t1" }));
   */
  send<R>(operation: Operation<R>, options?: SendOptions): Promise<R>;

  /**
   * Iterates over the items of all pages of a query, one request ahead of none: a page is read when its first item is asked
   * for. `limit` of the query counts for all of it.
   *
   * @example
   * for await (const task of db.items(Task.query({ userId: "u1" }))) console.log(task.title);
   */
  items<I>(operation: QueryOperation<I>, options?: SendOptions): AsyncGenerator<I, void, undefined>;

  /** What procedures such as `verifyIndexKeys` send their requests through. */
  readonly "~runtime": Runtime;
}
