import type { IndexDefinition, KeyDefinition, Units } from "keywright";
import { pascalCase, uniqueNames } from "../text/names.ts";
import type { GuessedAttribute, GuessedEntity } from "./entity.ts";
import type { TableDefinition } from "./table.ts";

/** A table with its entities, to be written as source. */
export interface SourceTable {
  readonly definition: TableDefinition;
  readonly entities: readonly GuessedEntity[];
  /** What a reader should know, one sentence each. */
  readonly remarks: readonly string[];
}

/** TypeScript that defines tables and entities. */
export function sourceText(tables: readonly SourceTable[]): string {
  const name = uniqueNames();
  // What the source imports.
  for (const imported of ["z", "bytes", "defineEntity", "defineTable"]) name(imported);
  const parts = tables.flatMap(({ definition, entities, remarks }) => {
    const table = name(`${lowerFirst(identifier(definition.name))}Table`);
    return [
      tableSource(table, definition),
      ...entities.map((entity) => entitySource(name(identifier(entity.name)), entity, table)),
      ...(remarks.length > 0 ? [remarks.map((remark) => `// ${remark.replace(/\s+/g, " ")}\n`).join("")] : []),
    ];
  });
  const types = new Set(tables.flatMap(({ entities }) => entities.flatMap(({ attributes }) => attributes.map(typeOf))));
  const hasBytes = types.has("B") || types.has("BS");
  const hasEntities = tables.some(({ entities }) => entities.length > 0);
  const names = [...(hasBytes ? ["bytes"] : []), ...(hasEntities ? ["defineEntity"] : []), "defineTable"];
  const imports = `import { ${names.join(", ")} } from "keywright";\n${hasEntities ? 'import * as z from "zod";\n' : ""}`;
  return [imports, ...parts].join("\n");
}

function typeOf({ type }: GuessedAttribute): string {
  return type;
}

function tableSource(constant: string, { name, partitionKey, sortKey, indexes, settings }: TableDefinition): string {
  const lines = [
    `  name: ${text(name)},`,
    `  partitionKey: ${keySource(partitionKey)},`,
    ...(sortKey ? [`  sortKey: ${keySource(sortKey)},`] : []),
    ...(indexes
      ? [
          "  indexes: {",
          ...Object.entries(indexes).map(([index, one]) => `    ${property(index)}: ${indexSource(one)},`),
          "  },",
        ]
      : []),
    ...(settings
      ? [
          "  settings: {",
          `    billing: { mode: "provisioned", read: ${unitsSource(settings.billing.read)}, write: ${unitsSource(settings.billing.write)} },`,
          "  },",
        ]
      : []),
  ];
  return `export const ${constant} = defineTable({\n${lines.join("\n")}\n});\n`;
}

function keySource(key: object): string {
  return `{ ${Object.entries(key as KeyDefinition)
    .map(([attribute, type]) => `${property(attribute)}: ${text(type)}`)
    .join(", ")} }`;
}

function indexSource(index: IndexDefinition): string {
  const parts = [
    `type: ${text(index.type)}`,
    ...(index.type === "global" ? [`partitionKey: ${keySource(index.partitionKey)}`] : []),
    ...(index.sortKey ? [`sortKey: ${keySource(index.sortKey)}`] : []),
    `projection: ${typeof index.projection === "string" ? text(index.projection) : `[${index.projection.map(text).join(", ")}]`}`,
  ];
  return `{ ${parts.join(", ")} }`;
}

function unitsSource(units: Units): string {
  if (typeof units === "number") return `${units}`;
  return `{ min: ${units.min}, max: ${units.max}${units.target === undefined ? "" : `, target: ${units.target}`} }`;
}

function entitySource(constant: string, { name, attributes, key, indexes }: GuessedEntity, table: string): string {
  // A key attribute that is the attribute of that name may be left out, and has to be where a template cannot name it.
  const written = key.filter((one) => !/[{}:]/.test(one.keyAttribute) || !one.attributes.includes(one.keyAttribute));
  const lines = [
    `  name: ${text(name)},`,
    `  table: ${table},`,
    "  schema: z.object({",
    ...attributes.map((one) => `    ${property(one.name)}: ${schemaSource(one)},`),
    "  }),",
    ...(written.length > 0
      ? [`  key: { ${written.map((one) => `${property(one.keyAttribute)}: ${text(one.text)}`).join(", ")} },`]
      : []),
    ...(indexes.length > 0 ? [`  indexes: { ${indexes.map((index) => `${property(index)}: {}`).join(", ")} },`] : []),
  ];
  return `export const ${constant} = defineEntity({\n${lines.join("\n")}\n});\n`;
}

const schemas: Readonly<Record<string, string>> = {
  S: "z.string()",
  N: "z.number()",
  B: "bytes()",
  BOOL: "z.boolean()",
  NULL: "z.null()",
  SS: "z.set(z.string())",
  NS: "z.set(z.number())",
  BS: "z.set(bytes())",
  L: "z.array(z.unknown())",
  M: "z.record(z.string(), z.unknown())",
};

function schemaSource({ type, optional }: GuessedAttribute): string {
  return `${schemas[type] ?? "z.unknown()"}${optional ? ".optional()" : ""}`;
}

function identifier(words: string): string {
  const name = pascalCase(words);
  return /^[A-Za-z]/.test(name) ? name : `T${name}`;
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function property(name: string): string {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name) ? name : text(name);
}

function text(value: string): string {
  return JSON.stringify(value);
}
