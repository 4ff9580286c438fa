import type { EntityModel, TableModel } from "keywright";
import { TableError } from "../../error/table-error.ts";

/**
 * The names in the table that requests of an entity mention, where it may read and change some attributes alone: these, the keys
 * of the table and of the entity's indexes, and what the library writes and compares itself.
 *
 * @throws TableError `policy-invalid` for a name that the entity does not have
 */
export function mentionedNames(model: EntityModel, allowed: readonly string[]): readonly string[] {
  const names = new Set<string>();
  for (const name of allowed) {
    const attribute = model.attributes.get(name);
    if (attribute === undefined) {
      const known = [...model.attributes.keys()].join(", ");
      throw new TableError({
        code: "policy-invalid",
        table: model.table.name,
        message: `${model.name} has no attribute '${name}'; it has ${known}.`,
      });
    }
    names.add(attribute.storedName);
  }
  for (const { keyAttribute } of model.key) names.add(keyAttribute.name);
  for (const { partition, sort } of model.indexes.values()) {
    for (const { keyAttribute } of [...partition, ...sort]) names.add(keyAttribute.name);
  }
  for (const { managed, storedName } of model.attributes.values()) if (managed !== undefined) names.add(storedName);
  if (model.version) names.add(model.version.mark);
  if (model.timeToLive) names.add(model.timeToLive.storedName);
  if (model.upgrade) names.add(model.upgrade.attribute);
  for (const { name } of model.typeAttributes) names.add(name);
  return [...names].sort();
}

/** What requests mention of claims of unique attributes. */
export function claimNames({ unique }: EntityModel): readonly string[] {
  if (unique === undefined) return [];
  const { partitionKey, sortKey }: TableModel = unique.table;
  const keys = [partitionKey, ...(sortKey ? [sortKey] : [])].map(({ name }) => name);
  return [...keys, unique.owner, ...(unique.expiry === undefined ? [] : [unique.expiry])];
}
