import type { SdkClient } from "keywright";
import { TableError } from "../error/table-error.ts";
import { run, whenFree } from "../run/run.ts";
import { isNamed } from "../run/send.ts";
import { tableOfBackup } from "./backup.ts";
import { type BackupOptions, patient } from "./backup-options.ts";

export interface DeleteBackupOptions extends Omit<BackupOptions, "name"> {
  /** What to do where there is no such backup. Default: `error`. */
  readonly ifAbsent?: "error" | "ignore";
}

/**
 * Deletes a backup, named by its ARN. A restore from it that is under way is waited for. Backups of AWS Backup are not deleted
 * this way: the error of the service says so.
 *
 * Requests: `DeleteBackup`.
 *
 * @returns Whether there was a backup.
 * @throws {TableError} `backup-absent`, unless `ifAbsent` is `ignore`; `table-timeout`.
 *
 * @example
 * for (const { arn } of await listBackups(client, taskTable, { type: "user", until: monthAgo })) await deleteBackup(client, arn);
 */
export function deleteBackup(client: SdkClient, backup: string, options: DeleteBackupOptions = {}): Promise<boolean> {
  const name = tableOfBackup(backup);
  return run(client, { model: { name } }, patient(options), async (run) => {
    try {
      await whenFree(run, ["BackupInUseException", "LimitExceededException"], () =>
        run.send("DeleteBackup", { BackupArn: backup }),
      );
      return true;
    } catch (error) {
      if (!isNamed(error, "BackupNotFoundException")) throw error;
      if (options.ifAbsent === "ignore") return false;
      throw backupAbsent(name, backup, error);
    }
  });
}

export function backupAbsent(table: string, backup: string, cause: unknown): TableError {
  return new TableError({
    code: "backup-absent",
    table,
    cause,
    message: `There is no backup '${backup}'. listBackups lists those there are; check the Region and the endpoint.`,
  });
}
