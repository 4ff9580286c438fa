import type { EntityModel } from "keywright";
import { mean, type SizedItem } from "./sizes.ts";

/** What a table and its indexes store. */
export interface TableStorage {
  /** Bytes that are charged. */
  readonly bytes: number;
  /** The same in GB of 1,073,741,824 bytes. */
  readonly gigabytes: number;
  readonly items: number;
}

/** Each item, and each entry of an index, is charged for so many bytes more than it has. */
const overhead = 100;
const replicated = 48;

/** Bytes that are charged for items of an entity, with their entries in indexes. */
export function storedBytes({ table }: EntityModel, sizes: readonly SizedItem[], items: number): number {
  const isReplicated = table.globalTable !== undefined || Object.keys(table.settings?.replicas ?? {}).length > 0;
  const extra = overhead + (isReplicated ? replicated : 0);
  const own = mean(sizes, ({ bytes }) => bytes + extra);
  const entries = mean(sizes, (item) => [...item.entries.values()].reduce((sum, bytes) => sum + bytes + overhead, 0));
  return items * (own + entries);
}
