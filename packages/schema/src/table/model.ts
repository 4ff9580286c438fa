import type { GlobalTable, KeyType, Projection, StreamView } from "./definition.ts";
import type { TableSettings } from "./settings.ts";

/** A key attribute of a table or index. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: KeyType;
}

/** An index of a table. */
export interface IndexModel {
  readonly name: string;
  readonly type: "global" | "local";
  /** One to four; of a local index the table's one. */
  readonly partitionKeys: readonly KeyAttribute[];
  /** None to four, in their order. */
  readonly sortKeys: readonly KeyAttribute[];
  readonly projection: Projection;
}

/** A validated table, as plain data. */
export interface TableModel {
  /** The logical name; the real one may be given when connecting. */
  readonly name: string;
  readonly partitionKey: KeyAttribute;
  readonly sortKey?: KeyAttribute;
  readonly indexes: ReadonlyMap<string, IndexModel>;
  /** Stored name of the attribute by which items expire. */
  readonly timeToLive?: string;
  readonly stream?: StreamView;
  /** How replicas in other Regions agree, where there are any. */
  readonly globalTable?: GlobalTable;
  /** How the table is run: billing, backups, protection, tags, replicas. */
  readonly settings?: TableSettings;
}

/** Every attribute that is a key of the table or of one of its indexes, by name. */
export function keyAttributes(table: TableModel): ReadonlyMap<string, KeyAttribute> {
  const found = new Map<string, KeyAttribute>();
  const add = (attribute: KeyAttribute): void => {
    if (!found.has(attribute.name)) found.set(attribute.name, attribute);
  };
  add(table.partitionKey);
  if (table.sortKey) add(table.sortKey);
  for (const index of table.indexes.values()) for (const attribute of indexKeyAttributes(index)) add(attribute);
  return found;
}

/** The key attributes of the table: partition key, then sort key. */
export function primaryKeyAttributes(table: TableModel): readonly KeyAttribute[] {
  return table.sortKey ? [table.partitionKey, table.sortKey] : [table.partitionKey];
}

/** The key attributes of an index: partition, then sort. */
export function indexKeyAttributes(index: IndexModel): readonly KeyAttribute[] {
  return [...index.partitionKeys, ...index.sortKeys];
}
