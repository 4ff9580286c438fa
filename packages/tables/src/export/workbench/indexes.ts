import type { KeyAttribute } from "keywright";
import type { Losses } from "../options.ts";
import type { ExportedIndex, ExportedTable } from "../table/exported-table.ts";
import type { WorkbenchIndex, WorkbenchKey } from "./model.ts";
import { projectedAttributes } from "./table.ts";

export function keyAttributes(partitionKey: KeyAttribute, sortKey: KeyAttribute | undefined): WorkbenchKey {
  const attribute = ({ name, type }: KeyAttribute) => ({ AttributeName: name, AttributeType: type });
  return { PartitionKey: attribute(partitionKey), ...(sortKey && { SortKey: attribute(sortKey) }) };
}

/** Indexes. One that was there before and means the same stays as it was written. */
export function indexesOf(
  indexes: readonly ExportedIndex[],
  before: readonly WorkbenchIndex[],
  table: ExportedTable,
  losses: Losses,
): readonly WorkbenchIndex[] {
  return indexes.flatMap((index) => {
    const [partitionKey] = index.partitionKeys;
    if (partitionKey === undefined || index.partitionKeys.length > 1 || index.sortKeys.length > 1) {
      losses.add(`indexes.${index.name}`, "NoSQL Workbench has no keys of several attributes: the index is left out.");
      return [];
    }
    const made: WorkbenchIndex = {
      IndexName: index.name,
      KeyAttributes: keyAttributes(partitionKey, index.sortKeys[0]),
      Projection: {
        ProjectionType: index.projection.ProjectionType ?? "ALL",
        ...(index.projection.NonKeyAttributes && { NonKeyAttributes: [...index.projection.NonKeyAttributes] }),
      },
    };
    const its = before.find(({ IndexName }) => IndexName === index.name);
    return [its && meaning(its, table) === meaning(made, table) ? its : made];
  });
}

function meaning(index: WorkbenchIndex, table: ExportedTable): string {
  const { PartitionKey, SortKey } = index.KeyAttributes;
  const projected = projectedAttributes(index, {
    TableName: table.name,
    KeyAttributes: keyAttributes(table.partitionKey, table.sortKey),
  });
  const { ProjectionType } = index.Projection;
  return JSON.stringify([
    [PartitionKey.AttributeName, PartitionKey.AttributeType, SortKey?.AttributeName, SortKey?.AttributeType],
    ProjectionType === "INCLUDE" && projected.length === 0 ? "KEYS_ONLY" : ProjectionType,
    [...projected].sort(),
  ]);
}
