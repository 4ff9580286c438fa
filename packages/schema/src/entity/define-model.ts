import { compileItemCodec, type ItemCodec } from "../codec/item-codec.ts";
import { ModelError } from "../error/model-error.ts";
import { objectVariants } from "../shape/navigate.ts";
import { keyAttributes } from "../table/model.ts";
import { checkProperties, collectProblems, isRecord, type Problems } from "../table/problems.ts";
import type { AnyTable } from "../table/table.ts";
import { schemaAttributes } from "./attributes.ts";
import type { ModelDefinition } from "./definition.ts";
import { checkKeyNames } from "./key-names.ts";
import { type Keys, readKeys } from "./keys.ts";
import { type Managed, readManaged } from "./managed.ts";
import type { AttributeModel, EntityModel } from "./model.ts";
import { checkNames } from "./names.ts";
import { checkRegistered, register } from "./registry.ts";
import { type Root, readRoot } from "./root.ts";
import { readStoredAs } from "./stored-as.ts";
import { checkTimeToLiveProjected, readTimeToLive } from "./time-to-live.ts";
import { readUnique, type Unique } from "./unique.ts";

const properties = [
  "name",
  "table",
  "schema",
  "key",
  "indexes",
  "version",
  "writeMark",
  "timestamps",
  "storedAs",
  "typeAttribute",
  "upgrade",
  "unique",
  "uniqueTable",
  "ttlFilter",
];

/**
 * Reads the definition of an entity into its model, and registers it on its table. Makes no request. The codec is made on first
 * use.
 *
 * @throws ModelError naming every problem with its place in the definition: attributes that templates name and the schema lacks,
 * optional attributes in the primary key, schemas that DynamoDB cannot hold, names that clash, keys that those of another entity
 * of the table could equal
 *
 * @example
 * const model = defineModel({
 *   name: "Task",
 *   table: taskTable,
 *   schema: z.object({ userId: z.string(), taskId: z.string(), title: z.string() }),
 *   key: { PK: "USER#{userId}", SK: "TASK#{taskId}" },
 * });
 */
export function defineModel(definition: ModelDefinition): EntityModel {
  const problems = collectProblems();
  const value: Readonly<Record<string, unknown>> = isRecord(definition) ? definition : {};
  const name = readName(problems, value.name);
  readProperties(problems, value);
  const table = readTable(problems, value.table);
  const root = readRoot(problems, value.schema);
  const managed = readManaged(problems, value);
  const parts = root && readParts(problems, name, value, root, managed, table);
  if (table) checkRegistered(problems, table, name, parts?.complete ? parts.key : undefined, parts?.unique);

  if (problems.found.length > 0 || !table || !root || !parts) {
    throw new ModelError({ subject: `entity '${name}'`, problems: problems.found });
  }
  const model = makeModel(name, table, root, managed, parts);
  register(table, model, parts.unique);
  return model;
}

interface Parts extends Keys {
  readonly storedAs: ReadonlyMap<string, string>;
  readonly attributes: ReadonlyMap<string, AttributeModel>;
  readonly timeToLive: EntityModel["timeToLive"];
  readonly unique: Unique | undefined;
  /** Whether the primary key could be read whole. */
  readonly complete: boolean;
}

function readParts(
  problems: Problems,
  name: string,
  value: Readonly<Record<string, unknown>>,
  root: Root,
  managed: Managed,
  table: AnyTable | undefined,
): Parts {
  // What is left out is not read: engines compile a function when it is called first, which is a good part of a cold start.
  const storedAs =
    value.storedAs === undefined ? noNames : readStoredAs(problems, value.storedAs, () => propertyNames(root), managed);
  const attributes = schemaAttributes(root, storedAs);
  checkNames(problems, attributes, storedAs.size > 0, managed);
  managed.attributes.forEach((attribute) => {
    attributes.set(attribute.name, attribute);
  });
  if (!table) {
    const none = { timeToLive: undefined, unique: undefined };
    return { ...none, storedAs, attributes, key: [], indexes: new Map(), complete: false };
  }

  const areRenamed =
    storedAs.size > 0 || managed.attributes.some((attribute) => attribute.name !== attribute.storedName);
  const byStoredName = areRenamed ? namedAsStored(attributes) : attributes;
  const scope = { problems, table: table.model, attributes, byStoredName, isRefused: root.isRefused };
  const keys = readKeys(scope, value);
  checkKeyNames(scope, managed, keys);
  const expiry = table.model.timeToLive === undefined ? undefined : readTimeToLive(scope, managed);
  const timeToLive = value.ttlFilter === false ? undefined : expiry;
  if (timeToLive) {
    const used = Array.from(keys.indexes.values(), ({ index }) => index);
    checkTimeToLiveProjected(problems, table.model, used, timeToLive.storedName);
  }
  const complete = keys.key.length === (table.model.sortKey ? 2 : 1);
  const claims = readUniqueTable(problems, value.uniqueTable);
  const unique =
    value.unique === undefined && claims === undefined
      ? undefined
      : readUnique(
          scope,
          name,
          value,
          { own: table, claims },
          { attribute: expiry, filtered: value.ttlFilter !== false },
        );
  return { storedAs, attributes, timeToLive, unique, complete, key: keys.key, indexes: keys.indexes };
}

