import type { SdkClient } from "keywright";
import { type NamedTable, run } from "../run/run.ts";
import { type Backup, type BackupType, readBackup } from "./backup.ts";
import { type BackupOptions, patient } from "./backup-options.ts";

export interface ListBackupsOptions extends BackupOptions {
  /** Only backups of this kind. Default: all. */
  readonly type?: BackupType;
  /** Only backups that were made at this time or later. */
  readonly from?: Date;
  /** Only backups that were made before this time. */
  readonly until?: Date;
}

const filters = { user: "USER", "aws-backup": "AWS_BACKUP", system: "SYSTEM" } as const;

/**
 * The backups of a table, the newest first; also those of a table that is gone.
 *
 * Requests: `ListBackups`, as often as there are pages.
 *
 * @throws {TableError} `table-timeout`; `table-unreadable`.
 *
 * @example
 * const [newest] = await listBackups(client, taskTable, { name: "prod-TaskApp", type: "user" });
 */
export function listBackups(
  client: SdkClient,
  table: NamedTable,
  options: ListBackupsOptions = {},
): Promise<readonly Backup[]> {
  const { type, from, until } = options;
  return run(client, table, patient(options), async (run) => {
    const found: Backup[] = [];
    let start: string | undefined;
    do {
      const { BackupSummaries, LastEvaluatedBackupArn } = await run.send("ListBackups", {
        TableName: run.name,
        BackupType: type === undefined ? "ALL" : filters[type],
        ...(from !== undefined && { TimeRangeLowerBound: from }),
        ...(until !== undefined && { TimeRangeUpperBound: until }),
        ...(start !== undefined && { ExclusiveStartBackupArn: start }),
      });
      found.push(...(BackupSummaries ?? []).map((summary) => readBackup(summary, summary.TableName ?? run.name)));
      start = LastEvaluatedBackupArn;
    } while (start !== undefined);
    return found.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  });
}
