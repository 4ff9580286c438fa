import { didYouMean, listNames } from "../error/did-you-mean.ts";
import { ModelError } from "../error/model-error.ts";
import type { GlobalTable, IndexDefinitions, KeyDefinition, StreamView } from "./definition.ts";
import type { IndexModel, KeyAttribute, TableModel } from "./model.ts";
import { checkProperties, checkResourceName, collectProblems, isRecord, type Problems } from "./problems.ts";
import { readIndex } from "./read-index.ts";
import { checkAttributeName, readKey } from "./read-keys.ts";
import { readSettings } from "./settings/read-settings.ts";
import { hasReplicas } from "./settings/replicas.ts";
import type { GlobalIndexNames, TableSettingsDefinition } from "./settings-definition.ts";
import type { CheckIndexes, CheckKey, Table, TableIndexes } from "./table.ts";

const properties = ["name", "partitionKey", "sortKey", "indexes", "timeToLive", "stream", "globalTable", "settings"];
const consistencies: readonly string[] = ["eventual", "strong"] satisfies GlobalTable[];
const streamViews: readonly string[] = [
  "KEYS_ONLY",
  "NEW_IMAGE",
  "OLD_IMAGE",
  "NEW_AND_OLD_IMAGES",
] satisfies StreamView[];
const mostLocal = 5;
const mostGlobal = 20;
const mostProjected = 100;

/**
 * Describes a table: its keys, indexes, time-to-live attribute, stream and, for operators, its settings. Makes no request. A table
 * with replicas that are not strongly consistent has a stream of `NEW_AND_OLD_IMAGES`, by which DynamoDB replicates: it is part of the
 * model without being written.
 *
 * @throws ModelError naming every problem: names the service would refuse, one attribute with two types, a local index without a
 * sort key in the table, projections that name keys, settings that the service would refuse alone or together, misspelled properties.
 *
 * @example
 * const taskTable = defineTable({
 *   name: "TaskApp",
 *   partitionKey: { PK: "S" },
 *   sortKey: { SK: "S" },
 *   indexes: {
 *     byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "S" }, projection: "ALL" },
 *   },
 *   timeToLive: "expiresAt",
 *   stream: "NEW_AND_OLD_IMAGES",
 *   settings: { pointInTimeRecovery: true, deletionProtection: true, tags: { team: "tasks" } },
 * });
 */
export function defineTable<
  const P extends KeyDefinition,
  const S extends KeyDefinition = Record<never, never>,
  const X extends IndexDefinitions = Record<never, never>,
>(definition: {
  /** The logical name, 3 to 255 characters; connecting may map it to the real one. */
  readonly name: string;
  readonly partitionKey: P & CheckKey<P>;
  readonly sortKey?: S & CheckKey<S>;
  /** At most 20 global and 5 local ones. */
  readonly indexes?: X & CheckIndexes<X, S>;
  /** Stored name of the attribute (a number, epoch seconds) by which the service deletes expired items. */
  readonly timeToLive?: string;
  readonly stream?: StreamView;
  /**
   * Whether the table has replicas in other Regions, and how they agree. `eventual`: of writes in two Regions the last one wins,
   * whatever conditions they had, and `explain` warns of it. `strong`: no transactions, time to live, or local indexes.
   */
  readonly globalTable?: GlobalTable;
  /** How the table is run: billing, backups, protection, tags, replicas. Programs do not depend on it; operators do. */
  readonly settings?: TableSettingsDefinition<GlobalIndexNames<X>>;
}): Table<keyof P & string, keyof S & string, TableIndexes<X>> {
  return Object.freeze({ model: readTable(definition), "~entities": new Map() });
}

/** Validates a definition of a table, from typed and untyped callers alike. */
function readTable(definition: unknown): TableModel {
  const problems = collectProblems();
  const value = isRecord(definition) ? definition : {};
  const { name } = value;
  const table = typeof name === "string" && name !== "" ? name : "table";
  if (typeof name === "string") checkResourceName(problems, `${table}.name`, name);
  else problems.add(`${table}.name`, "a table has a name, 3 to 255 characters");
  checkProperties(problems, table, value, properties);

  const partitionKey = readKey(problems, `${table}.partitionKey`, value.partitionKey);
  const sortKey = value.sortKey === undefined ? undefined : readKey(problems, `${table}.sortKey`, value.sortKey);
  if (partitionKey && partitionKey.name === sortKey?.name) {
    problems.add(`${table}.sortKey`, `'${sortKey.name}' is the partition key; a sort key is another attribute`);
  }
  const indexes = readIndexes(problems, `${table}.indexes`, value.indexes, { partitionKey, sortKey });
  checkTypesAgree(problems, table, partitionKey, sortKey, indexes);
  // What is left out is not read: engines compile a function when it is called first.
  const timeToLive =
    value.timeToLive === undefined
      ? undefined
      : readTimeToLive(problems, `${table}.timeToLive`, value.timeToLive, [
          partitionKey,
          sortKey,
          ...[...indexes.values()].flatMap((index) => [...index.partitionKeys, ...index.sortKeys]),
        ]);
  const isPlain = value.settings === undefined && value.globalTable === undefined && value.stream === undefined;
  const more = isPlain ? nothing : readMore(problems, table, value, timeToLive, indexes);

  if (problems.found.length > 0 || !partitionKey)
    throw new ModelError({ subject: `table '${table}'`, problems: problems.found });
  return Object.freeze({
    name: table,
    partitionKey,
    ...(sortKey && { sortKey }),
    indexes,
    ...(timeToLive !== undefined && { timeToLive }),
    ...more,
  });
}

