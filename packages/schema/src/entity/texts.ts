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
  readonly whole?: string | undefined;
}

/** What `key` and `indexes` say: the template of each key attribute, and the indexes that are used. */
export interface WrittenKeys {
  readonly used: readonly IndexModel[];
  textOf(keyAttribute: KeyAttribute, path: string): WrittenText | undefined;
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
  const faulty = new Set<string>();

  const readPlace = (path: string, value: unknown, keys: readonly KeyAttribute[], owner: string): void => {
    if (value === undefined) return;
    if (!isRecord(value)) {
      for (const { name } of keys) faulty.add(name);
      problems.add(path, `write an object of key attributes and templates, such as { ${example(keys)} }`);
      return;
    }
    for (const name of Object.keys(value)) {
      const text = value[name];
      if (text === undefined) continue;
      const at = `${path}.${name}`;
      if (!keys.some((key) => key.name === name)) {
        const names = keys.map((key) => key.name);
        const hint = didYouMean(name, names);
        problems.add(
          at,
          `'${name}' is no key attribute of ${owner}${hint === "" ? `; there ${names.length === 1 ? "is" : "are"} ${listNames(names)}` : hint}`,
        );
      } else if (typeof text !== "string") {
        faulty.add(name);
        problems.add(at, `a template is a string, such as { ${example(keys)} }`);
      } else {
        const earlier = written.get(name);
        if (!earlier) written.set(name, { text, path: at });
        else if (earlier.text !== text) {
          problems.add(
            at,
            `'${name}' has one value in an item, and ${earlier.path} makes it of another template ("${earlier.text}"): write the same one, or leave it out here`,
          );
        }
      }
    }
  };

  readPlace("key", definition.key, primaryKeyAttributes(table), `table '${table.name}'`);
  const used: IndexModel[] = [];
  if (isRecord(definition.indexes)) {
    for (const name of Object.keys(definition.indexes)) {
      const value = definition.indexes[name];
      if (value === undefined) continue;
      const index = table.indexes.get(name);
      if (index) {
        used.push(index);
        readPlace(`indexes.${name}`, value, indexKeyAttributes(index), `index '${name}'`);
      } else {
        const hint = didYouMean(name, table.indexes.keys());
        const all = table.indexes.size === 0 ? "; it has none" : `; it has ${listNames(table.indexes.keys())}`;
        problems.add(`indexes.${name}`, `table '${table.name}' has no index '${name}'${hint === "" ? all : hint}`);
      }
    }
  } else if (definition.indexes !== undefined) {
    problems.add(
      "indexes",
      'indexes are an object of index names and templates, such as { byStatus: { GSI1PK: "STATUS#{status}" } }',
    );
  }

  return {
    used,
    textOf({ name }, path) {
      if (faulty.has(name)) return undefined;
      const own = byStoredName.get(name);
      const given = written.get(name) ?? (own && { text: `{${own.name}}`, path });
      const problem = !given
        ? missing(name, byStoredName)
        : own && given.text !== `{${own.name}}`
          ? notOwn(name, own)
          : undefined;
      if (problem === undefined) return given && { text: given.text, path: given.path, whole: own?.name };
      // Reported where it is met first, not again for each index that has this key attribute.
      faulty.add(name);
      problems.add(given?.path ?? path, problem);
      return undefined;
    },
  };
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
