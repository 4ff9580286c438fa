import { didYouMean, listNames } from "../error/did-you-mean.ts";
import type { IndexModel, KeyAttribute, TableModel } from "../table/model.ts";
import { indexKeyAttributes, primaryKeyAttributes } from "../table/model.ts";
import { isRecord, type Problems } from "../table/problems.ts";
import type { AttributeModel } from "./model.ts";

/** The text of a key attribute's template, and where it was written. */
interface WrittenText {
  readonly text: string;
  readonly path: string;
  /** The attribute that the key attribute is itself, where it is one. */
  readonly whole: string | undefined;
}

/** What `key` and `indexes` say: the template of each key attribute, and the indexes that are used. */
export interface WrittenKeys {
  readonly used: readonly IndexModel[];
  /** `at` is the place that asks, where none is written. */
  textOf(keyAttribute: KeyAttribute, at: string): WrittenText | undefined;
}

/**
 * Reads `key` and `indexes`. A key attribute has one template wherever it is a key; where none is written, and an attribute is
 * stored under its name, it is that attribute.
 */
export function readTexts(
  problems: Problems,
  definition: Readonly<Record<string, unknown>>,
  table: TableModel,
  byStoredName: ReadonlyMap<string, AttributeModel>,
): WrittenKeys {
  const written = new Map<string, WrittenText>();
  const texts: Texts = { problems, table, written, faulty: undefined };

  if (definition.key !== undefined) readPlace(texts, "key", definition.key, undefined);
  const used: IndexModel[] = [];
  if (isRecord(definition.indexes)) {
    const names = Object.keys(definition.indexes);
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as string;
      const value = definition.indexes[name];
      if (value === undefined) continue;
      const index = table.indexes.get(name);
      if (index) {
        used.push(index);
        readPlace(texts, `indexes.${name}`, value, index);
      } else problems.add(`indexes.${name}`, noIndex(table, name));
    }
  } else if (definition.indexes !== undefined) {
    problems.add(
      "indexes",
      'indexes are an object of index names and templates, such as { byStatus: { GSI1PK: "STATUS#{status}" } }',
    );
  }

  return {
    used,
    textOf({ name }, at) {
      const given = written.get(name);
      const own = byStoredName.get(name);
      if (texts.faulty?.has(name)) return undefined;
      if (given !== undefined && own === undefined) return given;
      const path = given?.path ?? `${at}.${name}`;
      const problem = own ? given && given.text !== `{${own.name}}` && notOwn(name, own) : missing(name, byStoredName);
      if (own && !problem) return { text: `{${own.name}}`, path, whole: own.name };
      // Reported where it is met first, not again for each index that has this key attribute.
      addFaulty(texts, name);
      if (problem) problems.add(path, problem);
      return undefined;
    },
  };
}

interface Texts {
  readonly problems: Problems;
  readonly table: TableModel;
  readonly written: Map<string, WrittenText>;
  /** Key attributes whose templates are wrong. */
  faulty: Set<string> | undefined;
}

function addFaulty(texts: Texts, name: string): void {
  texts.faulty ??= new Set();
  texts.faulty.add(name);
}

/** Reads the templates of the table's key, or of those of an index. */
function readPlace(texts: Texts, path: string, value: unknown, index: IndexModel | undefined): void {
  const { problems, table, written } = texts;
  if (!isRecord(value)) {
    const keys = keysOf(table, index);
    for (const { name } of keys) addFaulty(texts, name);
    problems.add(path, `write an object of key attributes and templates, such as { ${example(keys)} }`);
    return;
  }
  const names = Object.keys(value);
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string;
    const text = value[name];
    if (text === undefined) continue;
    const at = `${path}.${name}`;
    if (!isKey(table, index, name)) problems.add(at, noKey(table, index, name));
    else if (typeof text !== "string") {
      addFaulty(texts, name);
      problems.add(at, `a template is a string, such as { ${example(keysOf(table, index))} }`);
    } else {
      const earlier = written.get(name);
      if (!earlier) written.set(name, { text, path: at, whole: undefined });
      else if (earlier.text !== text) problems.add(at, otherText(name, earlier));
    }
  }
}

function keysOf(table: TableModel, index: IndexModel | undefined): readonly KeyAttribute[] {
  return index ? indexKeyAttributes(index) : primaryKeyAttributes(table);
}

function isKey(table: TableModel, index: IndexModel | undefined, name: string): boolean {
  if (index === undefined) return table.partitionKey.name === name || table.sortKey?.name === name;
  return isAmong(index.partitionKeys, name) || isAmong(index.sortKeys, name);
}

function isAmong(keys: readonly KeyAttribute[], name: string): boolean {
  for (let i = 0; i < keys.length; i++) if (keys[i]?.name === name) return true;
  return false;
}

function noKey(table: TableModel, index: IndexModel | undefined, name: string): string {
  const owner = index ? `index '${index.name}'` : `table '${table.name}'`;
  const names = keysOf(table, index).map((key) => key.name);
  const hint = didYouMean(name, names);
  return `'${name}' is no key attribute of ${owner}${hint === "" ? `; there ${names.length === 1 ? "is" : "are"} ${listNames(names)}` : hint}`;
}

function noIndex(table: TableModel, name: string): string {
  const hint = didYouMean(name, table.indexes.keys());
  const all = table.indexes.size === 0 ? "; it has none" : `; it has ${listNames(table.indexes.keys())}`;
  return `table '${table.name}' has no index '${name}'${hint === "" ? all : hint}`;
}

function otherText(name: string, earlier: WrittenText): string {
  return `'${name}' has one value in an item, and ${earlier.path} makes it of another template ("${earlier.text}"): write the same one, or leave it out here`;
}

function missing(name: string, byStoredName: ReadonlyMap<string, AttributeModel>): string {
  const hint = didYouMean(
    name,
    Array.from(byStoredName.values(), (attribute) => attribute.storedName),
  );
  return `the key attribute '${name}' has no template, and no attribute is stored under this name${hint}; write ${name}: "TASK#{taskId}" with attributes of the schema`;
}

function notOwn(name: string, own: AttributeModel): string {
  return `'${own.name}' is stored as '${name}', and an item has one value there: write ${name}: "{${own.name}}", or store the attribute under another name with storedAs`;
}

function example(keys: readonly KeyAttribute[]): string {
  return `${keys[0]?.name ?? "PK"}: "USER#{userId}"`;
}
