import type { CreateTableCommandInput, SSESpecification } from "@aws-sdk/client-dynamodb";
import type { WarmThroughput } from "keywright";
import { type Billing, onDemandThroughput } from "../table/capacity.ts";
import type { ExportedIndex, ExportedTable } from "../table/exported-table.ts";

/** The input of `CreateTable`, with all that it takes of a table's settings. */
export function createTableCall(table: ExportedTable): CreateTableCommandInput {
  const { encryption, globalIndexes, localIndexes, resourcePolicy, stream, tags } = table;
  return {
    TableName: table.name,
    KeySchema: [...table.keySchema],
    AttributeDefinitions: [...table.attributes],
    ...throughput(table.billing),
    ...warm(table.warmThroughput),
    ...(globalIndexes.length > 0 && {
      GlobalSecondaryIndexes: globalIndexes.map((index) => ({
        ...indexCall(index),
        ...throughputOfIndex(index.billing),
        ...warm(index.warmThroughput),
      })),
    }),
    ...(localIndexes.length > 0 && { LocalSecondaryIndexes: localIndexes.map(indexCall) }),
    ...(stream !== undefined && { StreamSpecification: { StreamEnabled: true, StreamViewType: stream } }),
    ...sse(encryption),
    TableClass: table.tableClass,
    DeletionProtectionEnabled: table.deletionProtection,
    ...(resourcePolicy && { ResourcePolicy: JSON.stringify(resourcePolicy) }),
    ...(tags.length > 0 && { Tags: [...tags] }),
  };
}

function indexCall({ name, keySchema, projection }: ExportedIndex) {
  return { IndexName: name, KeySchema: [...keySchema], Projection: projection };
}

function throughput(billing: Billing): Pick<CreateTableCommandInput, "BillingMode"> {
  return {
    BillingMode: billing.mode === "provisioned" ? "PROVISIONED" : "PAY_PER_REQUEST",
    ...throughputOfIndex(billing),
  };
}

function throughputOfIndex(
  billing: Billing,
): Pick<CreateTableCommandInput, "ProvisionedThroughput" | "OnDemandThroughput"> {
  if (billing.mode === "provisioned") {
    return {
      ProvisionedThroughput: { ReadCapacityUnits: billing.read.units, WriteCapacityUnits: billing.write.units },
    };
  }
  const limits = onDemandThroughput(billing.limits);
  return limits === undefined ? {} : { OnDemandThroughput: limits };
}

function warm(warm: WarmThroughput | undefined): Pick<CreateTableCommandInput, "WarmThroughput"> {
  if (warm === undefined) return {};
  return {
    WarmThroughput: {
      ...(warm.readUnits !== undefined && { ReadUnitsPerSecond: warm.readUnits }),
      ...(warm.writeUnits !== undefined && { WriteUnitsPerSecond: warm.writeUnits }),
    },
  };
}

function sse(encryption: ExportedTable["encryption"]): { readonly SSESpecification?: SSESpecification } {
  if (encryption === "owned") return {};
  return {
    SSESpecification: {
      Enabled: true,
      SSEType: "KMS",
      ...(encryption !== "managed" && { KMSMasterKeyId: encryption.key }),
    },
  };
}
