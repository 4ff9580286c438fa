import { execute } from "../execute/execute.ts";
import type { Runtime } from "../execute/runtime.ts";
import { attempt } from "./attempt.ts";
import type { Database } from "./database.ts";
import { readItems } from "./items.ts";

/** The connection that sends through a runtime. */
export function databaseOf(runtime: Runtime): Database {
  return Object.freeze({
    send: (operation, options = {}) => execute(runtime, operation, options),
    attempt: (operation, options = {}) => attempt(execute(runtime, operation, options)),
    items: (operation, options = {}) => readItems(runtime, operation, options),
    "~runtime": runtime,
  } satisfies Database as Database);
}
