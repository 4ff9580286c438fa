import { Readable } from "node:stream";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { defineTable, type SdkClient } from "keywright";
import { describe, expect, test } from "vitest";
import { createBackup } from "./create-backup.ts";
import { deleteBackup } from "./delete-backup.ts";
import { exportTable } from "./export-table.ts";
import { importTable } from "./import-table.ts";
import { listBackups } from "./list-backups.ts";
import { restoreTable } from "./restore-table.ts";

// No engine that the tests need has backups. The SDK writes the requests and reads the answers here, so that a property or
// value which the service does not know is lost or refused; the service itself is not there.
const table = defineTable({ name: "TaskApp", partitionKey: { PK: "S" } });
const arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/TaskApp";
const backup = `${arn}/backup/01795294007334-ebdc54a9`;
const poll = { startMs: 1, capMs: 2 };
const details = {
  BackupArn: backup,
  BackupName: "nightly",
  BackupType: "USER",
  BackupStatus: "AVAILABLE",
  BackupCreationDateTime: 1_795_294_007,
};
const described = {
  TableName: "TaskApp",
  TableArn: arn,
  TableStatus: "ACTIVE",
  KeySchema: [{ AttributeName: "PK", KeyType: "HASH" }],
  AttributeDefinitions: [{ AttributeName: "PK", AttributeType: "S" }],
  BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
};
const encryptedByKey = { ...described, SSEDescription: { Status: "ENABLED", SSEType: "KMS", KMSMasterKeyArn: "key" } };
const unknown = refusal("UnknownOperationException");

interface Refusal {
  readonly refused: string;
}
type Answer = object | Refusal;

function refusal(name: string): Refusal {
  return { refused: name };
}

/** The SDK with answers for each request, one after the other, the last one for ever; and what it sent. */
function service(answers: Readonly<Record<string, readonly Answer[]>>): {
  readonly client: SdkClient;
  readonly sent: { readonly request: string; readonly body: Readonly<Record<string, unknown>> }[];
  bodies(request: string): readonly object[];
} {
  const sent: { request: string; body: Record<string, unknown> }[] = [];
  const client = new DynamoDBClient({
    region: "eu-west-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    maxAttempts: 1,
    requestHandler: {
      handle: async ({ headers, body }: { headers: Record<string, string>; body: Uint8Array }) => {
        const request = headers["x-amz-target"]?.split(".")[1] ?? "";
        const known = answers[request] ?? [unknown];
        const answer = known[Math.min(sent.filter((one) => one.request === request).length, known.length - 1)];
        sent.push({ request, body: JSON.parse(new TextDecoder().decode(body)) });
        const isRefused = answer !== undefined && "refused" in answer;
        const text = isRefused ? { __type: `com.amazonaws.dynamodb.v20120810#${answer.refused}` } : answer;
        return {
          response: { statusCode: isRefused ? 400 : 200, headers: {}, body: Readable.from([JSON.stringify(text)]) },
        };
      },
    },
  });
  return {
    client,
    sent,
    bodies: (request) => sent.filter((one) => one.request === request).map(({ body }) => body),
  };
}

describe("createBackup", () => {
  test("waits until the backup can be restored, and over times when the service has too much to do", async () => {
    const { client, sent } = service({
      CreateBackup: [refusal("LimitExceededException"), { BackupDetails: { ...details, BackupStatus: "CREATING" } }],
      DescribeBackup: [
        { BackupDescription: { BackupDetails: { ...details, BackupStatus: "CREATING" } } },
        { BackupDescription: { BackupDetails: { ...details, BackupStatus: "AVAILABLE", BackupSizeBytes: 5 } } },
      ],
    });
    const told: string[] = [];
    const made = await createBackup(client, table, {
      name: "prod",
      backupName: "nightly",
      poll,
      onProgress: ({ step, status }) => told.push(`${step} ${status}`),
    });
    expect(made).toEqual({
      arn: backup,
      name: "nightly",
      table: "prod",
      status: "AVAILABLE",
      type: "user",
      createdAt: new Date(1_795_294_007_000),
      sizeBytes: 5,
    });
    expect(sent).toEqual([
      { request: "CreateBackup", body: { TableName: "prod", BackupName: "nightly" } },
      { request: "CreateBackup", body: { TableName: "prod", BackupName: "nightly" } },
      { request: "DescribeBackup", body: { BackupArn: backup } },
      { request: "DescribeBackup", body: { BackupArn: backup } },
    ]);
    expect(told).toEqual(["retry LimitExceededException", "create CREATING", "wait CREATING", "wait AVAILABLE"]);
  });

  test("names a table that is not there, and an answer that is none", async () => {
    const { client } = service({ CreateBackup: [refusal("TableNotFoundException"), { BackupDetails: {} }] });
    await expect(createBackup(client, table, { poll })).rejects.toMatchObject({ code: "table-absent" });
    await expect(createBackup(client, table, { poll })).rejects.toMatchObject({ code: "table-unreadable" });
  });
});

