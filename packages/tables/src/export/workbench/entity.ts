import type { Losses } from "../options.ts";
import { type GuessedTemplate, guessTemplate } from "./key-text.ts";
import type { WorkbenchFacet, WorkbenchTable } from "./model.ts";
import { keyNames } from "./table.ts";

/** What `defineEntity` takes, as far as a facet tells it. */
export interface GuessedEntity {
  readonly name: string;
  readonly attributes: readonly GuessedAttribute[];
  readonly key: readonly GuessedTemplate[];
  /** Indexes whose key attributes the entity has under their own names. */
  readonly indexes: readonly string[];
}

export interface GuessedAttribute {
  readonly name: string;
  /** As in the service: `S`, `N`, `M`. */
  readonly type: string;
  readonly optional: boolean;
}

/** An entity for each facet of a table; for a table without facets one of all its attributes. */
export function guessEntities(table: WorkbenchTable, losses: Losses): readonly GuessedEntity[] {
  const facets: readonly WorkbenchFacet[] =
    (table.TableFacets ?? []).length > 0
      ? (table.TableFacets ?? [])
      : [
          {
            FacetName: table.TableName,
            NonKeyAttributes: (table.NonKeyAttributes ?? []).map(({ AttributeName }) => AttributeName),
          },
        ];
  const found: GuessedEntity[] = [];
  for (const facet of facets) {
    const entity = guessEntity(facet, table);
    const other = found.find((one) => one.name === entity.name || !areApart(one.key, entity.key));
    if (other === undefined) found.push(entity);
    else {
      losses.add(
        `entities.${entity.name}`,
        `the keys of the facet '${entity.name}' could be those of '${other.name}', as far as their sample items tell: it is left out. Define it by hand, with a text in its key that '${other.name}' has not.`,
      );
    }
  }
  return found;
}

function guessEntity(facet: WorkbenchFacet, table: WorkbenchTable): GuessedEntity {
  const types = new Map<string, string>([
    ...(table.NonKeyAttributes ?? []).map((one) => [one.AttributeName, one.AttributeType] as const),
    ...[table, ...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])].flatMap(
      ({ KeyAttributes: { PartitionKey, SortKey } }) =>
        [PartitionKey, ...(SortKey ? [SortKey] : [])].map((one) => [one.AttributeName, one.AttributeType] as const),
    ),
  ]);
  const names = (facet.NonKeyAttributes ?? []).filter((name) => !keyNames(table.KeyAttributes).includes(name));
  const key = guessKey(facet, table, types);
  const inKey = new Set(key.flatMap(({ attributes }) => attributes));
  const attributes = [
    ...Array.from(inKey, (name) => ({ name, type: types.get(name) ?? "S", optional: false })),
    ...[...new Set(names)]
      .filter((name) => !inKey.has(name))
      .map((name) => ({ name, type: types.get(name) ?? "S", optional: true })),
  ];
  const has = new Set(attributes.map(({ name }) => name));
  const holds = (name: string): boolean => has.has(name) || isWhole(key, name);
  const indexes = [
    ...(table.GlobalSecondaryIndexes ?? []).filter(({ KeyAttributes }) => keyNames(KeyAttributes).every(holds)),
    // Its partition key is the table's.
    ...(table.LocalSecondaryIndexes ?? []).filter(({ KeyAttributes }) => keyNames(KeyAttributes).slice(1).every(holds)),
  ].map(({ IndexName }) => IndexName);
  return { name: facet.FacetName, attributes, key, indexes };
}

function isWhole(key: readonly GuessedTemplate[], name: string): boolean {
  return key.some(({ keyAttribute, attributes }) => keyAttribute === name && attributes.includes(name));
}

function guessKey(
  facet: WorkbenchFacet,
  { KeyAttributes: { PartitionKey, SortKey } }: WorkbenchTable,
  types: ReadonlyMap<string, string>,
): readonly GuessedTemplate[] {
  const { PartitionKeyAlias, SortKeyAlias } = facet.KeyAttributeAlias ?? {};
  const partition = guess(PartitionKey, PartitionKeyAlias, facet, types);
  if (SortKey === undefined) return [partition];
  const sort = guess(SortKey, SortKeyAlias, facet, types);
  const twice = sort.attributes.filter((name) => partition.attributes.includes(name));
  // The same name in both keys means the same value; where sample items say otherwise these are two attributes.
  const own = twice.filter((name) => !agree(facet, partition, sort, name));
  return [partition, own.reduce((template, name) => renamed(template, name, `${name}${SortKey.AttributeName}`), sort)];
}

function guess(
  { AttributeName, AttributeType }: { readonly AttributeName: string; readonly AttributeType: string },
  alias: string | undefined,
  facet: WorkbenchFacet,
  types: ReadonlyMap<string, string>,
): GuessedTemplate {
  if (AttributeType !== "S") {
    return { keyAttribute: AttributeName, text: `{${AttributeName}}`, attributes: [AttributeName] };
  }
  const template = guessTemplate(AttributeName, alias, facet);
  // A part of a key is text: an attribute of another type under that name is another one.
  return template.attributes
    .filter((name) => name !== AttributeName && (types.get(name) ?? "S") !== "S")
    .reduce((found, name) => renamed(found, name, `${name}Text`), template);
}

function renamed(template: GuessedTemplate, from: string, to: string): GuessedTemplate {
  return {
    ...template,
    text: template.text.replaceAll(`{${from}}`, `{${to}}`),
    attributes: template.attributes.map((name) => (name === from ? to : name)),
  };
}

/** Whether in each sample item the attribute has one value in both keys. */
function agree(facet: WorkbenchFacet, one: GuessedTemplate, other: GuessedTemplate, name: string): boolean {
  return (facet.TableData ?? []).every((item) => {
    const values = item as Readonly<Record<string, unknown>>;
    const a = valueIn(one, values[one.keyAttribute], name);
    return a !== undefined && a === valueIn(other, values[other.keyAttribute], name);
  });
}

function valueIn(template: GuessedTemplate, value: unknown, name: string): string | undefined {
  const text = (value as { readonly S?: unknown } | undefined)?.S;
  if (typeof text !== "string") return undefined;
  const pattern = template.text
    .split(/(\{[^}]*\})/)
    .map((part) =>
      part === `{${name}}` ? "(.*)" : part.startsWith("{") ? ".*" : part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"),
    )
    .join("");
  return new RegExp(`^${pattern}$`, "su").exec(text)?.[1];
}

/** Whether no item of the one can have the key of the other, by the text that keys begin with. */
function areApart(one: readonly GuessedTemplate[], other: readonly GuessedTemplate[]): boolean {
  return one.some((template, i) => {
    const its = other[i];
    if (its === undefined) return false;
    const [a = "", b = ""] = [template, its].map(({ text }) => text.split("{")[0]);
    return !a.startsWith(b) && !b.startsWith(a);
  });
}
