import type {
  GlobalSecondaryIndexDescription,
  LocalSecondaryIndexDescription,
  ProvisionedThroughputDescription,
  TableDescription as ServiceTable,
} from "@aws-sdk/client-dynamodb";
import type { KeyAttribute } from "keywright";
import { TableError } from "../error/table-error.ts";
import type { Run } from "../run/run.ts";
import { isNamed } from "../run/send.ts";
import type { Capacity, IndexDescription, TableDescription } from "./table-description.ts";
import { tableSettings } from "./table-settings.ts";

/** The table as far as one request tells: without its time to live and some settings. `undefined` where it is absent. */
export async function readTable(run: Run): Promise<TableDescription | undefined> {
  try {
    const { Table } = await run.send("DescribeTable", { TableName: run.name });
    return Table === undefined ? undefined : tableDescription(run.name, Table);
  } catch (error) {
    if (isNamed(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}

/** Puts the service's description into the terms of a model. */
function tableDescription(name: string, table: ServiceTable): TableDescription {
  const types = new Map(table.AttributeDefinitions?.map((entry) => [entry.AttributeName, entry.AttributeType]));
  const keys = (schema: ServiceTable["KeySchema"], keyType: "HASH" | "RANGE", isGoing = false): KeyAttribute[] =>
    (schema ?? [])
      .filter((element) => element.KeyType === keyType)
      .flatMap((element) => {
        const type = types.get(element.AttributeName);
        if (element.AttributeName === undefined || type === undefined) {
          // DynamoDB Local drops the definitions before the index that is being deleted.
          if (isGoing) return [];
          throw unreadable(name, `a definition of its key attribute '${element.AttributeName ?? "?"}'`);
        }
        return [{ name: element.AttributeName, type }];
      });
  const isProvisioned = table.BillingModeSummary?.BillingMode !== "PAY_PER_REQUEST";
  const index = (
    type: "global" | "local",
    entry: GlobalSecondaryIndexDescription | LocalSecondaryIndexDescription,
  ): [string, IndexDescription] => {
    const { IndexName, KeySchema, Projection, ItemCount, IndexSizeBytes } = entry;
    if (IndexName === undefined) throw unreadable(name, "the name of an index");
    const projectionType = Projection?.ProjectionType ?? "ALL";
    const isGoing = "IndexStatus" in entry && entry.IndexStatus === "DELETING";
    return [
      IndexName,
      {
        name: IndexName,
        type,
        partitionKeys: keys(KeySchema, "HASH", isGoing),
        sortKeys: keys(KeySchema, "RANGE", isGoing),
        projection: projectionType === "INCLUDE" ? (Projection?.NonKeyAttributes ?? []) : projectionType,
        status: ("IndexStatus" in entry ? entry.IndexStatus : undefined) ?? "ACTIVE",
        backfilling: "Backfilling" in entry && entry.Backfilling === true,
        ...(isProvisioned && "ProvisionedThroughput" in entry && { capacity: capacity(entry.ProvisionedThroughput) }),
        ...(ItemCount !== undefined && { itemCount: ItemCount }),
        ...(IndexSizeBytes !== undefined && { sizeBytes: IndexSizeBytes }),
      },
    ];
  };
  const [partitionKey] = keys(table.KeySchema, "HASH");
  const [sortKey] = keys(table.KeySchema, "RANGE");
  if (partitionKey === undefined) throw unreadable(name, "a partition key");
  if (table.TableStatus === undefined) throw unreadable(name, "a status");
  const stream = table.StreamSpecification;
  return {
    name,
    ...(table.TableArn !== undefined && { arn: table.TableArn }),
    status: table.TableStatus,
    partitionKey,
    ...(sortKey !== undefined && { sortKey }),
    indexes: new Map([
      ...(table.GlobalSecondaryIndexes ?? []).map((entry) => index("global", entry)),
      ...(table.LocalSecondaryIndexes ?? []).map((entry) => index("local", entry)),
    ]),
    billing: isProvisioned ? "provisioned" : "on-demand",
    ...(isProvisioned && { capacity: capacity(table.ProvisionedThroughput) }),
    ...(table.ItemCount !== undefined && { itemCount: table.ItemCount }),
    ...(table.TableSizeBytes !== undefined && { sizeBytes: table.TableSizeBytes }),
    ...(table.CreationDateTime !== undefined && { createdAt: table.CreationDateTime }),
    ...(stream?.StreamEnabled === true &&
      stream.StreamViewType !== undefined && {
        stream: {
          view: stream.StreamViewType,
          ...(table.LatestStreamArn !== undefined && { arn: table.LatestStreamArn }),
        },
      }),
    ...tableSettings(table),
  };
}

function capacity(units: ProvisionedThroughputDescription | undefined): Capacity {
  return { read: units?.ReadCapacityUnits ?? 0, write: units?.WriteCapacityUnits ?? 0 };
}

function unreadable(table: string, what: string): TableError {
  return new TableError({
    code: "table-unreadable",
    table,
    message: `DescribeTable of '${table}' was answered without ${what}. DynamoDB always gives it: is something else answering at this endpoint?`,
  });
}
