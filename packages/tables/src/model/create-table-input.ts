import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";
import type { AnyTable } from "keywright";
import type { TableOptions } from "../run/options.ts";
import { tableName } from "../run/run.ts";
import { attributeDefinitions, indexInput, keySchema } from "./keys.ts";
import { settingsInput } from "./settings-input.ts";
import { throughputInput } from "./throughput.ts";

/**
 * The input of `CreateTable` for a table: its keys, its global and local indexes, the definitions of the attributes that are
 * keys, its stream, and of its settings billing (on demand without any), limits, units and warm throughput, table class,
 * encryption, tags, deletion protection and resource policy. Capacity that follows the use begins with its `min`. No part of it
 * are time to live, point-in-time recovery, contributor insights, Kinesis, auto scaling, replicas and their witness: DynamoDB
 * takes those in requests of their own, once the table is there. Sends nothing.
 *
 * @example
 * createTableInput(taskTable, { name: "prod-TaskApp" });
 * // { TableName: "prod-TaskApp", BillingMode: "PAY_PER_REQUEST", KeySchema: [...], AttributeDefinitions: [...], ... }
 */
export function createTableInput(table: AnyTable, options: Pick<TableOptions, "name"> = {}): CreateTableCommandInput {
  const { partitionKey, sortKey, indexes, stream, settings = {} } = table.model;
  const own = sortKey === undefined ? [] : [sortKey];
  const all = [...indexes.values()];
  const global = all.filter((index) => index.type === "global");
  const local = all.filter((index) => index.type === "local");
  return {
    TableName: tableName(table, options),
    ...settingsInput(settings),
    KeySchema: keySchema([partitionKey], own),
    AttributeDefinitions: attributeDefinitions([
      partitionKey,
      ...own,
      ...all.flatMap((index) => [...index.partitionKeys, ...index.sortKeys]),
    ]),
    ...(global.length > 0 && {
      GlobalSecondaryIndexes: global.map((index) => ({
        ...indexInput(index),
        ...throughputInput(settings, settings.indexes?.[index.name] ?? {}),
      })),
    }),
    ...(local.length > 0 && { LocalSecondaryIndexes: local.map(indexInput) }),
    ...(stream !== undefined && { StreamSpecification: { StreamEnabled: true, StreamViewType: stream } }),
  };
}
