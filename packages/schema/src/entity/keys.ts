import { didYouMean } from "../error/did-you-mean.ts";
import { buildTemplate, type TemplatePlace } from "../key/build.ts";
import { parseTemplate } from "../key/parse.ts";
import { shardsOf } from "../key/shard.ts";
import type { KeyTemplate } from "../key/template.ts";
import type { IndexModel, KeyAttribute, TableModel } from "../table/model.ts";
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
  /** Tells attributes of which nothing can be said, because their schema has problems of its own; absent where none has. */
  readonly isRefused: ((attribute: string) => boolean) | undefined;
}

/** Reads `key` and `indexes` into templates. */
export function readKeys(scope: KeyScope, definition: Readonly<Record<string, unknown>>): Keys {
  const { problems, table, attributes, byStoredName } = scope;
  const texts = readTexts(problems, definition, table, byStoredName);
  const sorting = sortKeyNames(table);
  const readOne = (
    at: string,
    keyAttribute: KeyAttribute,
    role: "partition" | "sort",
    shardedBy: readonly KeyTemplate[] | undefined,
  ): KeyTemplate | undefined => {
    const written = texts.textOf(keyAttribute, at);
    if (!written) return undefined;
    const { text, path, whole } = written;
    const sortsElsewhere = sorting.has(keyAttribute.name);
    const primary = at === "key";
    const place = { problems, path, keyAttribute, role, sortsElsewhere, primary, attributes, whole, shardedBy };
    return readTemplate(scope, place, text);
  };
  const read = (
    at: string,
    keys: readonly KeyAttribute[],
    role: "partition" | "sort",
    shardedBy?: readonly KeyTemplate[],
  ): readonly KeyTemplate[] => {
    const only = keys[0];
    if (only !== undefined && keys.length === 1) {
      const template = readOne(at, only, role, shardedBy);
      return Object.freeze(template ? [template] : []);
    }
    const templates = keys.map((keyAttribute) => readOne(at, keyAttribute, role, shardedBy));
    return Object.freeze(templates.filter((template) => template !== undefined));
  };

  const partitionKey = readOne("key", table.partitionKey, "partition", undefined);
  const sortKey = table.sortKey && readOne("key", table.sortKey, "sort", undefined);
  const key = Object.freeze(partitionKey && sortKey ? [partitionKey, sortKey] : listOf(partitionKey ?? sortKey));
  checkPrimary(scope, key);
  const indexes = new Map<string, EntityIndex>();
  for (let i = 0; i < texts.used.length; i++) {
    const index = texts.used[i] as IndexModel;
    const at = `indexes.${index.name}`;
    const shardedBy = index.type === "global" ? key : undefined;
    const partition = read(at, index.partitionKeys, "partition", shardedBy);
    if (partition.length > 1 && partition.filter(({ shards }) => shards !== undefined).length > 1)
      problems.add(at, "a partition is spread once: write {shard:...} in one of the key attributes");
    const sort = read(at, index.sortKeys, "sort");
    indexes.set(index.name, Object.freeze({ index, partition, sort }));
  }
  return { key, indexes };
}

function listOf(template: KeyTemplate | undefined): readonly KeyTemplate[] {
  return template ? [template] : [];
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
  place: TemplatePlace,
  text: string,
): KeyTemplate | undefined {
  const parsed = parseTemplate(text, place.whole);
  const { parts } = parsed;
  if (isRefused === undefined || !parts.some((part) => "attribute" in part && isRefused(part.attribute))) {
    return buildTemplate(place, text, parsed);
  }
  const named = parts.flatMap((part) => ("attribute" in part && shardsOf(part) === undefined ? [part.attribute] : []));
  for (const name of named) {
    if (!attributes.has(name)) {
      problems.add(place.path, `the schema has no attribute '${name}'${didYouMean(name, attributes.keys())}`);
    }
  }
  return undefined;
}

/** Reports attributes in the primary key that every write changes: the key of an item is for good. */
function checkPrimary({ problems, attributes }: KeyScope, key: readonly KeyTemplate[]): void {
  for (let i = 0; i < key.length; i++) {
    const template = key[i] as KeyTemplate;
    for (let j = 0; j < template.attributes.length; j++) {
      const name = template.attributes[j] as string;
      const managed = attributes.get(name)?.managed;
      if (managed === undefined || managed === "createdAt") continue;
      problems.add(
        `key.${template.keyAttribute.name}`,
        `'${name}' changes with every write, and the primary key of an item cannot change: take it out of the key`,
      );
    }
  }
}
