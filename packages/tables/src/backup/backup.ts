import type { BackupDetails, BackupStatus, BackupSummary } from "@aws-sdk/client-dynamodb";
import { TableError } from "../error/table-error.ts";

/** Who made a backup: a program or person, AWS Backup, or DynamoDB when a table with point-in-time recovery was deleted. */
export type BackupType = "user" | "aws-backup" | "system";

/** A backup of a table. */
export interface Backup {
  /** Names the backup in requests. */
  readonly arn: string;
  readonly name: string;
  /** The name of the table in the service. */
  readonly table: string;
  readonly status: BackupStatus;
  readonly type: BackupType;
  readonly createdAt: Date;
  /** When DynamoDB deletes it; backups of users stay until they are deleted. */
  readonly expiresAt?: Date;
  readonly sizeBytes?: number;
}

const types: Readonly<Record<string, BackupType>> = { USER: "user", AWS_BACKUP: "aws-backup", SYSTEM: "system" };

/**
 * A backup as the service describes it.
 *
 * @throws {TableError} `table-unreadable`
 */
export function readBackup(details: BackupDetails | BackupSummary | undefined, table: string): Backup {
  const { BackupArn, BackupName, BackupStatus, BackupCreationDateTime, BackupExpiryDateTime, BackupSizeBytes } =
    details ?? {};
  if (BackupArn === undefined || BackupName === undefined || !BackupCreationDateTime || BackupStatus === undefined) {
    throw new TableError({
      code: "table-unreadable",
      table,
      message: `A backup of '${table}' was described without its ARN, name, status or time. DynamoDB always gives them: is something else answering at this endpoint?`,
    });
  }
  return {
    arn: BackupArn,
    name: BackupName,
    table,
    status: BackupStatus,
    type: types[details?.BackupType ?? "USER"] ?? "user",
    createdAt: BackupCreationDateTime,
    ...(BackupExpiryDateTime !== undefined && { expiresAt: BackupExpiryDateTime }),
    ...(BackupSizeBytes !== undefined && { sizeBytes: BackupSizeBytes }),
  };
}

/** The table in `arn:aws:dynamodb:eu-west-1:123456789012:table/TaskApp/backup/0123`. */
export function tableOfBackup(arn: string): string {
  return /:table\/([^/]+)\/backup\//.exec(arn)?.[1] ?? arn;
}
