import type { KeyTemplate } from "../key/template.ts";
import { storedTypes } from "../shape/stored-type.ts";
import {
  indexKeyAttributes,
  type KeyAttribute,
  keyAttributes,
  primaryKeyAttributes,
  type TableModel,
} from "../table/model.ts";
import type { KeyScope, Keys } from "./keys.ts";
import type { Managed } from "./managed.ts";
import type { AttributeModel } from "./model.ts";

/** Reports attributes that stand in the way of keys: under the name of a key attribute, but not as its template makes it. */
export function checkKeyNames(scope: KeyScope, managed: Managed, keys: Keys): void {
  const { table, byStoredName } = scope;
  const all = keysOf(table);
  for (let i = 0; i < all.length; i++) {
    const key = all[i] as KeyAttribute;
    const own = byStoredName.get(key.name);
    // Where the key is used, its template has been checked against the attribute.
    if (own && !isUsed(table, keys, key.name) && !scope.isRefused?.(own.name)) checkOwn(scope, managed, key, own);
    if (managed.names.length > 0) checkManaged(scope, managed, key, keys);
  }
}

function checkOwn(
  { problems, table }: KeyScope,
  managed: Managed,
  { name, type }: KeyAttribute,
  own: AttributeModel,
): void {
  const types = [...storedTypes(own.shape)];
  if (types.length === 1 && types[0] === type) return;
  const stored = types.length > 9 ? "anything" : types.join(" or ");
  problems.add(
    managed.names.find(({ storedName }) => storedName === name)?.path ?? `schema.${own.name}`,
    `'${name}' is a key attribute of type "${type}" in an index of table '${table.name}', and DynamoDB refuses items with another type there; this is stored as ${stored}: store it under another name with storedAs`,
  );
}

function checkManaged({ problems, table }: KeyScope, managed: Managed, { name, type }: KeyAttribute, keys: Keys): void {
  for (const { path, what, constant, storedName, visible } of managed.names) {
    if (storedName !== name || visible) continue;
    const template = templateOf(keys, name);
    // A constant template may spell the type; a foreign index may be keyed by it.
    if (template ? template.text === constant : type === "S") continue;
    problems.add(
      path,
      `'${name}' is a key attribute of table '${table.name}', and cannot be ${what}: choose another name`,
    );
  }
}

const keys = new WeakMap<TableModel, readonly KeyAttribute[]>();

function keysOf(table: TableModel): readonly KeyAttribute[] {
  let all = keys.get(table);
  if (all === undefined) {
    all = [...keyAttributes(table).values()];
    keys.set(table, all);
  }
  return all;
}

function isUsed(table: TableModel, keys: Keys, name: string): boolean {
  const isOne = (attribute: KeyAttribute): boolean => attribute.name === name;
  return (
    primaryKeyAttributes(table).some(isOne) ||
    Array.from(keys.indexes.values()).some(({ index }) => indexKeyAttributes(index).some(isOne))
  );
}

function templateOf(keys: Keys, name: string): KeyTemplate | undefined {
  const ofIndexes = Array.from(keys.indexes.values(), ({ partition, sort }) => [...partition, ...sort]);
  return [...keys.key, ...ofIndexes.flat()].findLast(({ keyAttribute }) => keyAttribute.name === name);
}
