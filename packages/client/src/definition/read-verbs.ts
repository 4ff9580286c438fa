import type { EntityModel } from "@keywright/schema";
import type { QueryDescription, ScanDescription, Where } from "../operation/description.ts";
import type { Operation } from "../operation/operation.ts";
import { makeOperation } from "./make-operation.ts";

type Values = Readonly<Record<string, unknown>>;
type Described = Operation<unknown>;

// What the verbs take once types are left behind. Planning checks all of it.
interface ReadOptions {
  readonly where?: Where;
  readonly select?: readonly string[];
  readonly consistent?: boolean;
  readonly order?: "ascending" | "descending";
  readonly limit?: number;
  readonly pageSize?: number;
  readonly maxPages?: number;
  readonly maxCapacity?: number;
  readonly cursor?: string;
  readonly segments?: number;
}

type Paged = Omit<ScanDescription, "verb" | "segments">;
type Query = (key: Values, options?: ReadOptions) => Described;

/** How many requests a page makes at most to fill its limit. */
export const defaultMaxPages = 10;

// The first item and the number of items are answers about all of them: nothing bounds the reading that was not asked for.
const unbounded: number = Number.POSITIVE_INFINITY;

interface PagedVerbs {
  readonly query: Query;
  readonly first: Query;
  readonly count: Query;
  readonly scan: (options?: ReadOptions) => Described;
}

/** The verb of an entity that reads one item. */
export function getVerb(model: EntityModel): Query {
  return (key, { consistent = false, select } = {}) => makeOperation({ verb: "get", model, key, consistent, select });
}

/** The verbs of the indexes of an entity. */
export function indexesOf(model: EntityModel): object {
  return model.indexes.size === 0 ? noIndexes : Object.freeze(Object.fromEntries(indexEntries(model)));
}

const noIndexes = Object.freeze({});

function indexEntries(model: EntityModel): readonly (readonly [string, object])[] {
  const entries: [string, object][] = [];
  // Not `for`: until it is compiled well, an iterator makes an object for each step.
  model.indexes.forEach((_index, name) => {
    entries.push([name, indexVerbs(model, name)]);
  });
  return entries;
}

function indexVerbs(model: EntityModel, index: string): object {
  const hydrate: Query = (key, { consistent = false, ...options } = {}) =>
    describeQuery("query", key, paged(model, index, options), options, consistent ? "consistent" : "eventual");
  const { query, first, count, scan } = pagedVerbs(model, index);
  return Object.freeze({ hydrate, query, first, count, scan });
}

/** The verbs that read pages of a table, or of one of its indexes. */
export function pagedVerbs(model: EntityModel, index: string | undefined): PagedVerbs {
  const query: Query = (key, options = {}) => describeQuery("query", key, paged(model, index, options), options);
  const first: Query = (key, options = {}) =>
    describeQuery("first", key, { ...paged(model, index, options), limit: 1, maxPages: unbounded }, options);
  const count: Query = (key, options = {}) =>
    describeQuery("count", key, paged(model, index, { ...options, maxPages: options.maxPages ?? unbounded }), options);
  const scan = (options: ReadOptions = {}): Described =>
    makeOperation({ ...paged(model, index, options), verb: "scan", segments: options.segments ?? 1 });
  return { query, first, count, scan };
}

function describeQuery(
  verb: QueryDescription["verb"],
  key: Values,
  page: Paged,
  { order = "ascending" }: ReadOptions,
  hydrate?: "consistent" | "eventual",
): Described {
  const { model, index, where, select, consistent, limit, pageSize, maxPages, maxCapacity, cursor } = page;
  // Not `...page`: engines take fifty times longer for a spread that is followed by further names.
  return makeOperation({
    verb,
    model,
    index,
    key,
    order,
    where,
    select,
    consistent,
    limit,
    pageSize,
    maxPages,
    maxCapacity,
    cursor,
    hydrate,
  });
}

function paged(model: EntityModel, index: string | undefined, options: ReadOptions): Paged {
  return {
    model,
    index,
    where: options.where,
    select: options.select,
    consistent: options.consistent ?? false,
    limit: options.limit,
    pageSize: options.pageSize,
    maxPages: options.maxPages ?? defaultMaxPages,
    maxCapacity: options.maxCapacity,
    cursor: options.cursor,
  };
}
