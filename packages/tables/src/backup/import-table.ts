import type { ImportTableDescription, ImportTableInput } from "@aws-sdk/client-dynamodb";
import type { AnyTable, SdkClient } from "keywright";
import { untilReady } from "../describe/wait-for-table.ts";
import { TableError } from "../error/table-error.ts";
import { createTableInput } from "../model/create-table-input.ts";
import { type Run, run, whenFree } from "../run/run.ts";
import { isNamed } from "../run/send.ts";
import { patient } from "./backup-options.ts";
import { assertReapplicable, type Reapplied, type ReapplyOptions, reapply, reduced } from "./reapply.ts";
import { reporter, type TransferOptions, transferFailed } from "./transfer.ts";

/** The files of an import. Of a CSV all attributes that are no keys become texts. */
export type ImportFormat =
  | "dynamodb-json"
  | "ion"
  | {
      readonly csv: {
        /** One of `,` (the default), `;`, `:`, `|`, tab and space. */
        readonly delimiter?: string;
        /** The names of the columns, where the files do not begin with them. */
        readonly columns?: readonly string[];
      };
    };

export interface ImportTableOptions extends TransferOptions, ReapplyOptions {
  readonly bucket: string;
  /** What the names of the files begin with; all files that begin so are read. */
  readonly prefix?: string;
  /** The account that owns the bucket, where it is another one. */
  readonly bucketOwner?: string;
  /** Default: `dynamodb-json`. */
  readonly format?: ImportFormat;
  /** Default: none. */
  readonly compression?: "gzip" | "zstd" | "none";
}

/** An import that is complete, and what the new table got from its model. */
export interface TableImport extends Reapplied {
  readonly arn: string;
  /** Items that were written; of two with one key the last one stays. */
  readonly items: number;
  /** Items that were read. */
  readonly readItems: number;
  readonly readBytes: number;
  /** Items that could not be written; the log group in CloudWatch names them. */
  readonly failed: number;
  readonly logGroup?: string;
}

/**
 * Makes a new table from files in S3, waits until all items are in, and gives it from the model what an import does not take:
 * tags, stream, time to live, deletion protection and the rest. Items are not checked against any entity: see `verifyModel`.
 *
 * Requests: `ImportTable` with keys, global indexes, billing and encryption of the model; `DescribeImport` with growing pauses; those of
 * `planTable` and `applyPlan`.
 *
 * @throws {TableError} `index-local`: the model has a local index, which imports do not make; `table-exists`; `transfer-failed`;
 * `client-missing`; `table-timeout`: give a `token` to be able to go on; what `applyPlan` throws.
 *
 * @example
 * const { items, failed } = await importTable(client, taskTable, {
 *   name: "prod-TaskApp-2",
 *   bucket: "exports",
 *   prefix: "AWSDynamoDB/01693685827463-2d8752fd/data/",
 *   compression: "gzip",
 * });
 */
export function importTable(client: SdkClient, table: AnyTable, options: ImportTableOptions): Promise<TableImport> {
  const report = reporter(options);
  const { onProgress: _told, ...rest } = options;
  return run(client, table, patient(rest), async (run) => {
    assertReapplicable(run.name, table, options);
    const input = importInput(table, run.name, options);
    const pause = run.pauses();
    for (let found = await begin(run, input); ; ) {
      const { ImportArn: arn, ImportStatus: status } = found ?? {};
      if (found === undefined || arn === undefined || status === undefined) throw unreadable(run.name);
      const { ProcessedItemCount = 0, ProcessedSizeBytes = 0, ErrorCount = 0 } = found;
      run.report({ step: "wait", status });
      report({
        step: "import",
        table: run.name,
        status,
        items: ProcessedItemCount,
        bytes: ProcessedSizeBytes,
        failed: ErrorCount,
      });
      if (status === "COMPLETED") {
        await untilReady(run, [...table.model.indexes.keys()]);
        const { onProgress: _imported, ...finish } = options;
        return { ...counts(arn, found), ...(await reapply(client, table, run, finish)) };
      }
      if (status === "FAILED" || status === "CANCELLED") {
        const { FailureCode: code, FailureMessage: message } = found;
        throw transferFailed({ step: "import", table: run.name, arn, status, code, message });
      }
      await pause();
      found = (await run.send("DescribeImport", { ImportArn: arn })).ImportTableDescription;
    }
  });
}

