import type { Losses } from "../options.ts";
import type { ExportedIndex, ExportedTable } from "../table/exported-table.ts";
import { scaledCapacity } from "../table/scaled.ts";
import { lowerNames, present } from "./resource.ts";

type Spec = { readonly [name: string]: unknown };

const after = "Set it with the AWS CLI once the table is there (toAwsCli writes the request).";

/** The first spelling: keys by name, no local indexes. */
export function dynamoDBTableSpec(table: ExportedTable, losses: Losses): Spec {
  const none = "the kind DynamoDBTable has no";
  const { billing, encryption, localIndexes, partitionKey, recovery, sortKey, stream, tags } = table;
  const indexes = table.globalIndexes.filter((index) => {
    const fits = index.partitionKeys.length === 1 && index.sortKeys.length <= 1;
    if (!fits)
      losses.add(`indexes.${index.name}`, `${none} keys of several attributes: the index is left out. ${after}`);
    return fits;
  });
  for (const { name } of localIndexes) {
    losses.add(
      `indexes.${name}`,
      `${none} local indexes, which a table can only be made with: the index is left out. Make the table in another way, such as the kind DynamoDB.`,
    );
  }
  if (billing.mode === "provisioned") {
    losses.add("settings.billing", `${none} capacity units: the table is written as on-demand. ${after}`);
  }
  if (encryption !== "owned")
    losses.add("settings.encryption", `${none} encryption key: the service's own is used. ${after}`);
  if (recovery?.days !== undefined && recovery.days !== 35) {
    losses.add("settings.pointInTimeRecovery", `${none} days of recovery: they are 35. ${after}`);
  }
  commonLosses(table, losses, none);
  const own = new Set([partitionKey.name, sortKey?.name]);
  const used = new Map(
    indexes.flatMap(({ partitionKeys, sortKeys }) => [...partitionKeys, ...sortKeys].map((key) => [key.name, key])),
  );
  const attributes = [...used.values()].filter(({ name }) => !own.has(name));
  return present({
    tableName: table.name,
    hashKey: { ...partitionKey },
    rangeKey: sortKey && { ...sortKey },
    // The operator adds the attributes of the table's own key itself.
    attributes: attributes.length > 0 ? attributes.map((key) => ({ ...key })) : undefined,
    billingMode: "PAY_PER_REQUEST",
    globalSecondaryIndexes:
      indexes.length > 0
        ? indexes.map(({ name, partitionKeys, sortKeys, projection }) =>
            present({
              indexName: name,
              hashKey: partitionKeys[0]?.name,
              rangeKey: sortKeys[0]?.name,
              projectionType: projection.ProjectionType,
              nonKeyAttributes: projection.NonKeyAttributes,
            }),
          )
        : undefined,
    streamEnabled: stream === undefined ? undefined : true,
    streamViewType: stream,
    pointInTimeRecovery: recovery === undefined ? undefined : true,
    tags: tags.length > 0 ? Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])) : undefined,
  });
}

