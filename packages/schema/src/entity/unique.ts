import { storedTypes } from "../shape/stored-type.ts";
import { keyAttributes, type TableModel } from "../table/model.ts";
import { isRecord } from "../table/problems.ts";
import type { AnyTable } from "../table/table.ts";
import { type KeyScope, readTemplate } from "./keys.ts";
import type { EntityModel, UniqueConstraint, UniqueModel } from "./model.ts";

/** What definitions of unique attributes are read into. */
export interface Unique {
  readonly model: UniqueModel;
  /** The table of the claims, to register them on. */
  readonly table: AnyTable;
}

const owner = "_owner";
const expiry = "_expiresAt";
const another = "give the entity a uniqueTable: a table with a partition key of type S";

/** Reads `unique` and `uniqueTable`. */
export function readUnique(
  scope: KeyScope,
  entity: string,
  definition: Readonly<Record<string, unknown>>,
  tables: { readonly own: AnyTable; readonly claims: AnyTable | undefined },
  timeToLive: { readonly attribute: EntityModel["timeToLive"]; readonly filtered: boolean },
): Unique | undefined {
  const { problems } = scope;
  const table = tables.claims ?? tables.own;
  const named = constraintsOf(scope, definition.unique);
  if (named.length === 0) {
    if (tables.claims && definition.unique === undefined) {
      problems.add("uniqueTable", `nothing is unique: write unique: { email: ["email"] }, or leave this out`);
    }
    return undefined;
  }
  if (timeToLive.attribute && !timeToLive.filtered) {
    const message = `items expire by '${timeToLive.attribute.attribute}', and with ttlFilter: false an item and its claims would not be gone at the same time: leave ttlFilter out, or unique`;
    problems.add("unique", message);
  }
  if (!checkTable(scope, table.model)) return undefined;
  const { partitionKey, sortKey } = table.model;
  const constraints = named.flatMap(([name, list]): UniqueConstraint[] => {
    const values = list.map((each, i) => placeholder(scope, each, i === list.length - 1));
    const text = ["~unique", inText(entity), inText(name), ...values].join("#");
    const path = `unique.${name}`;
    const template = readTemplate(
      scope,
      {
        problems,
        path,
        keyAttribute: partitionKey,
        role: "partition",
        sortsElsewhere: sortKey !== undefined,
        primary: false,
        attributes: scope.attributes,
      },
      text,
    );
    if (template === undefined) return [];
    const key = sortKey ? [template, Object.freeze({ ...template, keyAttribute: sortKey })] : [template];
    return [Object.freeze({ name, attributes: template.attributes, key: Object.freeze(key) })];
  });
  const model: UniqueModel = Object.freeze({
    table: table.model,
    constraints: Object.freeze(constraints),
    owner,
    ...(timeToLive.attribute && { expiry: table.model.timeToLive ?? expiry }),
  });
  return { model, table };
}

/** The lists of attributes, by the name of their constraint. */
function constraintsOf(scope: KeyScope, value: unknown): readonly (readonly [string, readonly string[]])[] {
  const { problems, attributes } = scope;
  if (value === undefined) return [];
  const form = 'lists attributes whose values no two items have together, such as unique: { email: ["email:lower"] }';
  if (!isRecord(value)) {
    problems.add("unique", `this ${form}`);
    return [];
  }
  return Object.entries(value).flatMap(([name, list]): (readonly [string, readonly string[]])[] => {
    if (list === undefined) return [];
    const path = `unique.${name}`;
    if (!Array.isArray(list) || list.length === 0 || !list.every((each) => typeof each === "string")) {
      problems.add(path, `this ${form}`);
      return [];
    }
    for (const attribute of list.map(nameOf)) {
      if (attributes.get(attribute)?.managed === undefined) continue;
      problems.add(
        path,
        `'${attribute}' is written by the library, and not the program's to keep unique: leave it out`,
      );
    }
    return [[name, list as readonly string[]]];
  });
}

/** Whether claims can lie in the table. */
function checkTable(scope: KeyScope, { name, partitionKey, sortKey, ...table }: TableModel): boolean {
  const { problems } = scope;
  const wrong = [partitionKey, sortKey].find((key) => key !== undefined && key.type !== "S");
  if (wrong) {
    const what = `'${wrong.name}' is a key attribute of type "${wrong.type}"`;
    problems.add("unique", `${what} in table '${name}', and the key of a claim is a text: ${another}`);
  }
  const taken = [owner, expiry].find((attribute) =>
    keyAttributes({ name, partitionKey, ...(sortKey && { sortKey }), ...table }).has(attribute),
  );
  if (taken !== undefined) {
    problems.add("unique", `table '${name}' has a key attribute '${taken}', which claims write themselves: ${another}`);
  }
  const isStrong = table.globalTable === "strong" || scope.table.globalTable === "strong";
  if (isStrong) {
    const message =
      "a strongly consistent global table has no transactions, in which claims are written: leave this out";
    problems.add("unique", message);
  }
  return !isStrong && wrong === undefined && taken === undefined;
}

function nameOf(text: string): string {
  return text.split(":", 1)[0] ?? text;
}

/** A string that does not end the key must not contain what ends it. */
function placeholder({ attributes }: KeyScope, text: string, last: boolean): string {
  const shape = attributes.get(text)?.shape;
  const isText = shape !== undefined && [...storedTypes(shape)].join() === "S";
  return isText && !last ? `{${text}:escaped}` : `{${text}}`;
}

/** A name as a literal of a template. */
function inText(name: string): string {
  return name.replace(/[{}#%]/g, encodeURIComponent);
}
