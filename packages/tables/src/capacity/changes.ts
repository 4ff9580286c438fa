import type { EntityModel, TableModel } from "keywright";
import { TableError } from "../error/table-error.ts";
import { heldNames, type SizedItem } from "./sizes.ts";
import { writeUnits } from "./units.ts";

type IndexModel = TableModel["indexes"] extends ReadonlyMap<string, infer I> ? I : never;

/** Names in the table of what a write changes. */
export type Touched = ReadonlySet<string>;

/**
 * What a change of attributes writes in the table: these, the key attributes that are made of them, and what the library writes
 * with each change.
 *
 * @throws TableError `workload-invalid` for an attribute that there is not
 */
export function touchedBy(model: EntityModel, changes: readonly string[]): Touched {
  const changed = new Set(changes);
  if (model.timestamps?.updatedAt !== undefined) changed.add(model.timestamps.updatedAt);
  if (model.version) changed.add(model.version.attribute);
  const touched = new Set<string>(model.version ? [model.version.mark] : []);
  for (const name of changed) {
    const attribute = model.attributes.get(name);
    if (attribute === undefined) {
      throw new TableError({
        code: "workload-invalid",
        table: model.table.name,
        message: `${model.name} has no attribute '${name}' that changes; it has ${[...model.attributes.keys()].join(", ")}.`,
      });
    }
    touched.add(attribute.storedName);
  }
  for (const { partition, sort } of model.indexes.values()) {
    for (const { attributes, keyAttribute } of [...partition, ...sort]) {
      if (attributes.some((name) => changed.has(name))) touched.add(keyAttribute.name);
    }
  }
  return touched;
}

/** All attributes but those of keys: what a put that replaces an item changes, as far as nothing else is said. */
export function everythingButKeys(model: EntityModel): Touched {
  const keys = new Set<string>();
  for (const { partition, sort } of model.indexes.values()) {
    for (const { keyAttribute, attributes } of [...partition, ...sort]) {
      keys.add(keyAttribute.name);
      for (const name of attributes) keys.add(model.attributes.get(name)?.storedName ?? name);
    }
  }
  for (const { keyAttribute, attributes } of model.key) {
    keys.add(keyAttribute.name);
    for (const name of attributes) keys.add(model.attributes.get(name)?.storedName ?? name);
  }
  const rest = [...model.attributes.values()].map(({ storedName }) => storedName).filter((name) => !keys.has(name));
  return new Set([...rest, ...(model.version ? [model.version.attribute, model.version.mark] : [])]);
}

/** Write units of each index for a change of an item; without one of the images it is new, or gone. */
export function indexUnits(
  table: TableModel,
  before: SizedItem | undefined,
  after: SizedItem | undefined,
  touched: Touched,
): ReadonlyMap<string, number> {
  const units = new Map<string, number>();
  for (const index of table.indexes.values()) {
    const charged = entryUnits(table, index, before?.entries.get(index.name), after?.entries.get(index.name), touched);
    if (charged > 0) units.set(index.name, charged);
  }
  return units;
}

function entryUnits(
  table: TableModel,
  index: IndexModel,
  before: number | undefined,
  after: number | undefined,
  touched: Touched,
): number {
  if (before === undefined || after === undefined) {
    return (before === undefined ? 0 : writeUnits(before)) + (after === undefined ? 0 : writeUnits(after));
  }
  // An entry under another key is a deletion and a new entry.
  const moved = [...index.partitionKeys, ...index.sortKeys].some(({ name }) => touched.has(name));
  if (moved) return writeUnits(before) + writeUnits(after);
  const held = index.projection === "ALL" ? undefined : heldNames(table, index);
  const isChanged = held === undefined ? touched.size > 0 : [...touched].some((name) => held.has(name));
  return isChanged ? Math.max(writeUnits(before), writeUnits(after)) : 0;
}