test("listBackups asks for all pages, and gives the newest first", async () => {
  const { client, bodies } = service({
    ListBackups: [
      { BackupSummaries: [{ ...details, TableName: "TaskApp" }], LastEvaluatedBackupArn: backup },
      {
        BackupSummaries: [
          { ...details, BackupArn: `${backup}2`, BackupType: "SYSTEM", BackupCreationDateTime: 1_795_294_008 },
        ],
      },
    ],
  });
  const [from, until] = [new Date(1_795_294_000_000), new Date(1_795_294_009_000)];
  const found = await listBackups(client, table, { type: "aws-backup", from, until });
  expect(found.map(({ arn, type, table }) => [arn, type, table])).toEqual([
    [`${backup}2`, "system", "TaskApp"],
    [backup, "user", "TaskApp"],
  ]);
  const asked = {
    TableName: "TaskApp",
    BackupType: "AWS_BACKUP",
    TimeRangeLowerBound: 1_795_294_000,
    TimeRangeUpperBound: 1_795_294_009,
  };
  expect(bodies("ListBackups")).toEqual([asked, { ...asked, ExclusiveStartBackupArn: backup }]);
});

test("deleteBackup waits for a restore from it", async () => {
  const { client, bodies } = service({ DeleteBackup: [refusal("BackupInUseException"), {}] });
  expect(await deleteBackup(client, backup, { poll })).toBe(true);
  expect(bodies("DeleteBackup")).toEqual([{ BackupArn: backup }, { BackupArn: backup }]);
});

describe("restoreTable", () => {
  const restored = { DescribeTable: [{ Table: { ...described, TableStatus: "CREATING" } }, { Table: described }] };

  test("takes the model's encryption", async () => {
    const encrypted = defineTable({
      name: "TaskApp",
      partitionKey: { PK: "S" },
      settings: { encryption: "owned" },
    });
    const { client, bodies } = service({ ...restored, RestoreTableFromBackup: [{}] });
    const done = await restoreTable(client, encrypted, { name: "New", from: { backup }, poll });
    expect(done).toEqual({ table: "New", done: [], left: [], cannot: [], unknown: [] });
    expect(bodies("RestoreTableFromBackup")).toEqual([
      { TargetTableName: "New", BackupArn: backup, SSESpecificationOverride: { Enabled: false } },
    ]);
    const keyed = defineTable({
      name: "TaskApp",
      partitionKey: { PK: "S" },
      settings: { encryption: { key: "alias/app" } },
    });
    const other = service({ RestoreTableToPointInTime: [{}], DescribeTable: [{ Table: encryptedByKey }] });
    const from = { table: "prod", time: new Date(1_795_294_000_000) };
    await restoreTable(other.client, keyed, { name: "New", from, without: ["encryption"], poll });
    await restoreTable(other.client, keyed, { name: "New", from: { table: arn, time: "latest" }, poll });
    expect(other.bodies("RestoreTableToPointInTime")).toEqual([
      { TargetTableName: "New", SourceTableName: "prod", RestoreDateTime: 1_795_294_000 },
      {
        TargetTableName: "New",
        SourceTableArn: arn,
        UseLatestRestorableTime: true,
        SSESpecificationOverride: { Enabled: true, SSEType: "KMS", KMSMasterKeyId: "alias/app" },
      },
    ]);
  });

  test("goes on with a restore from the same source, and with no other table", async () => {
    const from = { backup };
    const summary = { RestoreDateTime: 1, RestoreInProgress: true, SourceBackupArn: backup, SourceTableArn: arn };
    const answers = (RestoreSummary: object | undefined) => ({
      RestoreTableFromBackup: [refusal("TableAlreadyExistsException")],
      RestoreTableToPointInTime: [refusal("TableAlreadyExistsException")],
      DescribeTable: [{ Table: { ...described, RestoreSummary } }],
    });
    const options = { name: "New", poll, ifExists: "continue" } as const;
    const begun = service(answers(summary));
    await expect(restoreTable(begun.client, table, { ...options, from })).resolves.toMatchObject({ table: "New" });
    const latest = { table: "TaskApp", time: "latest" } as const;
    await expect(restoreTable(begun.client, table, { ...options, from: latest })).resolves.toMatchObject({ done: [] });
    const exists = { code: "table-exists" };
    await expect(restoreTable(begun.client, table, { name: "New", poll, from })).rejects.toMatchObject(exists);
    const other = service(answers(undefined));
    await expect(restoreTable(other.client, table, { ...options, from })).rejects.toMatchObject(exists);
  });

  test("says which times can be restored", async () => {
    const from = { table: "prod", time: new Date(0) };
    const off = service({ RestoreTableToPointInTime: [refusal("PointInTimeRecoveryUnavailableException")] });
    await expect(restoreTable(off.client, table, { name: "New", from, poll })).rejects.toMatchObject({
      code: "recovery-unavailable",
      message: expect.stringContaining("settings: { pointInTimeRecovery: true }"),
    });
    const PointInTimeRecoveryDescription = {
      EarliestRestorableDateTime: 1_795_000_000,
      LatestRestorableDateTime: 1_795_294_000,
    };
    const early = service({
      RestoreTableToPointInTime: [refusal("InvalidRestoreTimeException")],
      DescribeContinuousBackups: [{ ContinuousBackupsDescription: { PointInTimeRecoveryDescription } }],
    });
    await expect(restoreTable(early.client, table, { name: "New", from, poll })).rejects.toMatchObject({
      code: "recovery-unavailable",
      message: expect.stringContaining("goes from 2026-11-18T11:06:40.000Z to 2026-11-21T20:46:40.000Z"),
    });
    expect(early.bodies("DescribeContinuousBackups")).toEqual([{ TableName: "prod" }]);
  });

  test("asks for a client of auto scaling before anything is sent", async () => {
    const scaled = defineTable({
      name: "TaskApp",
      partitionKey: { PK: "S" },
      settings: { billing: { mode: "provisioned", read: 5, write: { min: 5, max: 50 } } },
    });
    const { client, sent } = service({});
    await expect(restoreTable(client, scaled, { name: "New", from: { backup }, poll })).rejects.toMatchObject({
      code: "client-missing",
    });
    expect(sent).toEqual([]);
  });
});