async function begin(run: Run, input: ImportTableInput): Promise<ImportTableDescription | undefined> {
  try {
    return await whenFree(run, ["LimitExceededException"], async () => {
      const { ImportTableDescription } = await run.send("ImportTable", input);
      return ImportTableDescription;
    });
  } catch (error) {
    if (!isNamed(error, "ResourceInUseException", "TableAlreadyExistsException")) throw error;
    throw new TableError({
      code: "table-exists",
      table: run.name,
      cause: error,
      message: `The table '${run.name}' exists, and DynamoDB imports only to a new table. Give another name.`,
    });
  }
}

function importInput(table: AnyTable, name: string, options: ImportTableOptions): ImportTableInput {
  const { bucket, prefix, bucketOwner, format = "dynamodb-json", compression = "none", token } = options;
  const made = createTableInput(reduced(table, options.without ?? []), { name });
  const local = made.LocalSecondaryIndexes?.[0]?.IndexName;
  if (local !== undefined) {
    throw new TableError({
      code: "index-local",
      table: name,
      message: `The table '${table.model.name}' has the local index '${local}', and an import makes no local indexes. Make it a global index, or create the table with createTable and write the items yourself.`,
    });
  }
  const { TableName, KeySchema = [], AttributeDefinitions = [], BillingMode, GlobalSecondaryIndexes } = made;
  const { ProvisionedThroughput, OnDemandThroughput, SSESpecification } = made;
  const csv = typeof format === "object" ? format.csv : undefined;
  return {
    S3BucketSource: {
      S3Bucket: bucket,
      ...(prefix !== undefined && { S3KeyPrefix: prefix }),
      ...(bucketOwner !== undefined && { S3BucketOwner: bucketOwner }),
    },
    InputFormat: csv !== undefined ? "CSV" : format === "ion" ? "ION" : "DYNAMODB_JSON",
    ...(csv !== undefined && {
      InputFormatOptions: {
        Csv: {
          ...(csv.delimiter !== undefined && { Delimiter: csv.delimiter }),
          ...(csv.columns !== undefined && { HeaderList: [...csv.columns] }),
        },
      },
    }),
    InputCompressionType: compression === "gzip" ? "GZIP" : compression === "zstd" ? "ZSTD" : "NONE",
    ...(token !== undefined && { ClientToken: token }),
    TableCreationParameters: {
      TableName,
      KeySchema,
      AttributeDefinitions,
      ...(BillingMode && { BillingMode }),
      ...(GlobalSecondaryIndexes && { GlobalSecondaryIndexes }),
      ...(ProvisionedThroughput && { ProvisionedThroughput }),
      ...(OnDemandThroughput && { OnDemandThroughput }),
      ...(SSESpecification && { SSESpecification }),
    },
  };
}

function counts(arn: string, found: ImportTableDescription): Omit<TableImport, keyof Reapplied> {
  const { ImportedItemCount = 0, ProcessedItemCount = 0, ProcessedSizeBytes = 0, ErrorCount = 0 } = found;
  return {
    arn,
    items: ImportedItemCount,
    readItems: ProcessedItemCount,
    readBytes: ProcessedSizeBytes,
    failed: ErrorCount,
    ...(found.CloudWatchLogGroupArn !== undefined && { logGroup: found.CloudWatchLogGroupArn }),
  };
}

function unreadable(table: string): TableError {
  return new TableError({
    code: "table-unreadable",
    table,
    message: `A request for an import to '${table}' was answered without its ARN or status. DynamoDB always gives them: is something else answering at this endpoint?`,
  });
}
