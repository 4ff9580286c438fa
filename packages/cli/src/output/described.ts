import type { ModelDescription } from "keywright";

type Table = ModelDescription["tables"][number];
type Entity = Table["entities"][number];
type Template = Entity["key"][number];
type Index = Table["indexes"][number];

/** A model for a reader. */
export function describedText({ tables }: ModelDescription): string {
  return `${tables.map((table) => tableLines(table).join("\n")).join("\n\n")}\n`;
}

function tableLines(table: Table): readonly string[] {
  const { partitionKey, sortKey, timeToLive, stream, globalTable } = table;
  const rows: [string, string][] = [
    ["partition key", keyText(partitionKey)],
    ...(sortKey ? [["sort key", keyText(sortKey)] as [string, string]] : []),
    ...(timeToLive === undefined ? [] : [["time to live", timeToLive] as [string, string]]),
    ...(stream === undefined ? [] : [["stream", stream] as [string, string]]),
    ...(globalTable === undefined ? [] : [["global table", globalTable] as [string, string]]),
    ...settingsRows(table),
    ...table.indexes.map((index): [string, string] => [`index ${index.name}`, indexText(index)]),
  ];
  return [
    `Table ${table.name}`,
    ...aligned(rows, "  "),
    ...table.entities.flatMap((entity) => ["", ...entityLines(entity)]),
  ];
}

/** Settings for operators, as they stand in the definition. */
function settingsRows(table: Table): readonly [string, string][] {
  const settings = "settings" in table ? (table.settings as Readonly<Record<string, unknown>> | undefined) : undefined;
  return Object.entries(settings ?? {}).map(([name, value]) => [
    name,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
}

function entityLines(entity: Entity): readonly string[] {
  const { version, timestamps, timeToLive, unique, typeAttributes, discriminator } = entity;
  const managed = Object.values(timestamps ?? {}).filter((name) => name !== undefined);
  const rows: [string, string][] = [
    ["key", templatesText(entity.key)],
    ...entity.indexes.map(({ name, templates }): [string, string] => [`index ${name}`, templatesText(templates)]),
    ...(unique?.constraints ?? []).map(({ name, key }): [string, string] => [`unique ${name}`, templatesText(key)]),
    ...(version ? [["version", version.attribute] as [string, string]] : []),
    ...(managed.length > 0 ? [["timestamps", managed.join(", ")] as [string, string]] : []),
    ...(timeToLive === undefined ? [] : [["time to live", timeToLive] as [string, string]]),
    ...(typeAttributes
      ? [["type", typeAttributes.map(({ name, value }) => `${name} = ${value}`).join(", ")] as [string, string]]
      : []),
    ...(discriminator === undefined ? [] : [["variants by", discriminator] as [string, string]]),
    [
      "attributes",
      entity.attributes
        .filter(({ managed }) => managed === undefined)
        .map(attributeText)
        .join(", "),
    ],
  ];
  return [`  Entity ${entity.name}`, ...aligned(rows, "    ")];
}

function keyText({ name, type }: { readonly name: string; readonly type: string }): string {
  return `${name} (${type})`;
}

function indexText({ type, partitionKeys, sortKeys, projection }: Index): string {
  const keys = [...partitionKeys, ...sortKeys].map(keyText).join(", ");
  const projected = typeof projection === "string" ? projection : projection.join(", ");
  return `${type}: ${keys}; projects ${projected === "" ? "nothing more" : projected}`;
}

function templatesText(templates: readonly Template[]): string {
  return templates.map(({ keyAttribute, template }) => `${keyAttribute} = ${template}`).join(", ");
}

function attributeText({ name, storedName, types, optional }: Entity["attributes"][number]): string {
  const stored = storedName === name ? "" : ` as ${storedName}`;
  return `${name}${optional ? "?" : ""} ${types.join("|")}${stored}`;
}

function aligned(rows: readonly (readonly [string, string])[], indent: string): readonly string[] {
  const left = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `${indent}${name.padEnd(left)}  ${text}`);
}
