import type { EntityDescription } from "keywright";
import type { Losses } from "../options.ts";
import type { ExportedTable } from "../table/exported-table.ts";
import type { WorkbenchAttribute, WorkbenchFacet, WorkbenchTable } from "./model.ts";

/** A facet for each entity, after those that were there before. A facet keeps its sample items. */
export function facetsOf(
  entities: readonly EntityDescription[],
  table: ExportedTable,
  before: WorkbenchTable | undefined,
): readonly WorkbenchFacet[] {
  const there = before?.TableFacets ?? [];
  const made = new Map(entities.map((entity) => [entity.name, facet(entity, table)]));
  const names = new Set(there.map(({ FacetName }) => FacetName));
  return [
    ...there.map((one) => {
      const its = made.get(one.FacetName);
      return its ? { ...its, ...one, NonKeyAttributes: its.NonKeyAttributes } : one;
    }),
    ...[...made.values()].filter(({ FacetName }) => !names.has(FacetName)),
  ];
}

function facet(entity: EntityDescription, table: ExportedTable): Required<WorkbenchFacet> {
  const [partition, sort] = entity.key;
  const alias = (template: string | undefined): string => (template ?? "").replace(/\{([^}:]*)[^}]*\}/g, "$1");
  return {
    FacetName: entity.name,
    KeyAttributeAlias: {
      PartitionKeyAlias: alias(partition?.template),
      ...(sort && { SortKeyAlias: alias(sort.template) }),
    },
    TableData: [],
    NonKeyAttributes: storedAttributes(entity, table).map(({ AttributeName }) => AttributeName),
    DataAccess: { MySql: {} },
  };
}

/** All attributes of a table but its keys, each with one type. */
export function nonKeyAttributes(
  entities: readonly EntityDescription[],
  table: ExportedTable,
  before: WorkbenchTable | undefined,
  losses: Losses,
): readonly WorkbenchAttribute[] {
  const keys = tableKeys(table);
  const found = new Map<string, string>();
  for (const { AttributeName, AttributeType } of before?.NonKeyAttributes ?? []) {
    if (!keys.has(AttributeName)) found.set(AttributeName, AttributeType);
  }
  const own = new Map<string, { readonly type: string; readonly entity: string }>();
  for (const entity of entities) {
    for (const { AttributeName, AttributeType } of storedAttributes(entity, table)) {
      const other = own.get(AttributeName);
      if (other === undefined) own.set(AttributeName, { type: AttributeType, entity: entity.name });
      else if (other.type !== AttributeType) {
        losses.add(
          `entities.${entity.name}.${AttributeName}`,
          `NoSQL Workbench has one type for an attribute: '${AttributeName}' is ${other.type}, as '${other.entity}' has it, and not ${AttributeType}.`,
        );
      }
    }
  }
  for (const [name, { type }] of own) found.set(name, type);
  // What a key of an index is has the type that the table says.
  for (const { AttributeName = "", AttributeType = "" } of table.attributes) {
    if (!keys.has(AttributeName)) found.set(AttributeName, AttributeType);
  }
  return Array.from(found, ([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));
}

function storedAttributes(entity: EntityDescription, table: ExportedTable): readonly WorkbenchAttribute[] {
  const keys = tableKeys(table);
  const found = new Map<string, string>();
  for (const { storedName, types } of entity.attributes) found.set(storedName, types[0] ?? "S");
  for (const { name } of entity.typeAttributes ?? []) found.set(name, "S");
  if (entity.version && !found.has(entity.version.mark)) found.set(entity.version.mark, "S");
  const indexed = new Set(entity.indexes.flatMap(({ templates }) => templates.map(({ keyAttribute }) => keyAttribute)));
  for (const { AttributeName = "", AttributeType = "" } of table.attributes) {
    if (indexed.has(AttributeName) && !found.has(AttributeName)) found.set(AttributeName, AttributeType);
  }
  return Array.from(found, ([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })).filter(
    ({ AttributeName }) => !keys.has(AttributeName),
  );
}

function tableKeys({ partitionKey, sortKey }: ExportedTable): ReadonlySet<string> {
  return new Set([partitionKey.name, ...(sortKey ? [sortKey.name] : [])]);
}
