import type { SdkClient } from "keywright";
import { TableError } from "../error/table-error.ts";
import { type NamedTable, type Run, run, whenFree } from "../run/run.ts";
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
    let backup = await begin(run, options.backupName ?? defaultName(run.name));
    run.report({ step: "create", status: backup.status });
    for (const pause = run.pauses(); backup.status !== "AVAILABLE"; ) {
      await pause();
      const { BackupDescription } = await run.send("DescribeBackup", { BackupArn: backup.arn });
      backup = readBackup(BackupDescription?.BackupDetails, run.name);
      run.report({ step: "wait", status: backup.status });
    }
    return backup;
  });
}

async function begin(run: Run, name: string): Promise<Backup> {
  try {
    const { BackupDetails } = await whenFree(
      run,
      ["LimitExceededException", "TableInUseException", "BackupInUseException"],
      () => run.send("CreateBackup", { TableName: run.name, BackupName: name }),
    );
    return readBackup(BackupDetails, run.name);
  } catch (error) {
    if (!isNamed(error, "TableNotFoundException", "ResourceNotFoundException")) throw error;
    throw new TableError({
      code: "table-absent",
      table: run.name,
      cause: error,
      message: `There is no table '${run.name}' to back up. Check the option name, the Region and the endpoint.`,
    });
  }
}

function defaultName(table: string): string {
  const time = new Date()
    .toISOString()
    .replace(/\.\d+Z$/, "Z")
    .replaceAll(":", "-");
  return `${table.replace(/^arn:.*\//, "").slice(0, 200)}-${time}`;
}
