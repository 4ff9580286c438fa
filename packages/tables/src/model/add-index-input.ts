import type { UpdateTableCommandInput } from "@aws-sdk/client-dynamodb";
import type { IndexModel } from "keywright";
import { attributeDefinitions, indexInput } from "./keys.ts";

/** The input of `UpdateTable` that adds one global index. The definitions of other keys are there already. */
export function addIndexInput(tableName: string, index: IndexModel): UpdateTableCommandInput {
  return {
    TableName: tableName,
    AttributeDefinitions: attributeDefinitions([...index.partitionKeys, ...index.sortKeys]),
    GlobalSecondaryIndexUpdates: [{ Create: indexInput(index) }],
  };
}
