import type { AnyTable, PolicyStatement } from "keywright";
import { TableError } from "../../error/table-error.ts";
import { type PolicyTarget, partitionOf, tableArns } from "../arn.ts";
import { type Policy, type PolicyWarning, policyOf } from "../document/policy.ts";
import { deployStatements } from "./deploy.ts";

/** What is done with backups: `backup` makes and lists them. */
export type BackupPurpose = "backup" | "delete" | "restore" | "export" | "import";

export interface BackupPolicyOptions extends PolicyTarget {
  readonly purposes: readonly BackupPurpose[];
  /** For `restore` and `import`: names of the new tables; `*` stands for any text, as in `restored-*`. */
  readonly into?: readonly string[];
  /** For `export` and `import`: the bucket, with the prefix of its objects where there is one: `backups/tasks`. */
  readonly bucket?: string;
}

/** What a restore does in the new table, with the permissions of whoever asked for it. */
export const restoring: readonly string[] = [
  "BatchWriteItem",
  "DeleteItem",
  "GetItem",
  "PutItem",
  "Query",
  "Scan",
  "UpdateItem",
];

/**
 * The policy of a job that makes backups, restores, exports to S3 or imports from it: what each purpose needs, and no more.
 * Restoring into a table needs permission to read and write there, and to give it the settings of its model; the table that was
 * backed up is not touched. No request is made.
 *
 * @throws TableError `policy-invalid` where a purpose lacks `into` or `bucket`
 * @example
 * const { document } = backupPolicy([taskTable], { purposes: ["backup"], account: "123456789012", region: "eu-west-1" });
 */
export function backupPolicy(tables: readonly AnyTable[], options: BackupPolicyOptions): Policy {
  const arns = [...new Set(tables.flatMap(({ model }) => tableArns(options, model.name)))].sort();
  const warnings: PolicyWarning[] = [];
  const warn = (warning: PolicyWarning): void => {
    warnings.push(warning);
  };
  const purposes = [...new Set(options.purposes)];
  // A new table gets the settings of its model.
  const makes = purposes.some((purpose) => purpose === "restore" || purpose === "import");
  const made = makes ? (options.into ?? []) : [];
  return policyOf(
    [
      ...purposes.flatMap((purpose) => statementsFor(purpose, arns, options)),
      ...made.flatMap((name) =>
        tables.flatMap(({ model }) => deployStatements([model], { ...options, tables: { [model.name]: name } }, warn)),
      ),
    ],
    warnings,
  );
}

function statementsFor(
  purpose: BackupPurpose,
  arns: readonly string[],
  options: BackupPolicyOptions,
): readonly PolicyStatement[] {
  const below = (kind: string): readonly string[] => arns.map((arn) => `${arn}/${kind}/*`);
  switch (purpose) {
    case "backup":
      return [
        allow(["CreateBackup", "DescribeContinuousBackups", "DescribeTable"], arns),
        allow(["DescribeBackup"], below("backup")),
        allow(["ListBackups"], "*"),
      ];
    case "delete":
      return [allow(["DeleteBackup", "DescribeBackup"], below("backup"))];
    case "restore": {
      const into = targets(purpose, options);
      return [
        allow(["DescribeBackup", "RestoreTableFromBackup"], below("backup")),
        allow(["DescribeContinuousBackups", "RestoreTableToPointInTime"], arns),
        allow([...restoring, "DescribeTable", "RestoreTableFromBackup", "RestoreTableToPointInTime"].sort(), into),
      ];
    }
    case "export":
      return [
        allow(["DescribeContinuousBackups", "ExportTableToPointInTime", "ListExports"], arns),
        allow(["DescribeExport"], below("export")),
        {
          Effect: "Allow",
          Action: ["s3:AbortMultipartUpload", "s3:PutObject", "s3:PutObjectAcl"],
          Resource: [`${bucketArns(purpose, options).objects}/*`],
        },
      ];
    case "import": {
      const into = targets(purpose, options);
      const { bucket, objects } = bucketArns(purpose, options);
      return [
        allow(["DescribeTable", "ImportTable", "ListImports"], into),
        allow(
          ["DescribeImport"],
          into.map((arn) => `${arn}/import/*`),
        ),
        { Effect: "Allow", Action: ["s3:GetObject"], Resource: [`${objects}*`] },
        { Effect: "Allow", Action: ["s3:ListBucket"], Resource: [bucket] },
        {
          Effect: "Allow",
          Action: [
            "logs:CreateLogGroup",
            "logs:CreateLogStream",
            "logs:DescribeLogGroups",
            "logs:DescribeLogStreams",
            "logs:PutLogEvents",
            "logs:PutRetentionPolicy",
          ],
          Resource: regionsOf(options).map(
            (region) =>
              `arn:${options.partition ?? partitionOf(region)}:logs:${region}:${options.account}:log-group:/aws-dynamodb/*`,
          ),
        },
      ];
    }
    default:
      return purpose satisfies never;
  }
}

function allow(actions: readonly string[], resource: string | readonly string[]): PolicyStatement {
  return { Effect: "Allow", Action: actions.map((action) => `dynamodb:${action}`), Resource: resource };
}

function regionsOf({ region }: BackupPolicyOptions): readonly string[] {
  return typeof region === "string" ? [region] : region;
}

function targets(purpose: BackupPurpose, options: BackupPolicyOptions): readonly string[] {
  const { into = [] } = options;
  if (into.length === 0) throw lacking(purpose, "into", `the new tables: into: ["restored-*"]`);
  return into.flatMap((name) => tableArns({ ...options, tables: {} }, name)).sort();
}

function bucketArns(
  purpose: BackupPurpose,
  options: BackupPolicyOptions,
): { readonly bucket: string; readonly objects: string } {
  const { bucket, partition } = options;
  if (bucket === undefined) throw lacking(purpose, "bucket", `the bucket and prefix: bucket: "backups/tasks"`);
  const [name = "", ...prefix] = bucket.split("/").filter((part) => part !== "");
  const arn = `arn:${partition ?? partitionOf(regionsOf(options)[0] ?? "")}:s3:::${name}`;
  return { bucket: arn, objects: [arn, ...prefix].join("/") };
}

function lacking(purpose: BackupPurpose, option: string, advice: string): TableError {
  return new TableError({
    code: "policy-invalid",
    table: "",
    message: `The purpose '${purpose}' needs the option '${option}': name ${advice}.`,
  });
}
