import type { SdkClient } from "keywright";
import type { TableOptions } from "../run/options.ts";
import { type NamedTable, run } from "../run/run.ts";
import { readReplicas } from "./read-replicas.ts";
import { readSettings } from "./read-settings.ts";
import { readTable } from "./read-table.ts";
import type { TableDescription } from "./table-description.ts";

export interface DescribeTableOptions extends TableOptions {
  /** A client of Application Auto Scaling in the table's Region: reads the bounds of provisioned capacity. */
  readonly autoScaling?: SdkClient;
  /** Clients of DynamoDB in other Regions: read what replicas have of their own. */
  readonly clientIn?: (region: string) => SdkClient;
}

/**
 * What is there under the name of a table, whether it is as the model says or not: status, keys, indexes, stream, time to
 * live and all settings, in the terms of `defineTable`. `undefined` where there is no table. What could not be read, because
 * an engine does not know the request or the caller may not make it, is named in `unread`.
 *
 * Requests: `DescribeTable`, and for a table that is there `DescribeTimeToLive` (which DynamoDB limits to ten a second),
 * `DescribeContinuousBackups`, `ListTagsOfResource`, `DescribeContributorInsights` (one for the table and one for each global
 * index), `DescribeKinesisStreamingDestination`, `GetResourcePolicy`; for a provisioned table with the option `autoScaling`
 * `DescribeScalableTargets` and `DescribeScalingPolicies`; with `clientIn` the same in the Region of each replica.
 *
 * @throws {TableError} `table-timeout`.
 *
 * @example
 * const found = await describeTable(client, taskTable);
 * console.log(found?.status, found?.settings.pointInTimeRecovery, found?.unread);
 */
export function describeTable(
  client: SdkClient,
  table: NamedTable,
  options: DescribeTableOptions = {},
): Promise<TableDescription | undefined> {
  return run(client, table, options, async (run) => {
    const found = await readTable(run);
    if (found === undefined) return undefined;
    const described = await readSettings(run, found, options.autoScaling);
    const inOther: TableOptions = { name: run.name, signal: run.signal, timeoutMs: Number.POSITIVE_INFINITY };
    return readReplicas(described, options.clientIn, (client) => describeTable(client, table, inOther));
  });
}
