import type {
  AttributeDefinition,
  KeySchemaElement,
  OnDemandThroughput,
  Projection,
  ProvisionedThroughput,
} from "@aws-sdk/client-dynamodb";
import type { KeyAttribute } from "keywright";
import type { CapacityState, IndexState, TableState, WarmState } from "./state.ts";

/** A key as requests and descriptions have it. An index that is being deleted may lack the definitions. */
export function keysOf(
  schema: readonly KeySchemaElement[] | undefined,
  definitions: readonly AttributeDefinition[] | undefined,
): { readonly partitionKeys: readonly KeyAttribute[]; readonly sortKeys: readonly KeyAttribute[] } {
  const types = new Map(definitions?.map((entry) => [entry.AttributeName, entry.AttributeType]));
  const keys = (kind: "HASH" | "RANGE"): KeyAttribute[] =>
    (schema ?? [])
      .filter(({ KeyType }) => KeyType === kind)
      .flatMap(({ AttributeName }) => {
        const type = types.get(AttributeName);
        return AttributeName === undefined || type === undefined ? [] : [{ name: AttributeName, type }];
      });
  return { partitionKeys: keys("HASH"), sortKeys: keys("RANGE") };
}

export function projectionOf(projection: Projection | undefined): IndexState["projection"] {
  const { ProjectionType = "ALL", NonKeyAttributes = [] } = projection ?? {};
  return ProjectionType === "INCLUDE" ? [...NonKeyAttributes].sort() : ProjectionType;
}

/** Units of a provisioned table or index, limits of one that is not. */
export function capacityOf(
  billing: TableState["billing"],
  part: {
    readonly ProvisionedThroughput?: ProvisionedThroughput | undefined;
    readonly OnDemandThroughput?: OnDemandThroughput | undefined;
  },
): CapacityState {
  if (billing === "provisioned") {
    const { ReadCapacityUnits, WriteCapacityUnits } = part.ProvisionedThroughput ?? {};
    return {
      ...(ReadCapacityUnits !== undefined && { read: ReadCapacityUnits }),
      ...(WriteCapacityUnits !== undefined && { write: WriteCapacityUnits }),
    };
  }
  const { MaxReadRequestUnits = -1, MaxWriteRequestUnits = -1 } = part.OnDemandThroughput ?? {};
  return {
    ...(MaxReadRequestUnits > 0 && { maxReadUnits: MaxReadRequestUnits }),
    ...(MaxWriteRequestUnits > 0 && { maxWriteUnits: MaxWriteRequestUnits }),
  };
}

export function warmOf(part: {
  readonly WarmThroughput?:
    | { readonly ReadUnitsPerSecond?: number | undefined; readonly WriteUnitsPerSecond?: number | undefined }
    | undefined;
}): { readonly warmThroughput?: WarmState } {
  const { ReadUnitsPerSecond, WriteUnitsPerSecond } = part.WarmThroughput ?? {};
  if (ReadUnitsPerSecond === undefined && WriteUnitsPerSecond === undefined) return {};
  return {
    warmThroughput: {
      ...(ReadUnitsPerSecond !== undefined && { readUnits: ReadUnitsPerSecond }),
      ...(WriteUnitsPerSecond !== undefined && { writeUnits: WriteUnitsPerSecond }),
    },
  };
}

export function tableClassOf(tableClass: string | undefined): TableState["tableClass"] {
  return tableClass === "STANDARD_INFREQUENT_ACCESS" ? "infrequent-access" : "standard";
}

export function encryptionOf(isOn: boolean, key: string | undefined): Pick<TableState, "encryption" | "encryptionKey"> {
  if (!isOn) return { encryption: "owned" };
  return { encryption: "kms", ...(key !== undefined && { encryptionKey: key }) };
}
