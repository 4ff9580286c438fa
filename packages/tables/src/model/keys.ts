import type { AttributeDefinition, GlobalSecondaryIndex, KeySchemaElement, Projection } from "@aws-sdk/client-dynamodb";
import type { IndexModel, KeyAttribute } from "keywright";

/** A key schema as the service takes it: partition key attributes, then sort key attributes, in their order. */
export function keySchema(
  partitionKeys: readonly KeyAttribute[],
  sortKeys: readonly KeyAttribute[],
): KeySchemaElement[] {
  return [
    ...partitionKeys.map(({ name }) => ({ AttributeName: name, KeyType: "HASH" as const })),
    ...sortKeys.map(({ name }) => ({ AttributeName: name, KeyType: "RANGE" as const })),
  ];
}

/** Each attribute once, by its first mention. */
export function attributeDefinitions(attributes: readonly KeyAttribute[]): AttributeDefinition[] {
  const types = new Map<string, AttributeDefinition>();
  for (const { name, type } of attributes) {
    if (!types.has(name)) types.set(name, { AttributeName: name, AttributeType: type });
  }
  return [...types.values()];
}

/** An index as the service takes it, in `CreateTable` and `UpdateTable`. */
export function indexInput(
  index: IndexModel,
): Required<Pick<GlobalSecondaryIndex, "IndexName" | "KeySchema" | "Projection">> {
  return {
    IndexName: index.name,
    KeySchema: keySchema(index.partitionKeys, index.sortKeys),
    Projection: projection(index),
  };
}

function projection(index: IndexModel): Projection {
  return typeof index.projection === "string"
    ? { ProjectionType: index.projection }
    : { ProjectionType: "INCLUDE", NonKeyAttributes: [...index.projection] };
}
