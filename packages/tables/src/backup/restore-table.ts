import type { AnyTable, SdkClient } from "keywright";
import { untilReady } from "../describe/wait-for-table.ts";
import { TableError } from "../error/table-error.ts";
import { restoredEncryption } from "../model/settings-input.ts";
import { type Run, run, whenFree } from "../run/run.ts";
import { isNamed } from "../run/send.ts";
import { type BackupOptions, patient } from "./backup-options.ts";
import { backupAbsent } from "./delete-backup.ts";
import { assertReapplicable, type Reapplied, type ReapplyOptions, reapply, reduced } from "./reapply.ts";
import { recoveryError } from "./recovery-error.ts";

/** What to restore: a backup by its ARN, or a table (by name or ARN) as it was at a time. */
export type RestoreSource = { readonly backup: string } | { readonly table: string; readonly time: Date | "latest" };

export interface RestoreTableOptions extends BackupOptions, ReapplyOptions {
  /** The name of the new table: DynamoDB does not restore into a table that is there. */
  readonly name: string;
  readonly from: RestoreSource;
  /**
   * What to do where a table of the new name exists: `error` (the default), or `continue` with a restore from the same source
   * that was begun earlier: wait for it, and give it its settings.
   */
  readonly ifExists?: "error" | "continue";
}

/**
 * Restores a backup, or a table as it was at a time, to a new table; waits for it, which can take hours; and gives it from the
 * model what a restore loses: tags, stream, time to live, deletion protection, point-in-time recovery, auto scaling, contributor
 * insights, Kinesis, resource policy and replicas. Dangerous steps are left and reported, unless allowed. Programs do not use
 * the new table before they are told its name.
 *
 * Requests: `RestoreTableFromBackup` or `RestoreTableToPointInTime` (with the model's encryption), `DescribeTable` with growing
 * pauses, and those of `planTable` and `applyPlan`.
 *
 * @throws {TableError} `backup-absent`; `table-absent`; `table-exists`; `recovery-unavailable`: point-in-time recovery is off, or the
 * time is not within its window; `client-missing`, before anything is sent: the model has auto scaling, and no client for it was given;
 * `table-timeout`; what `applyPlan` throws.
 *
 * @example
 * const { done, left } = await restoreTable(client, taskTable, {
 *   name: "prod-TaskApp-restored",
 *   from: { table: "prod-TaskApp", time: new Date("2026-11-21T08:00:00Z") },
 *   without: ["timeToLive", "kinesis"],
 * });
 */
export function restoreTable(client: SdkClient, table: AnyTable, options: RestoreTableOptions): Promise<Reapplied> {
  return run(client, table, patient(options), async (run) => {
    assertReapplicable(run.name, table, options);
    await begin(run, table, options);
    await untilReady(run, []);
    return reapply(client, table, run, options);
  });
}

async function begin(run: Run, table: AnyTable, options: RestoreTableOptions): Promise<void> {
  const { from, ifExists = "error", without = [] } = options;
  const { settings } = reduced(table, without).model;
  const common = { TargetTableName: run.name, ...restoredEncryption(settings?.encryption) };
  try {
    await whenFree(run, ["LimitExceededException", "BackupInUseException", "TableInUseException"], async () => {
      if ("backup" in from) await run.send("RestoreTableFromBackup", { ...common, BackupArn: from.backup });
      else {
        await run.send("RestoreTableToPointInTime", {
          ...common,
          ...(from.table.startsWith("arn:") ? { SourceTableArn: from.table } : { SourceTableName: from.table }),
          ...(from.time === "latest" ? { UseLatestRestorableTime: true } : { RestoreDateTime: from.time }),
        });
      }
    });
    run.report({ step: "create", status: "CREATING" });
  } catch (error) {
    if (isNamed(error, "TableAlreadyExistsException")) {
      if (ifExists === "continue" && (await isRestoreOf(run, from))) return;
      throw tableExists(run.name, ifExists, error);
    }
    if ("backup" in from && isNamed(error, "BackupNotFoundException")) throw backupAbsent(run.name, from.backup, error);
    throw "table" in from ? await recoveryError(run, from.table, error) : error;
  }
}

/** Whether the table of this name came, or is coming, from this source. */
async function isRestoreOf(run: Run, from: RestoreSource): Promise<boolean> {
  const { Table } = await run.send("DescribeTable", { TableName: run.name });
  const { SourceBackupArn, SourceTableArn } = Table?.RestoreSummary ?? {};
  if ("backup" in from) return SourceBackupArn === from.backup;
  return SourceTableArn === from.table || SourceTableArn?.endsWith(`:table/${from.table}`) === true;
}

function tableExists(table: string, ifExists: "error" | "continue", cause: unknown): TableError {
  return new TableError({
    code: "table-exists",
    table,
    cause,
    message: `The table '${table}' exists, and DynamoDB restores only to a new table. ${
      ifExists === "continue"
        ? "It was not restored from this source: give another name."
        : 'Give another name, or write ifExists: "continue" to go on with a restore that was begun earlier.'
    }`,
  });
}