const noNames: ReadonlyMap<string, string> = new Map();

function propertyNames({ shape }: Root): ReadonlySet<string> {
  return new Set(objectVariants(shape).flatMap((variant) => [...variant.properties.keys()]));
}

function namedAsStored(attributes: ReadonlyMap<string, AttributeModel>): ReadonlyMap<string, AttributeModel> {
  return new Map(Array.from(attributes.values(), (attribute) => [attribute.storedName, attribute]));
}

function makeModel(name: string, { model: table }: AnyTable, root: Root, managed: Managed, parts: Parts): EntityModel {
  const { attributes, key, indexes, storedAs, timeToLive, unique } = parts;
  const { version, timestamps, typeAttributes, upgrade } = managed;
  const { shape } = root;
  const model: { -readonly [K in keyof EntityModel]: EntityModel[K] } = {
    name,
    table,
    root: shape,
    codec: madeOnUse(() => compileItemCodec(shape, name, storedAs, reservedNames(parts, table, managed))),
    attributes,
    key,
    indexes,
    typeAttributes,
  };
  if (version) model.version = version;
  if (timestamps) model.timestamps = timestamps;
  if (timeToLive) model.timeToLive = timeToLive;
  if (upgrade) model.upgrade = upgrade;
  if (unique) model.unique = unique.model;
  if (shape.kind === "discriminatedUnion") model.discriminator = shape.discriminator;
  return Object.freeze(model);
}

/** A codec that is made when it is first used. Not a getter of the model: engines give each object with one a class of its own. */
function madeOnUse(make: () => ItemCodec): ItemCodec {
  let made: ItemCodec | undefined;
  const codec = (): ItemCodec => {
    made ??= make();
    return made;
  };
  return {
    encode: (item, foreign) => codec().encode(item, foreign),
    decode: (wire, options) => codec().decode(wire, options),
    encodeAttribute: (name, value, path) => codec().encodeAttribute(name, value, path),
    decodeAttribute: (name, stored) => codec().decodeAttribute(name, stored),
  };
}

/** Names in the table that are not the schema's: a loose schema must neither read nor write them. */
function reservedNames({ attributes }: Parts, table: EntityModel["table"], managed: Managed): ReadonlySet<string> {
  const reserved = new Set([...keyAttributes(table).keys(), ...managed.names.map(({ storedName }) => storedName)]);
  for (const attribute of attributes.values()) if (!attribute.managed) reserved.delete(attribute.storedName);
  return reserved;
}

function readName(problems: Problems, name: unknown): string {
  if (typeof name === "string" && name !== "") return name;
  problems.add("name", `an entity has a name, such as name: "Task"`);
  return "?";
}

function readProperties(problems: Problems, value: Readonly<Record<string, unknown>>): void {
  checkProperties(problems, "", value, properties);
  if (value.ttlFilter !== undefined && typeof value.ttlFilter !== "boolean") {
    problems.add("ttlFilter", "write ttlFilter: false to treat expired items like others, or leave this out");
  }
}

function readTable(problems: Problems, value: unknown): AnyTable | undefined {
  if (isTable(value)) return value;
  problems.add("table", "an entity lives in a table: write table: defineTable({ ... })");
  return undefined;
}

function readUniqueTable(problems: Problems, value: unknown): AnyTable | undefined {
  if (value === undefined || isTable(value)) return value;
  problems.add(
    "uniqueTable",
    "the claims of unique attributes lie in a table: write uniqueTable: defineTable({ ... })",
  );
  return undefined;
}

function isTable(value: unknown): value is AnyTable {
  return isRecord(value) && isRecord(value.model) && value["~entities"] instanceof Map;
}