describe("exportTable", () => {
  const going = { ExportArn: `${arn}/export/1`, ExportStatus: "IN_PROGRESS" };

  test("exports changes, in parts, encrypted, and tells how far it is", async () => {
    const done = { ...going, ExportStatus: "COMPLETED", ItemCount: 3, BilledSizeBytes: 9, ExportManifest: "m.json" };
    const { client, bodies } = service({
      DescribeTable: [{ Table: described }],
      ExportTableToPointInTime: [{ ExportDescription: going }],
      DescribeExport: [{ ExportDescription: going }, { ExportDescription: { ...done, ExportTime: 1_795_294_000 } }],
    });
    const told: object[] = [];
    const filter = { ProjectionExpression: "#a", ExpressionAttributeNames: { "#a": "title" } };
    const found = await exportTable(client, table, {
      bucket: "exports",
      prefix: "tasks",
      bucketOwner: "123456789012",
      encryption: { key: "key-id" },
      format: "ion",
      changes: { from: new Date(1_795_290_000_000), until: new Date(1_795_294_000_000), images: "new" },
      filter,
      token: "today",
      poll,
      onProgress: (progress) => told.push(progress),
    });
    expect(found).toEqual({
      arn: going.ExportArn,
      bucket: "exports",
      manifest: "m.json",
      items: 3,
      billedBytes: 9,
      time: new Date(1_795_294_000_000),
    });
    expect(bodies("ExportTableToPointInTime")).toEqual([
      {
        TableArn: arn,
        S3Bucket: "exports",
        S3Prefix: "tasks",
        S3BucketOwner: "123456789012",
        S3SseAlgorithm: "KMS",
        S3SseKmsKeyId: "key-id",
        ExportFormat: "ION",
        ClientToken: "today",
        FilterSpecification: filter,
        ExportType: "INCREMENTAL_EXPORT",
        IncrementalExportSpecification: {
          ExportFromTime: 1_795_290_000,
          ExportToTime: 1_795_294_000,
          ExportViewType: "NEW_IMAGE",
        },
      },
    ]);
    expect(told).toEqual([
      { step: "export", table: "TaskApp", status: "IN_PROGRESS" },
      { step: "export", table: "TaskApp", status: "COMPLETED", items: 3, bytes: 9 },
    ]);
  });

  test("says why there is none", async () => {
    const failed = { ...going, ExportStatus: "FAILED", FailureCode: "S3AccessDenied", FailureMessage: "no" };
    const refused = service({
      DescribeTable: [{ Table: described }],
      ExportTableToPointInTime: [{ ExportDescription: failed }],
    });
    const options = { bucket: "exports", encryption: "s3", time: new Date(1_795_290_000_000), poll } as const;
    await expect(exportTable(refused.client, table, options)).rejects.toMatchObject({
      code: "transfer-failed",
      message: expect.stringContaining("is FAILED (S3AccessDenied: no)"),
    });
    expect(refused.bodies("ExportTableToPointInTime")).toMatchObject([
      { ExportType: "FULL_EXPORT", ExportTime: 1_795_290_000, S3SseAlgorithm: "AES256", ExportFormat: "DYNAMODB_JSON" },
    ]);
    const off = service({
      DescribeTable: [{ Table: described }],
      ExportTableToPointInTime: [refusal("PointInTimeRecoveryUnavailableException")],
    });
    await expect(exportTable(off.client, table, options)).rejects.toMatchObject({ code: "recovery-unavailable" });
    const absent = service({ DescribeTable: [refusal("ResourceNotFoundException")] });
    await expect(exportTable(absent.client, table, options)).rejects.toMatchObject({ code: "table-absent" });
  });
});

