import type { SdkClient } from "keywright";
import { TableError } from "../error/table-error.ts";
import { type NamedTable, run, whenFree } from "../run/run.ts";
import { isNamed } from "../run/send.ts";
import { type Backup, readBackup } from "./backup.ts";
import { type BackupOptions, patient } from "./backup-options.ts";

export interface CreateBackupOptions extends BackupOptions {
  /** 3 to 255 letters, digits, `_`, `-` and `.`. Default: the table's name and the time. */
  readonly backupName?: string;
}

/**
 * Makes a backup of a table and waits until it can be restored: usually seconds, whatever the table's size. The table is used
 * on meanwhile, and pays no capacity. The backup has the items, keys, indexes, billing and encryption; `restoreTable` brings
 * the rest back from the model. Not to be repeated blindly: each request makes a backup, also one that the SDK repeats.
 *
 * Requests: `CreateBackup`, and `DescribeBackup` with growing pauses.
 *
 * @throws {TableError} `table-absent`; `table-timeout`.
 *
 * @example
 * const { arn } = await createBackup(client, taskTable, { name: "prod-TaskApp" });
 */
export function createBackup(client: SdkClient, table: NamedTable, options: CreateBackupOptions = {}): Promise<Backup> {
  return run(client, table, patient(options), async (run) => {
    const { backupName = defaultName(run.name) } = options;
    const details = await made(() =>
      whenFree(run, ["LimitExceededException", "TableInUseException", "BackupInUseException"], async () => {
        const { BackupDetails } = await run.send("CreateBackup", { TableName: run.name, BackupName: backupName });
        return BackupDetails;
      }),
    );
    run.report({ step: "create", status: details?.BackupStatus ?? "CREATING" });
    const pause = run.pauses();
    for (let backup = details && readBackup(details, run.name); ; ) {
      if (backup === undefined) throw unreadable(run.name);
      run.report({ step: "wait", status: backup.status });
      if (backup.status === "AVAILABLE") return backup;
      await pause();
      const { BackupDescription } = await run.send("DescribeBackup", { BackupArn: backup.arn });
      backup = BackupDescription?.BackupDetails && readBackup(BackupDescription.BackupDetails, run.name);
    }
  });

  async function made<T>(request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (error) {
      if (!isNamed(error, "TableNotFoundException", "ResourceNotFoundException")) throw error;
      const name = options.name ?? table.model.name;
      throw new TableError({
        code: "table-absent",
        table: name,
        cause: error,
        message: `There is no table '${name}' to back up. Check the option name, the Region and the endpoint.`,
      });
    }
  }
}

function defaultName(table: string): string {
  const time = new Date()
    .toISOString()
    .replace(/\.\d+Z$/, "Z")
    .replaceAll(":", "-");
  return `${table.replace(/^arn:.*\//, "").slice(0, 200)}-${time}`;
}

function unreadable(table: string): TableError {
  return new TableError({
    code: "table-unreadable",
    table,
    message: `A request for a backup of '${table}' was answered without its ARN, name or time. DynamoDB always gives them: is something else answering at this endpoint?`,
  });
}