/** The second spelling: keys as lists, local indexes, encryption and provisioned units. */
export function dynamoDBSpec(table: ExportedTable, losses: Losses): Spec {
  const none = "the kind DynamoDB has no";
  const { billing, encryption, globalIndexes, localIndexes, recovery, stream, tags } = table;
  if (billing.mode === "provisioned") {
    for (const { index, direction } of scaledCapacity(table)) {
      losses.add(
        index === undefined ? `settings.billing.${direction.toLowerCase()}` : `settings.indexes.${index}`,
        `${none} auto scaling: the capacity is ${index === undefined ? "the least" : "not written"}, fixed. ${after}`,
      );
    }
    for (const { name, billing: own } of globalIndexes) {
      if (
        own.mode === "provisioned" &&
        (own.read.units !== billing.read.units || own.write.units !== billing.write.units)
      ) {
        losses.add(`settings.indexes.${name}`, `${none} capacity of indexes. ${after}`);
      }
    }
  }
  if (recovery?.days !== undefined && recovery.days !== 35) {
    losses.add("settings.pointInTimeRecovery", `${none} days of recovery: they are 35. ${after}`);
  }
  if (typeof encryption === "object" && !encryption.key.startsWith("arn:")) {
    losses.add("settings.encryption", "the operator takes a key by its ARN: write the ARN of the key.");
  }
  commonLosses(table, losses, none);
  return present({
    tableName: table.name,
    billingMode: billing.mode === "provisioned" ? "PROVISIONED" : "PAY_PER_REQUEST",
    billingModeConfig:
      billing.mode === "provisioned"
        ? { readCapacityUnits: billing.read.units, writeCapacityUnits: billing.write.units }
        : undefined,
    attributes: table.attributes.map(({ AttributeName, AttributeType }) => ({
      name: AttributeName,
      type: AttributeType,
    })),
    keySchema: lowerNames(table.keySchema),
    globalSecondaryIndexes: globalIndexes.length > 0 ? globalIndexes.map(indexSpec) : undefined,
    localSecondaryIndexes: localIndexes.length > 0 ? localIndexes.map(indexSpec) : undefined,
    streamSpecification: stream && { streamViewType: stream },
    pointInTimeRecoverySpecification: recovery && { pointInTimeRecoveryEnabled: true },
    encryption: encryptionSpec(encryption),
    tags: tags.length > 0 ? Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])) : undefined,
  });
}

function indexSpec({ name, keySchema, projection }: ExportedIndex): Spec {
  return {
    indexName: name,
    keys: lowerNames(keySchema),
    projection: present({ type: projection.ProjectionType, nonKeyAttributes: projection.NonKeyAttributes }),
  };
}

function encryptionSpec(encryption: ExportedTable["encryption"]): Spec | undefined {
  if (encryption === "owned") return undefined;
  if (encryption === "managed") return { enabled: true, type: "AWS_MANAGED" };
  return { enabled: true, type: "CUSTOMER_MANAGED", kmsKeyArn: encryption.key };
}

/** What neither spelling has. */
function commonLosses(table: ExportedTable, losses: Losses, none: string): void {
  const { billing, insights, kinesis, replicas, resourcePolicy, tableClass, timeToLive, warmThroughput } = table;
  const say = (path: string, what: string): void => losses.add(path, `${none} ${what}. ${after}`);
  if (timeToLive !== undefined) say("timeToLive", "time to live: expired items stay");
  if (tableClass === "STANDARD_INFREQUENT_ACCESS") say("settings.tableClass", "table class: it is standard");
  if (table.deletionProtection) say("settings.deletionProtection", "deletion protection");
  if (warmThroughput) say("settings.warmThroughput", "warm throughput");
  if (billing.mode === "on-demand") {
    if (billing.limits.read !== undefined) say("settings.billing.maxReadUnits", "limit of reads");
    if (billing.limits.write !== undefined) say("settings.billing.maxWriteUnits", "limit of writes");
  }
  if (insights) say("settings.contributorInsights", "contributor insights");
  if (kinesis) say("settings.kinesis", "Kinesis destination");
  if (resourcePolicy) say("settings.resourcePolicy", "resource policy");
  if (replicas.length > 0) say("settings.replicas", "replicas: the table stands in one Region");
  for (const index of table.globalIndexes) {
    const path = `settings.indexes.${index.name}`;
    if (index.warmThroughput) say(`${path}.warmThroughput`, "warm throughput");
    if (index.insights) say(`${path}.contributorInsights`, "contributor insights");
    if (index.billing.mode === "on-demand") {
      if (index.billing.limits.read !== undefined) say(`${path}.maxReadUnits`, "limit of reads");
      if (index.billing.limits.write !== undefined) say(`${path}.maxWriteUnits`, "limit of writes");
    }
  }
}
