import { makeOperation } from "../definition/make-operation.ts";
import { execute, type SendOptions } from "../execute/execute.ts";
import type { Runtime } from "../execute/runtime.ts";
import type { QueryOperation } from "../operation/operation.ts";

/** Reads page after page until the end, or until the limit of the query. */
export async function* readItems<I>(
  runtime: Runtime,
  operation: QueryOperation<I>,
  options: SendOptions,
): AsyncGenerator<I, void, undefined> {
  const description = operation["~operation"];
  if (description.verb !== "query") throw new TypeError("items() takes a query");
  let { cursor, limit } = description;
  do {
    const page = await execute(runtime, makeOperation({ ...description, cursor, limit }) as QueryOperation<I>, options);
    yield* page.items;
    cursor = page.cursor;
    if (limit !== undefined) limit -= page.items.length;
  } while (cursor !== undefined && limit !== 0);
}
