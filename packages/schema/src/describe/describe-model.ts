import type { EntityModel } from "../entity/model.ts";
import type { KeyTemplate } from "../key/template.ts";
import { storedTypes } from "../shape/stored-type.ts";
import type { GlobalTable, Projection, StreamView } from "../table/definition.ts";
import type { IndexModel, KeyAttribute, TableModel } from "../table/model.ts";
import type { TableSettings } from "../table/settings.ts";
import type { WireType } from "../wire/attribute-value.ts";

/** A model as plain JSON: what tables, policies and viewers are made from. */
export interface ModelDescription {
  readonly tables: readonly TableDescription[];
}

export interface TableDescription {
  readonly name: string;
  readonly partitionKey: KeyAttribute;
  readonly sortKey?: KeyAttribute;
  readonly indexes: readonly IndexDescription[];
  readonly timeToLive?: string;
  readonly stream?: StreamView;
  readonly globalTable?: GlobalTable;
  readonly settings?: TableSettings;
  readonly entities: readonly EntityDescription[];
}

export interface IndexDescription {
  readonly name: string;
  readonly type: "global" | "local";
  readonly partitionKeys: readonly KeyAttribute[];
  readonly sortKeys: readonly KeyAttribute[];
  readonly projection: Projection;
}

export interface EntityDescription {
  readonly name: string;
  readonly attributes: readonly AttributeDescription[];
  /** Templates of the primary key: partition key, then sort key. */
  readonly key: readonly TemplateDescription[];
  readonly indexes: readonly { readonly name: string; readonly templates: readonly TemplateDescription[] }[];
  readonly version?: { readonly attribute: string; readonly mark: string };
  readonly timestamps?: { readonly createdAt?: string; readonly updatedAt?: string };
  readonly timeToLive?: string;
  /** Attributes whose values no two items have together, and the table and keys of the claims that see to it. */
  readonly unique?: {
    readonly table: string;
    readonly constraints: readonly { readonly name: string; readonly key: readonly TemplateDescription[] }[];
  };
  readonly typeAttributes?: readonly { readonly name: string; readonly value: string }[];
  readonly discriminator?: string;
}

export interface AttributeDescription {
  readonly name: string;
  /** Its name in the table. */
  readonly storedName: string;
  readonly types: readonly WireType[];
  readonly optional: boolean;
  readonly managed?: "version" | "createdAt" | "updatedAt";
}

export interface TemplateDescription {
  readonly keyAttribute: string;
  readonly template: string;
  readonly attributes: readonly string[];
}

/** Anything that has a model: a table or an entity. */
export interface Described {
  readonly model: TableModel | EntityModel;
}

/**
 * Describes tables and entities as plain JSON. An entity brings its table, and that of its unique attributes; the same table is described once.
 *
 * @example
 * JSON.stringify(describeModel([Task, Comment]));
 */
export function describeModel(parts: readonly Described[]): ModelDescription {
  const tables = new Map<TableModel, Set<EntityModel>>();
  const entitiesOf = (table: TableModel): Set<EntityModel> => {
    const known = tables.get(table) ?? new Set();
    tables.set(table, known);
    return known;
  };
  for (const { model } of parts) {
    if ("table" in model) {
      entitiesOf(model.table).add(model);
      if (model.unique) entitiesOf(model.unique.table);
    } else entitiesOf(model);
  }
  return { tables: Array.from(tables, ([table, entities]) => describeTable(table, [...entities])) };
}

function describeTable(table: TableModel, entities: readonly EntityModel[]): TableDescription {
  return {
    name: table.name,
    partitionKey: { ...table.partitionKey },
    ...(table.sortKey && { sortKey: { ...table.sortKey } }),
    indexes: Array.from(table.indexes.values(), describeIndex),
    ...(table.timeToLive !== undefined && { timeToLive: table.timeToLive }),
    ...(table.stream !== undefined && { stream: table.stream }),
    ...(table.globalTable !== undefined && { globalTable: table.globalTable }),
    ...(table.settings !== undefined && { settings: table.settings }),
    entities: entities.map(describeEntity),
  };
}

function describeIndex({ name, type, partitionKeys, sortKeys, projection }: IndexModel): IndexDescription {
  return {
    name,
    type,
    partitionKeys: partitionKeys.map((key) => ({ ...key })),
    sortKeys: sortKeys.map((key) => ({ ...key })),
    projection: typeof projection === "string" ? projection : [...projection],
  };
}

function describeEntity(model: EntityModel): EntityDescription {
  const { name, version, timestamps, timeToLive, unique, typeAttributes, discriminator } = model;
  return {
    name,
    attributes: Array.from(model.attributes.values(), (attribute) => ({
      name: attribute.name,
      storedName: attribute.storedName,
      types: [...storedTypes(attribute.shape)],
      optional: attribute.optional,
      ...(attribute.managed && { managed: attribute.managed }),
    })),
    key: model.key.map(describeTemplate),
    indexes: Array.from(model.indexes, ([index, { partition, sort }]) => ({
      name: index,
      templates: [...partition, ...sort].map(describeTemplate),
    })),
    ...(version && { version: { ...version } }),
    ...(timestamps && { timestamps: { ...timestamps } }),
    ...(timeToLive && { timeToLive: timeToLive.attribute }),
    ...(unique && { unique: describeUnique(unique) }),
    ...(typeAttributes.length > 0 && { typeAttributes: typeAttributes.map((attribute) => ({ ...attribute })) }),
    ...(discriminator !== undefined && { discriminator }),
  };
}

function describeUnique({
  table,
  constraints,
}: NonNullable<EntityModel["unique"]>): NonNullable<EntityDescription["unique"]> {
  return {
    table: table.name,
    constraints: constraints.map(({ name, key }) => ({ name, key: key.map(describeTemplate) })),
  };
}

function describeTemplate({ keyAttribute, text, attributes }: KeyTemplate): TemplateDescription {
  return { keyAttribute: keyAttribute.name, template: text, attributes: [...attributes] };
}
