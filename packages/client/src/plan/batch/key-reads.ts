import type { BatchGetItemCommandInput } from "@aws-sdk/client-dynamodb";
import type { WireItem } from "@keywright/schema";
import type { CapacityInput } from "../context.ts";
import { wireKeyText } from "../wire-key-text.ts";
import type { BatchPart, ChunkLimits } from "./chunks.ts";

/** What a `BatchGetItem` takes. Keys are small: a hundred of them stay far below any limit of size. */
export const readLimits: ChunkLimits = { most: 100, bytes: Number.POSITIVE_INFINITY };

/** A projection expression and its names. */
export interface Projection {
  readonly ProjectionExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
}

/** An item that is read by its key. */
export interface KeyRead extends BatchPart {
  readonly tableName: string;
  readonly key: WireItem;
  readonly consistent: boolean;
  /** `undefined` where it is read whole. */
  readonly projection: Projection | undefined;
}

/** The table and the key of an item, as a text. */
export function itemId(tableName: string, key: WireItem): string {
  return `${tableName} ${wireKeyText(key)}`;
}

/** The input of a `BatchGetItem`. Of each table it says once how consistently, and what, is read. */
export function batchGetInput(reads: readonly KeyRead[], capacity: CapacityInput): BatchGetItemCommandInput {
  const tables: NonNullable<BatchGetItemCommandInput["RequestItems"]> = {};
  for (const [tableName, ofTable] of byTable(reads)) {
    const [first] = ofTable;
    const projection = sharedProjection(ofTable);
    tables[tableName] = {
      Keys: ofTable.map(({ key }) => key),
      ...(first?.consistent ? { ConsistentRead: true } : {}),
      ...projection,
    };
  }
  return { RequestItems: tables, ...capacity };
}

/** Parts by the table that they are of. */
export function byTable<P extends { readonly tableName: string }>(
  parts: readonly P[],
): ReadonlyMap<string, readonly P[]> {
  const tables = new Map<string, P[]>();
  for (const part of parts) {
    const ofTable = tables.get(part.tableName);
    if (ofTable) ofTable.push(part);
    else tables.set(part.tableName, [part]);
  }
  return tables;
}

/** What is read of all items of a table; items of which different parts are wanted are read whole, at the same price. */
function sharedProjection([first, ...others]: readonly KeyRead[]): Projection | undefined {
  const text = projectionText(first?.projection);
  return others.every(({ projection }) => projectionText(projection) === text) ? first?.projection : undefined;
}

/** A projection as a text, to compare. */
export function projectionText(projection: Projection | undefined): string {
  return projection === undefined
    ? ""
    : `${projection.ProjectionExpression} ${JSON.stringify(projection.ExpressionAttributeNames)}`;
}
