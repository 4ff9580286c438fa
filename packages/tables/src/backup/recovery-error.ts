import { TableError } from "../error/table-error.ts";
import type { Run } from "../run/run.ts";
import { isNamed } from "../run/send.ts";

/** What an error of a request for an earlier state of a table means; other errors come back as they are. */
export async function recoveryError(run: Run, table: string, error: unknown): Promise<unknown> {
  if (isNamed(error, "TableNotFoundException")) {
    return new TableError({
      code: "table-absent",
      table,
      cause: error,
      message: `There is no table '${table}'. Of a table that was deleted DynamoDB keeps a backup of the type system for 35 days, if point-in-time recovery was on: listBackups finds it.`,
    });
  }
  if (isNamed(error, "PointInTimeRecoveryUnavailableException")) {
    return new TableError({
      code: "recovery-unavailable",
      table,
      cause: error,
      message: `The table '${table}' has no point-in-time recovery, without which earlier states of it are not kept. Write settings: { pointInTimeRecovery: true } in its model and apply a plan of it.`,
    });
  }
  if (!isNamed(error, "InvalidRestoreTimeException", "InvalidExportTimeException")) return error;
  const { ContinuousBackupsDescription } = await run.send("DescribeContinuousBackups", { TableName: table });
  const { EarliestRestorableDateTime: from, LatestRestorableDateTime: until } =
    ContinuousBackupsDescription?.PointInTimeRecoveryDescription ?? {};
  return new TableError({
    code: "recovery-unavailable",
    table,
    cause: error,
    message: `The table '${table}' is not known as it was at that time${from && until ? `: its point-in-time recovery goes from ${from.toISOString()} to ${until.toISOString()}` : ""}. Give a time in between, or "latest".`,
  });
}
