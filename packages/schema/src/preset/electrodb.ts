import type { Templates } from "../entity/definition.ts";
import { ModelError } from "../error/model-error.ts";
import { checkProperties, collectProblems, type Problems } from "../table/problems.ts";
import type {
  ElectroDBAttribute,
  ElectroDBCasing,
  ElectroDBDefinition,
  ElectroDBIndex,
  ElectroDBKey,
  ElectroDBLiterals,
  ElectroDBParts,
} from "./electrodb-types.ts";

/**
 * The parts of an entity's definition under which it reads and writes the items of an ElectroDB entity: the same keys, index
 * keys and identifiers. Takes `model` and `indexes` as they stand in ElectroDB; the schema is written anew.
 *
 * ElectroDB's keys are in lower case unless `casing` says otherwise. A value in a key may not contain the `#` that ends it:
 * ElectroDB writes such items, and two of them can share a key. They are read, and refused on writes.
 *
 * @throws ModelError for what cannot be kept up: index conditions, padding with another character than `0`
 * @example
 * const Task = defineEntity({
 *   name: "Task",
 *   table: taskTable,
 *   schema: z.object({ userId: z.string(), taskId: z.string(), title: z.string() }),
 *   ...electrodb({
 *     model: { service: "taskapp", entity: "task", version: "1" },
 *     indexes: { tasks: { pk: { field: "pk", composite: ["userId"] }, sk: { field: "sk", composite: ["taskId"] } } },
 *   }),
 * });
 */
export function electrodb<const D extends ElectroDBDefinition>(
  definition: D & ElectroDBLiterals<D>,
): ElectroDBParts<D> {
  const { model, attributes = {}, identifiers } = definition;
  const problems = collectProblems();
  let key: Templates = {};
  const indexes: Record<string, Templates> = {};
  for (const [pattern, index] of Object.entries<ElectroDBIndex>(definition.indexes)) {
    checkIndex(problems, `indexes.${pattern}`, index);
    const keys = keysOf(model, attributes, index);
    if (index.index === undefined) key = keys;
    else indexes[index.index] = keys;
  }
  for (const [name, keys] of Object.entries(indexes)) indexes[name] = besides(keys, key);
  for (const [name, attribute] of Object.entries(attributes)) checkAttribute(problems, `attributes.${name}`, attribute);
  if (problems.found.length > 0) throw new ModelError({ subject: "the preset electrodb", problems: problems.found });
  const parts = {
    key,
    indexes,
    storedAs: Object.fromEntries(
      Object.entries(attributes).flatMap(([name, { field }]) => (field === undefined ? [] : [[name, field]])),
    ),
    typeAttribute: [
      { name: identifiers?.entity ?? "__edb_e__", value: model.entity },
      { name: identifiers?.version ?? "__edb_v__", value: model.version },
    ],
  };
  // The templates are spelled by the types as they are here, which tests hold together.
  return parts as unknown as ElectroDBParts<D>;
}

/** The keys of an index that are not keys of the table, which are named there. */
function besides(keys: Templates, table: Templates): Templates {
  return Object.fromEntries(Object.entries(keys).filter(([name]) => !Object.hasOwn(table, name)));
}

type Attributes = NonNullable<ElectroDBDefinition["attributes"]>;

function checkIndex(problems: Problems, path: string, index: ElectroDBIndex): void {
  const { condition, ...rest } = index as ElectroDBIndex & { readonly condition?: unknown };
  checkProperties(problems, path, rest, ["index", "type", "collection", "scope", "pk", "sk", "projection"]);
  if (condition !== undefined) {
    problems.add(
      `${path}.condition`,
      "ElectroDB leaves items out of the index by this function, which nothing else can: leave an attribute of the index absent instead",
    );
  }
  for (const name of ["pk", "sk"] as const) {
    const key = { ...index[name] };
    // ElectroDB writes `facets` into a definition that it was given, which may be this one.
    checkProperties(problems, `${path}.${name}`, key, ["field", "composite", "template", "casing", "cast", "facets"]);
  }
}

function checkAttribute(problems: Problems, path: string, attribute: ElectroDBAttribute): void {
  checkProperties(problems, path, { ...attribute }, ["field", "label", "padding"]);
  if (attribute.padding !== undefined && attribute.padding.char !== "0") {
    problems.add(`${path}.padding.char`, "numbers are padded with '0' only");
  }
}

function keysOf(model: ElectroDBDefinition["model"], attributes: Attributes, index: ElectroDBIndex): Templates {
  if (index.type === "composite") return {};
  const collections = typeof index.collection === "string" ? [index.collection] : (index.collection ?? []);
  const collection = collections.length === 0 ? "" : `$${collections.join("#")}`;
  const entity = `${collection === "" ? "$" : "#"}${model.entity}_${model.version}`;
  const clustered = index.type === "clustered";
  const start = clustered ? collection : `${collection}${entity}`;
  const end = clustered ? entity : "";
  const scope = index.scope ? `_${index.scope}` : "";
  const { pk, sk } = index;
  if (sk === undefined) return keyOf(pk, attributes, `$${model.service}${start}${end}${scope}`, "");
  return { ...keyOf(pk, attributes, `$${model.service}${scope}`, ""), ...keyOf(sk, attributes, start, end) };
}

function keyOf(key: ElectroDBKey, attributes: Attributes, start: string, end: string): Templates {
  return key.field === undefined ? {} : { [key.field]: templateOf(key, key.field, attributes, start, end) };
}

function templateOf(key: ElectroDBKey, field: string, attributes: Attributes, start: string, end: string): string {
  const { template, composite = [], cast } = key;
  const [only = ""] = composite;
  if (composite.length === 1 && cast === "number") return `{${only}}`;
  const whole = template === undefined ? only : /^\$\{([^}]*)\}$/.exec(template)?.[1];
  // The key attribute is the attribute itself.
  if (whole !== undefined && composite.length < 2 && (attributes[whole]?.field ?? whole) === field) return `{${whole}}`;
  const casing: ElectroDBCasing = key.casing === "upper" || key.casing === "none" ? key.casing : "lower";
  if (template) {
    // ElectroDB's placeholders stand in the odd places.
    const pieces = template.split(/\$\{([^}]*)\}/);
    return pieces
      .map((piece, i) => (i % 2 === 0 ? inCasing(piece, casing) : placeholder(attributes, piece, casing)))
      .join("");
  }
  const names = template === undefined ? composite : [];
  const values = names.map(
    (name) => inCasing(`#${attributes[name]?.label ?? name}_`, casing) + placeholder(attributes, name, casing),
  );
  return inCasing(start, casing) + values.join("") + inCasing(end, casing);
}

function placeholder(attributes: Attributes, name: string, casing: ElectroDBCasing): string {
  const width = attributes[name]?.padding?.length;
  return `{${name}:${width ?? (casing === "none" ? "text" : casing)}}`;
}

function inCasing(text: string, casing: ElectroDBCasing): string {
  if (casing === "none") return text;
  return casing === "upper" ? text.toUpperCase() : text.toLowerCase();
}
