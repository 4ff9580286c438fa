import { AsyncLocalStorage } from "node:async_hooks";

const key: unique symbol = Symbol.for("keywright.testkit.unobserved") as never;

interface Shared {
  [key]?: AsyncLocalStorage<true>;
}

// One for the process: two copies of this package (ESM and CommonJS) must agree, and many of them would cost time.
function storage(): AsyncLocalStorage<true> {
  const shared: Shared = globalThis as Shared;
  shared[key] ??= new AsyncLocalStorage();
  return shared[key];
}

/**
 * Runs `fn` so that its requests meet no fault and are not recorded: to prepare data in a test, or to look at what is
 * stored. Requests that others send meanwhile are observed as always.
 *
 * @example
 * dynamodb.faults.reset({ on: "GetItem", times: Infinity });
 * const stored = await unobserved(() => tasks.get({ taskId: "t1" }));
 */
export function unobserved<T>(fn: () => T): T {
  return storage().run(true, fn);
}

export function isUnobserved(): boolean {
  return storage().getStore() === true;
}