describe("importTable", () => {
  const going = { ImportArn: `${arn}/import/1`, ImportStatus: "IN_PROGRESS", ProcessedItemCount: 1 };
  const options = { name: "New", bucket: "exports", prefix: "data/", poll } as const;

  test("asks for the table of the model, and tells how far it is", async () => {
    const made = defineTable({
      name: "TaskApp",
      partitionKey: { PK: "S" },
      stream: "NEW_IMAGE",
      settings: { billing: { mode: "on-demand", maxReadUnits: 5 }, encryption: "managed", tags: { a: "b" } },
    });
    const done = { ...going, ImportStatus: "COMPLETED", ProcessedItemCount: 4, ImportedItemCount: 3, ErrorCount: 1 };
    const { client, bodies } = service({
      ImportTable: [{ ImportTableDescription: going }],
      DescribeImport: [{ ImportTableDescription: { ...done, ProcessedSizeBytes: 99, CloudWatchLogGroupArn: "logs" } }],
      DescribeTable: [{ Table: { ...described, OnDemandThroughput: { MaxReadRequestUnits: 5 } } }],
    });
    const told: object[] = [];
    const found = await importTable(client, made, {
      ...options,
      bucketOwner: "123456789012",
      format: { csv: { delimiter: ";", columns: ["PK", "title"] } },
      compression: "zstd",
      token: "today",
      without: ["encryption", "tags", "stream"],
      onProgress: (progress) => told.push(progress),
    });
    expect(found).toEqual({
      table: "New",
      arn: going.ImportArn,
      items: 3,
      readItems: 4,
      readBytes: 99,
      failed: 1,
      logGroup: "logs",
      done: [],
      left: [],
      cannot: [],
      unknown: [],
    });
    expect(bodies("ImportTable")).toEqual([
      {
        S3BucketSource: { S3Bucket: "exports", S3KeyPrefix: "data/", S3BucketOwner: "123456789012" },
        InputFormat: "CSV",
        InputFormatOptions: { Csv: { Delimiter: ";", HeaderList: ["PK", "title"] } },
        InputCompressionType: "ZSTD",
        ClientToken: "today",
        TableCreationParameters: {
          TableName: "New",
          KeySchema: [{ AttributeName: "PK", KeyType: "HASH" }],
          AttributeDefinitions: [{ AttributeName: "PK", AttributeType: "S" }],
          BillingMode: "PAY_PER_REQUEST",
          OnDemandThroughput: { MaxReadRequestUnits: 5 },
        },
      },
    ]);
    expect(told).toEqual([
      { step: "import", table: "New", status: "IN_PROGRESS", items: 1, bytes: 0, failed: 0 },
      { step: "import", table: "New", status: "COMPLETED", items: 4, bytes: 99, failed: 1 },
    ]);
  });

  test("says why there is none", async () => {
    const there = service({ ImportTable: [refusal("ResourceInUseException")] });
    await expect(importTable(there.client, table, options)).rejects.toMatchObject({ code: "table-exists" });
    const cancelled = service({ ImportTable: [{ ImportTableDescription: { ...going, ImportStatus: "CANCELLED" } }] });
    await expect(importTable(cancelled.client, table, options)).rejects.toMatchObject({ code: "transfer-failed" });
    const local = defineTable({
      name: "TaskApp",
      partitionKey: { PK: "S" },
      sortKey: { SK: "S" },
      indexes: { byDay: { type: "local", sortKey: { day: "S" }, projection: "ALL" } },
    });
    const { client, sent } = service({});
    await expect(importTable(client, local, options)).rejects.toMatchObject({ code: "index-local" });
    expect(sent).toEqual([]);
  });
});
