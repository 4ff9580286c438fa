import type { CreateTableCommandInput, GlobalSecondaryIndex } from "@aws-sdk/client-dynamodb";
import { TableError } from "../error/table-error.ts";
import { policyText } from "./policy-text.ts";
import { ANY, type IndexState, type TableState } from "./state.ts";
import { capacityOf, encryptionOf, keysOf, projectionOf, tableClassOf, warmOf } from "./state-of-parts.ts";

/** What a table will be like that was made by this request. */
export function stateOfInput(input: CreateTableCommandInput): TableState {
  const { partitionKeys, sortKeys } = keysOf(input.KeySchema, input.AttributeDefinitions);
  const [partitionKey] = partitionKeys;
  if (partitionKey === undefined) {
    const table = input.TableName ?? "?";
    throw new TableError({
      code: "table-unreadable",
      table,
      message: `The request for the table '${table}' has no partition key.`,
    });
  }
  const [sortKey] = sortKeys;
  const billing = input.BillingMode === "PAY_PER_REQUEST" ? "on-demand" : "provisioned";
  const index = (type: IndexState["type"], entry: GlobalSecondaryIndex): [string, IndexState] => [
    entry.IndexName ?? "",
    {
      type,
      ...keysOf(entry.KeySchema, input.AttributeDefinitions),
      projection: projectionOf(entry.Projection),
      ...(type === "global" ? { capacity: capacityOf(billing, entry), ...warmOf(entry) } : { capacity: {} }),
    },
  ];
  return {
    partitionKey,
    ...(sortKey !== undefined && { sortKey }),
    indexes: Object.fromEntries([
      ...(input.GlobalSecondaryIndexes ?? []).map((entry) => index("global", entry)),
      ...(input.LocalSecondaryIndexes ?? []).map((entry) => index("local", entry)),
    ]),
    ...(input.StreamSpecification?.StreamEnabled === true &&
      input.StreamSpecification.StreamViewType !== undefined && { stream: input.StreamSpecification.StreamViewType }),
    billing,
    capacity: capacityOf(billing, input),
    ...warmOf(input),
    tableClass: tableClassOf(input.TableClass),
    deletionProtection: input.DeletionProtectionEnabled === true,
    ...encryptionOf(input.SSESpecification?.Enabled === true, comparableKey(input.SSESpecification?.KMSMasterKeyId)),
    tags: Object.fromEntries((input.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value])),
    kinesis: {},
    ...(input.ResourcePolicy !== undefined && { resourcePolicy: policyText(JSON.parse(input.ResourcePolicy)) }),
    scaling: {},
    replicas: {},
  };
}

function comparableKey(key: string | undefined): string {
  return key === undefined || /(^|:)alias\//.test(key) ? ANY : key;
}
