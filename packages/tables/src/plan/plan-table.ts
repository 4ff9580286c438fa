import type { AnyTable, SdkClient } from "keywright";
import { type DescribeTableOptions, describeTable } from "../describe/describe-table.ts";
import { tableName } from "../run/run.ts";
import { planChanges } from "./plan-changes.ts";
import { stateOfDescription } from "./state-of-description.ts";
import type { Danger, TablePlan } from "./table-plan.ts";

export interface PlanTableOptions extends DescribeTableOptions {
  /** Kinds of dangerous steps that are left out of the plan; they are listed in `left`. Default: none. */
  readonly leave?: readonly Danger[];
}

/**
 * Compares a table with its model and lists the requests that make it so, in an order that DynamoDB takes; what cannot be
 * changed in place, with the way to migrate; and what could not be read. Settings that the model does not name are left as
 * they are. Changes nothing. The plan is plain JSON.
 *
 * Requests: those of `describeTable`.
 *
 * @throws {TableError} `table-timeout`; `table-unreadable`.
 *
 * @example
 * const plan = await planTable(client, taskTable, { name: "prod-TaskApp" });
 * console.log(formatPlan(plan));
 */
export async function planTable(
  client: SdkClient,
  table: AnyTable,
  options: PlanTableOptions = {},
): Promise<TablePlan> {
  const { leave = [] } = options;
  const found = await describeTable(client, table, options);
  return planChanges(table, {
    name: tableName(table, options),
    found: found === undefined || found.status === "DELETING" ? undefined : stateOfDescription(found),
    hasRegions: options.clientIn !== undefined,
    unreadable: found?.unread.map(({ setting }) => setting) ?? [],
    leave: ({ danger }) => (danger !== undefined && leave.includes(danger.kind) ? danger.kind : undefined),
  });
}
