import type { Within } from "../operation/needs.ts";
import { restoring } from "../role/backup.ts";
import { readStatement } from "./partiql.ts";

/** A request: its name, such as `GetItem`, and its input, as the SDK takes it or as it went over the wire. */
export interface SentRequest {
  readonly operation: string;
  readonly input: object;
}

/** Something that a request must be allowed to do. */
export interface Permission {
  readonly action: string;
  /** A table by its name or ARN, or the ARN of something else; none for what knows no resources. */
  readonly resource?: string;
  readonly index?: string;
  readonly within?: Within;
}

type Values = { readonly [name: string]: unknown };

const single = new Set(["GetItem", "PutItem", "UpdateItem", "DeleteItem"]);
const statements = new Set(["ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction"]);
const actionOf: { readonly [kind: string]: string } = {
  Get: "GetItem",
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
};

/** What a request must be allowed to do; `undefined` where it cannot be told. */
export function permissionsOf({ operation, input }: SentRequest): readonly Permission[] | undefined {
  const given = input as Values;
  if (single.has(operation)) return [{ action: operation, ...at(given) }];
  switch (operation) {
    case "Query":
    case "Scan":
    case "SearchVectors":
      return [
        { action: operation, ...at(given), ...(typeof given.IndexName === "string" && { index: given.IndexName }) },
      ];
    case "BatchGetItem":
    case "BatchWriteItem":
      return Object.keys(valuesOf(given.RequestItems)).map((resource) => ({ action: operation, resource }));
    case "TransactGetItems":
    case "TransactWriteItems":
      return listOf(given.TransactItems).flatMap((item) =>
        Object.entries(item).flatMap(([kind, action]): readonly Permission[] => {
          const name = actionOf[kind];
          if (name === undefined || action === undefined) return [];
          // A check is done in transactions alone, and is not told apart by them.
          const within = name === "ConditionCheckItem" ? {} : ({ within: operation } as const);
          return [{ action: name, ...at(valuesOf(action)), ...within }];
        }),
      );
    default:
      return statements.has(operation) ? ofStatements(given) : ofTable(operation, given);
  }
}

function ofStatements(input: Values): readonly Permission[] | undefined {
  const texts = [input, ...listOf(input.Statements), ...listOf(input.TransactStatements)].flatMap(
    ({ Statement: text }) => (typeof text === "string" ? [text] : []),
  );
  const read = texts.flatMap((text) => readStatement(text) ?? []);
  if (read.length < texts.length) return undefined;
  return read.map(({ action, table, index }) => ({ action, resource: table, ...(index !== undefined && { index }) }));
}

/** Requests about tables name a table, or something by its ARN; lists name nothing. */
function ofTable(action: string, input: Values): readonly Permission[] {
  const names = [
    "TableName",
    "TableArn",
    "SourceTableName",
    "SourceTableArn",
    "TargetTableName",
    "BackupArn",
    "StreamArn",
  ];
  const arns = ["ExportArn", "ImportArn", "ResourceArn"];
  const resources = [...names, ...arns].flatMap((name) => {
    const value = input[name];
    return typeof value === "string" ? [value] : [];
  });
  const created = valuesOf(input.TableCreationParameters).TableName;
  const all = typeof created === "string" ? [...resources, created] : resources;
  if (all.length === 0 || unscoped.has(action)) return [{ action }];
  const target = action.startsWith("RestoreTable") ? input.TargetTableName : undefined;
  // A restore writes into the new table with the permissions of whoever asked for it.
  const restored = typeof target === "string" ? restoring.map((each) => ({ action: each, resource: target })) : [];
  return [...all.map((resource) => ({ action, resource })), ...restored];
}

/** Actions that know no resources, whatever their request names. */
const unscoped = new Set([
  "ListBackups",
  "ListStreams",
  "ListTables",
  "ListGlobalTables",
  "DescribeLimits",
  "DescribeEndpoints",
]);

function at({ TableName: name }: Values): { readonly resource?: string } {
  return typeof name === "string" ? { resource: name } : {};
}

function valuesOf(value: unknown): Values {
  return typeof value === "object" && value !== null ? (value as Values) : {};
}

function listOf(value: unknown): readonly Values[] {
  return Array.isArray(value) ? value.map(valuesOf) : [];
}
