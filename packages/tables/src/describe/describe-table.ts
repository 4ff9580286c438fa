import type { SdkClient } from "keywright";
import type { TableOptions } from "../run/options.ts";
import { type NamedTable, run } from "../run/run.ts";
import { readTable } from "./read-table.ts";
import { readTimeToLive } from "./read-time-to-live.ts";
import type { TableDescription } from "./table-description.ts";

/**
 * What is there under the name of a table, whether it is as the model says or not: status, keys, indexes, stream and time
 * to live. `undefined` where there is no table.
 *
 * Requests: `DescribeTable`, and for a table that is there `DescribeTimeToLive` (which DynamoDB limits to ten a second).
 *
 * @throws {TableError} `table-timeout`.
 *
 * @example
 * const found = await describeTable(client, taskTable);
 * console.log(found?.status, found?.indexes.get("byStatus")?.backfilling);
 */
export function describeTable(
  client: SdkClient,
  table: NamedTable,
  options: TableOptions = {},
): Promise<TableDescription | undefined> {
  return run(client, table, options, async (run) => {
    const found = await readTable(run);
    return found === undefined ? undefined : { ...found, ...(await readTimeToLive(run)) };
  });
}