type More = Pick<TableModel, "stream" | "globalTable" | "settings">;

const nothing: More = {};

/** Reads how the table is replicated, and its settings. */
function readMore(
  problems: Problems,
  table: string,
  value: Readonly<Record<string, unknown>>,
  timeToLive: string | undefined,
  indexes: ReadonlyMap<string, IndexModel>,
): More {
  const replicated = hasReplicas(value.settings);
  const globalTable = readGlobalTable(problems, table, value.globalTable) ?? (replicated ? "eventual" : undefined);
  if (globalTable === "strong") checkStrong(problems, table, timeToLive, indexes);
  // DynamoDB replicates by this stream, and has none of its own for strong replicas.
  const byStream = replicated && globalTable === "eventual" ? "NEW_AND_OLD_IMAGES" : undefined;
  const stream = readStream(problems, `${table}.stream`, value.stream) ?? byStream;
  const settings = readSettings(problems, `${table}.settings`, value.settings, { globalTable, stream, indexes });
  return {
    ...(stream !== undefined && { stream }),
    ...(globalTable !== undefined && { globalTable }),
    ...(settings !== undefined && { settings }),
  };
}

function readIndexes(
  problems: Problems,
  path: string,
  value: unknown,
  table: { readonly partitionKey: KeyAttribute | undefined; readonly sortKey: KeyAttribute | undefined },
): ReadonlyMap<string, IndexModel> {
  const indexes = new Map<string, IndexModel>();
  if (value === undefined) return indexes;
  if (!isRecord(value)) {
    problems.add(path, "indexes are an object of index names and indexes");
    return indexes;
  }
  for (const [name, definition] of Object.entries(value)) {
    if (definition === undefined) continue;
    const index = readIndex(problems, `${path}.${name}`, name, definition, table);
    if (index) indexes.set(name, index);
  }
  const all = [...indexes.values()];
  const locals = all.filter((index) => index.type === "local").length;
  if (locals > mostLocal) problems.add(path, `a table has at most ${mostLocal} local indexes; these are ${locals}`);
  if (all.length - locals > mostGlobal)
    problems.add(path, `a table has at most ${mostGlobal} global indexes; these are ${all.length - locals}`);
  const projected = all.reduce(
    (sum, { projection }) => sum + (typeof projection === "string" ? 0 : projection.length),
    0,
  );
  if (projected > mostProjected) {
    problems.add(
      path,
      `the lists of projected attributes name at most ${mostProjected} attributes in sum over all indexes; these are ${projected}`,
    );
  }
  return indexes;
}

function checkTypesAgree(
  problems: Problems,
  table: string,
  partitionKey: KeyAttribute | undefined,
  sortKey: KeyAttribute | undefined,
  indexes: ReadonlyMap<string, IndexModel>,
): void {
  const types = new Map<string, { readonly type: string; readonly path: string }>();
  const see = (attribute: KeyAttribute | undefined, path: string): void => {
    if (!attribute) return;
    const earlier = types.get(attribute.name);
    if (!earlier) types.set(attribute.name, { type: attribute.type, path });
    else if (earlier.type !== attribute.type) {
      problems.add(
        path,
        `'${attribute.name}' is "${attribute.type}" here and "${earlier.type}" in ${earlier.path}; an attribute has one type in all keys`,
      );
    }
  };
  see(partitionKey, `${table}.partitionKey`);
  see(sortKey, `${table}.sortKey`);
  for (const index of indexes.values()) {
    const path = `${table}.indexes.${index.name}`;
    if (index.type === "global") for (const attribute of index.partitionKeys) see(attribute, `${path}.partitionKey`);
    for (const attribute of index.sortKeys) see(attribute, `${path}.sortKey`);
  }
}

function readTimeToLive(
  problems: Problems,
  path: string,
  value: unknown,
  keys: readonly (KeyAttribute | undefined)[],
): string | undefined {
  if (typeof value !== "string") {
    problems.add(path, "the time-to-live attribute is named by a string");
    return undefined;
  }
  checkAttributeName(problems, path, value);
  const key = keys.find((attribute) => attribute?.name === value);
  if (key && key.type !== "N")
    problems.add(
      path,
      `'${value}' is a key attribute of type "${key.type}"; time to live needs a number ("N", epoch seconds)`,
    );
  return value;
}

function readGlobalTable(problems: Problems, table: string, value: unknown): GlobalTable | undefined {
  if (value === undefined || (typeof value === "string" && consistencies.includes(value))) return value as GlobalTable;
  problems.add(
    `${table}.globalTable`,
    'says how replicas agree: "eventual" or "strong". Leave it out for a table in one Region',
  );
  return undefined;
}

/** Reports what DynamoDB does not have in strongly consistent global tables. */
function checkStrong(
  problems: Problems,
  table: string,
  timeToLive: string | undefined,
  indexes: ReadonlyMap<string, IndexModel>,
): void {
  const what = "a strongly consistent global table has no";
  if (timeToLive !== undefined) problems.add(`${table}.timeToLive`, `${what} time to live: delete items yourself`);
  for (const { name, type } of indexes.values()) {
    if (type === "local") problems.add(`${table}.indexes.${name}`, `${what} local indexes: make it a global one`);
  }
}

function readStream(problems: Problems, path: string, value: unknown): StreamView | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string" && streamViews.includes(value)) return value as StreamView;
  const hint = typeof value === "string" ? didYouMean(value, streamViews) : "";
  problems.add(
    path,
    hint === "" ? `a stream is one of ${listNames(streamViews)}` : `there is no such view of a stream${hint}`,
  );
  return undefined;
}
