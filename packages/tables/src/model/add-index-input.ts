import type { UpdateTableCommandInput } from "@aws-sdk/client-dynamodb";
import type { IndexModel, TableSettings } from "keywright";
import { attributeDefinitions, indexInput } from "./keys.ts";
import { throughputInput } from "./throughput.ts";

/** The input of `UpdateTable` that adds one global index, with its settings. The definitions of other keys are there already. */
export function addIndexInput(
  tableName: string,
  index: IndexModel,
  settings: TableSettings = {},
): UpdateTableCommandInput {
  return {
    TableName: tableName,
    AttributeDefinitions: attributeDefinitions([...index.partitionKeys, ...index.sortKeys]),
    GlobalSecondaryIndexUpdates: [
      { Create: { ...indexInput(index), ...throughputInput(settings, settings.indexes?.[index.name] ?? {}) } },
    ],
  };
}
