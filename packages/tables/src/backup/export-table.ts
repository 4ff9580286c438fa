import type { ExportDescription, ExportTableToPointInTimeInput, FilterSpecification } from "@aws-sdk/client-dynamodb";
import type { SdkClient } from "keywright";
import { readTable } from "../describe/read-table.ts";
import { TableError } from "../error/table-error.ts";
import { type NamedTable, type Run, run, whenFree } from "../run/run.ts";
import { patient } from "./backup-options.ts";
import { recoveryError } from "./recovery-error.ts";
import { reporter, type TransferOptions, transferFailed } from "./transfer.ts";

export interface ExportTableOptions extends TransferOptions {
  readonly bucket: string;
  /** What the names of all files begin with. */
  readonly prefix?: string;
  /** The account that owns the bucket, where it is another one. */
  readonly bucketOwner?: string;
  /** By S3's own key (the default), or a KMS key: its id. */
  readonly encryption?: "s3" | { readonly key: string };
  /** Default: `dynamodb-json`. */
  readonly format?: "dynamodb-json" | "ion";
  /** The state at this time. Default: now. Not together with `changes`. */
  readonly time?: Date;
  /** Instead of all items those that changed between two times, 15 minutes to 24 hours apart. */
  readonly changes?: {
    readonly from: Date;
    /** Default: now. */
    readonly until?: Date;
    /** Default: both images. */
    readonly images?: "new" | "new-and-old";
  };
  /** Only some items, or parts of items, in DynamoDB's own terms. */
  readonly filter?: FilterSpecification;
}

/** An export that is complete. */
export interface TableExport {
  readonly arn: string;
  readonly bucket: string;
  /** The name of the file that lists the others. */
  readonly manifest?: string;
  readonly items: number;
  readonly billedBytes: number;
  /** The state that was exported. */
  readonly time?: Date;
}

/**
 * Exports a table to files in S3 and waits until they are complete. Needs point-in-time recovery; takes no capacity of the table.
 *
 * Requests: `DescribeTable`, `ExportTableToPointInTime`, and `DescribeExport` with growing pauses.
 *
 * @throws {TableError} `table-absent`; `recovery-unavailable`; `transfer-failed`; `table-timeout`: give a `token` to be able to go on.
 *
 * @example
 * const { items } = await exportTable(client, taskTable, { bucket: "exports", onProgress: console.log });
 */
export function exportTable(client: SdkClient, table: NamedTable, options: ExportTableOptions): Promise<TableExport> {
  const report = reporter(options);
  const { onProgress: _told, ...rest } = options;
  return run(client, table, patient(rest), async (run) => {
    const pause = run.pauses();
    for (let found = await begin(run, options); ; ) {
      const { ExportArn: arn, ExportStatus: status, ItemCount, BilledSizeBytes } = found ?? {};
      if (found === undefined || arn === undefined || status === undefined) throw unreadable(run.name);
      run.report({ step: "wait", status });
      report({
        step: "export",
        table: run.name,
        status,
        ...(ItemCount !== undefined && { items: ItemCount }),
        ...(BilledSizeBytes !== undefined && { bytes: BilledSizeBytes }),
      });
      if (status === "COMPLETED") return completed(arn, options.bucket, found);
      if (status === "FAILED") {
        const { FailureCode: code, FailureMessage: message } = found;
        throw transferFailed({ step: "export", table: run.name, arn, status, code, message });
      }
      await pause();
      found = (await run.send("DescribeExport", { ExportArn: arn })).ExportDescription;
    }
  });
}

async function begin(run: Run, options: ExportTableOptions): Promise<ExportDescription | undefined> {
  const table = await readTable(run);
  if (table?.arn === undefined) {
    throw new TableError({
      code: "table-absent",
      table: run.name,
      message: `There is no table '${run.name}' to export. Check the option name, the Region and the endpoint.`,
    });
  }
  const input = exportInput(table.arn, options);
  try {
    return await whenFree(run, ["LimitExceededException"], async () => {
      const { ExportDescription } = await run.send("ExportTableToPointInTime", input);
      return ExportDescription;
    });
  } catch (error) {
    throw await recoveryError(run, run.name, error);
  }
}

function exportInput(arn: string, options: ExportTableOptions): ExportTableToPointInTimeInput {
  const { bucket, prefix, bucketOwner, encryption, format, time, changes, filter, token } = options;
  return {
    TableArn: arn,
    S3Bucket: bucket,
    ...(prefix !== undefined && { S3Prefix: prefix }),
    ...(bucketOwner !== undefined && { S3BucketOwner: bucketOwner }),
    ...(encryption === "s3" && { S3SseAlgorithm: "AES256" }),
    ...(typeof encryption === "object" && { S3SseAlgorithm: "KMS", S3SseKmsKeyId: encryption.key }),
    ExportFormat: format === "ion" ? "ION" : "DYNAMODB_JSON",
    ...(token !== undefined && { ClientToken: token }),
    ...(filter !== undefined && { FilterSpecification: filter }),
    ...(changes === undefined
      ? { ExportType: "FULL_EXPORT", ...(time !== undefined && { ExportTime: time }) }
      : {
          ExportType: "INCREMENTAL_EXPORT",
          IncrementalExportSpecification: {
            ExportFromTime: changes.from,
            ...(changes.until !== undefined && { ExportToTime: changes.until }),
            ExportViewType: changes.images === "new" ? "NEW_IMAGE" : "NEW_AND_OLD_IMAGES",
          },
        }),
  };
}

function completed(arn: string, bucket: string, found: ExportDescription): TableExport {
  const { ExportManifest, ItemCount = 0, BilledSizeBytes = 0, ExportTime } = found;
  return {
    arn,
    bucket,
    ...(ExportManifest !== undefined && { manifest: ExportManifest }),
    items: ItemCount,
    billedBytes: BilledSizeBytes,
    ...(ExportTime !== undefined && { time: ExportTime }),
  };
}

function unreadable(table: string): TableError {
  return new TableError({
    code: "table-unreadable",
    table,
    message: `A request for an export of '${table}' was answered without its ARN or status. DynamoDB always gives them: is something else answering at this endpoint?`,
  });
}
