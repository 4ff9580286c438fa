import { itemSize, type TableModel, type WireItem } from "@keywright/schema";
import { own } from "../own.ts";
import { sameValue } from "../same-value.ts";
import { writeUnits } from "./units.ts";

type IndexModel = TableModel["indexes"] extends ReadonlyMap<string, infer I> ? I : never;

/** What an index holds of an item; `undefined` where the item lacks one of its key attributes. */
export function entryOf(table: TableModel, index: IndexModel, item: WireItem): WireItem | undefined {
  const keys = keyNames(index);
  if (keys.some((name) => own(item, name) === undefined)) return undefined;
  if (index.projection === "ALL") return item;
  const names = new Set(heldNames(table, index));
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
}

/** Write units that an index is charged for a change of an item; `undefined` on either side where there is no item. */
export function entryUnits(
  table: TableModel,
  index: IndexModel,
  before: WireItem | undefined,
  after: WireItem | undefined,
): number {
  const old = before && entryOf(table, index, before);
  const next = after && entryOf(table, index, after);
  const oldUnits = old === undefined ? 0 : writeUnits(itemSize(old));
  const newUnits = next === undefined ? 0 : writeUnits(itemSize(next));
  if (old === undefined || next === undefined) return oldUnits + newUnits;
  // An entry under another key is a deletion and a new entry.
  if (!keyNames(index).every((name) => sameValue(own(old, name), own(next, name)))) return oldUnits + newUnits;
  return sameItem(old, next) ? 0 : Math.max(oldUnits, newUnits);
}

/** Stored names of the keys of an index. */
export function keyNames({ partitionKeys, sortKeys }: IndexModel): readonly string[] {
  return [...partitionKeys, ...sortKeys].map(({ name }) => name);
}

/** Stored names of what an index holds that does not project everything. */
export function heldNames(table: TableModel, index: IndexModel): readonly string[] {
  const projected = typeof index.projection === "string" ? [] : index.projection;
  const { partitionKey, sortKey } = table;
  return [...keyNames(index), partitionKey.name, ...(sortKey ? [sortKey.name] : []), ...projected];
}

function sameItem(a: WireItem, b: WireItem): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => sameValue(own(a, name), own(b, name)));
}
