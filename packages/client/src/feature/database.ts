import type { Runtime } from "../execute/runtime.ts";
import type { SendOptions } from "../execute/send-options.ts";
import type { Operation, PagedOperation } from "../operation/operation.ts";
import type { Attempt } from "./attempt.ts";
import type { Items, ItemsOptions } from "./items.ts";

/**
 * A connection: sends operations through one client of the SDK. `T` names the attributes that it is scoped to: a connection
 * with a scope is a `Database`, too.
 */
export interface Database<T extends string = never> {
  /**
   * Sends an operation.
   *
   * @throws what its verb documents; ThrottledError, DeadlineError; other errors of the SDK untouched
   * @example
   * const task = await db.send(Task.get({ userId: "u1", taskId: "t1" }));
   */
  send<R>(operation: Operation<R>, options?: SendOptions): Promise<R>;

  /**
   * Sends an operation, and gives errors of the library as values: `error` is one of those that the verb documents. Errors
   * of the SDK and of the program are still thrown.
   *
   * @example
   * const created = await db.attempt(Task.create(input));
   * if (!created.ok && created.error.code === "item-exists") return created.error.item;
   */
  attempt<R, E>(operation: Operation<R, unknown, E>, options?: SendOptions): Promise<Attempt<R, E>>;

  /**
   * Iterates over the items of all pages of a query or scan. A page is read when its first item is asked for, or, with
   * `prefetch`, while the items of the page before are taken. `limit` of the operation counts for all of it; a deadline for
   * each page. Breaking off ends what is under way; `cursor` then says where to go on.
   *
   * @example
   * for await (const task of db.items(Task.query({ userId: "u1" }))) console.log(task.title);
   */
  items<I>(operation: PagedOperation<I, unknown, unknown, unknown>, options?: ItemsOptions): Items<I>;

  /** Never there: tells the compiler of the scope. */
  readonly "~scope"?: (attribute: T) => void;

  /** What procedures such as `verifyIndexKeys` send their requests through. */
  readonly "~runtime": Runtime;
}
