import type { AnyTable, SdkClient } from "keywright";
import { type DescribeTableOptions, describeTable } from "../describe/describe-table.ts";
import type { TableDescription } from "../describe/table-description.ts";
import { TableError } from "../error/table-error.ts";
import { planChanges } from "../plan/plan-changes.ts";
import { stateOfDescription } from "../plan/state-of-description.ts";
import { tableName } from "../run/run.ts";

/** What `verifyTable` could not say of a table. */
export interface VerifiedTable {
  readonly found: TableDescription;
  /** Settings of the model that could not be compared, and why. */
  readonly unknown: readonly string[];
}

/**
 * Makes sure that a table is as its model says: at the start of a program, and in CI. Changes nothing. Settings that the model
 * does not name are not compared.
 *
 * Requests: those of `describeTable`.
 *
 * @throws {TableError} `table-differs`, naming each difference; `table-absent`.
 *
 * @example
 * await verifyTable(client, taskTable, { name: "prod-TaskApp" });
 */
export async function verifyTable(
  client: SdkClient,
  table: AnyTable,
  options: DescribeTableOptions = {},
): Promise<VerifiedTable> {
  const name = tableName(table, options);
  const found = await describeTable(client, table, options);
  if (found === undefined || found.status === "DELETING") throw absent(name, found);
  const plan = planChanges(table, {
    name,
    found: stateOfDescription(found),
    hasRegions: options.clientIn !== undefined,
    unreadable: found.unread.map(({ setting }) => setting),
    leave: () => undefined,
  });
  const differences = [...plan.differences, ...unusedIndexes(found)];
  if (differences.length > 0) throw differs(name, differences);
  return { found, unknown: plan.unknown };
}

/** Queries of an index that is being made find a part of the items, or fail. */
function unusedIndexes({ indexes }: TableDescription): string[] {
  return [...indexes.values()]
    .filter(({ status, backfilling }) => status === "CREATING" || backfilling)
    .map(({ name, status }) => `its index '${name}' is ${status}, and does not hold all items yet`);
}

function absent(table: string, found: TableDescription | undefined): TableError {
  return new TableError({
    code: "table-absent",
    table,
    message: `There is no table '${table}'${found === undefined ? "" : ": it is being deleted"}. planTable and applyPlan create it; check the option name, the Region and the endpoint.`,
  });
}

function differs(table: string, differences: readonly string[]): TableError {
  return new TableError({
    code: "table-differs",
    table,
    differences,
    message: `The table '${table}' differs from its model:\n${differences
      .map((difference, i) => `  ${i + 1}. ${difference}`)
      .join("\n")}\nplanTable says what leads to the model.`,
  });
}
