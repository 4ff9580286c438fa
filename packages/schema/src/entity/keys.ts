import { didYouMean } from "../error/did-you-mean.ts";
import { buildTemplate, type TemplatePlace } from "../key/build.ts";
import { parseTemplate } from "../key/parse.ts";
import { shardsOf } from "../key/shard.ts";
import type { KeyTemplate } from "../key/template.ts";
import type { KeyAttribute, TableModel } from "../table/model.ts";
import type { Problems } from "../table/problems.ts";
import type { AttributeModel, EntityIndex } from "./model.ts";
import { readTexts } from "./texts.ts";

/** The templates of an entity. */
export interface Keys {
  /** Partition key, then sort key; shorter where a template has a problem. */
  readonly key: readonly KeyTemplate[];
  readonly indexes: ReadonlyMap<string, EntityIndex>;
}

/** What templates are read against. */
export interface KeyScope {
  readonly problems: Problems;
  readonly table: TableModel;
  readonly attributes: ReadonlyMap<string, AttributeModel>;
  readonly byStoredName: ReadonlyMap<string, AttributeModel>;
  /** Attributes of which nothing can be said, because their schema has problems of its own. */
  isRefused(attribute: string): boolean;
}

/** Reads `key` and `indexes` into templates. */
export function readKeys(scope: KeyScope, definition: Readonly<Record<string, unknown>>): Keys {
  const { problems, table, byStoredName } = scope;
  const texts = readTexts(problems, definition, table, byStoredName);
  const sorting = sortKeyNames(table);
  const read = (
    at: string,
    keys: readonly KeyAttribute[],
    role: "partition" | "sort",
    shardedBy?: readonly KeyTemplate[],
  ): KeyTemplate[] => {
    const templates = keys.map((keyAttribute) => {
      const written = texts.textOf(keyAttribute, `${at}.${keyAttribute.name}`);
      if (!written) return undefined;
      return readTemplate(
        scope,
        {
          path: written.path,
          whole: written.whole,
          keyAttribute,
          role,
          sortsElsewhere: sorting.has(keyAttribute.name),
          primary: at === "key",
          shardedBy,
        },
        written.text,
      );
    });
    return templates.filter((template) => template !== undefined);
  };

  const key = read("key", [table.partitionKey], "partition");
  if (table.sortKey) key.push(...read("key", [table.sortKey], "sort"));
  checkPrimary(scope, key);
  const indexes = new Map<string, EntityIndex>();
  for (const index of texts.used) {
    const at = `indexes.${index.name}`;
    const shardedBy = index.type === "global" ? key : undefined;
    const partition = Object.freeze(read(at, index.partitionKeys, "partition", shardedBy));
    if (partition.filter(({ shards }) => shards !== undefined).length > 1)
      problems.add(at, "a partition is spread once: write {shard:...} in one of the key attributes");
    const sort = Object.freeze(read(at, index.sortKeys, "sort"));
    indexes.set(index.name, Object.freeze({ index, partition, sort }));
  }
  return { key: Object.freeze(key), indexes };
}

const sorting = new WeakMap<TableModel, ReadonlySet<string>>();

/** The key attributes that are a sort key somewhere. */
function sortKeyNames(table: TableModel): ReadonlySet<string> {
  let names = sorting.get(table);
  if (names === undefined) {
    const keys = [...table.indexes.values()].flatMap(({ sortKeys }) => sortKeys);
    names = new Set([...(table.sortKey ? [table.sortKey] : []), ...keys].map(({ name }) => name));
    sorting.set(table, names);
  }
  return names;
}

/** Reads one template; `undefined` after a problem, and where nothing can be said of its attributes. */
export function readTemplate(
  { problems, attributes, isRefused }: KeyScope,
  {
    path,
    keyAttribute,
    role,
    sortsElsewhere,
    primary,
    whole,
    shardedBy,
  }: Omit<TemplatePlace, "problems" | "attributes">,
  text: string,
): KeyTemplate | undefined {
  const { parts } = parseTemplate(text, whole);
  if (!parts.some((part) => "attribute" in part && isRefused(part.attribute))) {
    const place = { problems, path, keyAttribute, role, sortsElsewhere, primary, attributes, whole, shardedBy };
    return buildTemplate(place, text);
  }
  const named = parts.flatMap((part) => ("attribute" in part && shardsOf(part) === undefined ? [part.attribute] : []));
  for (const name of named) {
    if (!attributes.has(name)) {
      problems.add(path, `the schema has no attribute '${name}'${didYouMean(name, attributes.keys())}`);
    }
  }
  return undefined;
}

/** Reports attributes in the primary key that every write changes: the key of an item is for good. */
function checkPrimary({ problems, attributes }: KeyScope, key: readonly KeyTemplate[]): void {
  for (const template of key) {
    for (const name of template.attributes) {
      const managed = attributes.get(name)?.managed;
      if (managed === undefined || managed === "createdAt") continue;
      problems.add(
        `key.${template.keyAttribute.name}`,
        `'${name}' changes with every write, and the primary key of an item cannot change: take it out of the key`,
      );
    }
  }
}
