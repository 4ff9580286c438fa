import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";
import type { AnyTable } from "keywright";
import type { TableOptions } from "../run/options.ts";
import { tableName } from "../run/run.ts";
import { attributeDefinitions, indexInput, keySchema } from "./keys.ts";

/**
 * The input of `CreateTable` for a table: on demand, with its keys, its global and local indexes, the definitions of the
 * attributes that are keys, and its stream. Time to live is no part of it: DynamoDB takes that in a request of its own.
 * Sends nothing.
 *
 * @example
 * createTableInput(taskTable, { name: "prod-TaskApp" });
 * // { TableName: "prod-TaskApp", BillingMode: "PAY_PER_REQUEST", KeySchema: [...], AttributeDefinitions: [...], ... }
 */
export function createTableInput(table: AnyTable, options: Pick<TableOptions, "name"> = {}): CreateTableCommandInput {
  const { partitionKey, sortKey, indexes, stream } = table.model;
  const own = sortKey === undefined ? [] : [sortKey];
  const all = [...indexes.values()];
  const global = all.filter((index) => index.type === "global");
  const local = all.filter((index) => index.type === "local");
  return {
    TableName: tableName(table, options),
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: keySchema([partitionKey], own),
    AttributeDefinitions: attributeDefinitions([
      partitionKey,
      ...own,
      ...all.flatMap((index) => [...index.partitionKeys, ...index.sortKeys]),
    ]),
    ...(global.length > 0 && { GlobalSecondaryIndexes: global.map(indexInput) }),
    ...(local.length > 0 && { LocalSecondaryIndexes: local.map(indexInput) }),
    ...(stream !== undefined && { StreamSpecification: { StreamEnabled: true, StreamViewType: stream } }),
  };
}
