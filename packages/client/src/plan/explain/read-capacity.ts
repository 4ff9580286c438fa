import { type EntityModel, itemSize } from "@keywright/schema";
import type { GetDescription } from "../../operation/description.ts";
import type { ExplainedCapacity, ExplainOptions } from "../../operation/explanation.ts";
import { type PagesPlan, pageSizeOf } from "../read/pages-plan.ts";
import { entryOf } from "./index-entry.ts";
import { fetchesFromTable, isConditional, type PagedDescription } from "./paged.ts";
import { storedItem } from "./stored-item.ts";
import { assumedItemSize, readUnits } from "./units.ts";

/** Bytes of an item where it is read, and of the whole item in the table. */
interface Size {
  readonly read: number;
  readonly whole: number;
}

const largestPage = 1024 * 1024;

/** Estimates what a `GetItem` consumes. */
export function getCapacity(
  { model, consistent }: GetDescription,
  options: ExplainOptions,
  now: Date,
): ExplainedCapacity {
  const { item, itemSize: given = assumedItemSize } = options;
  const bytes = item ? itemSize(storedItem(model, item, now)) : item === null ? 0 : given;
  const assumed = item === undefined && options.itemSize === undefined;
  const what = item === null ? "no item is stored" : `an item of ${bytes} bytes`;
  const basis = [`${what}${assumed ? ", which is assumed: pass `item` or `itemSize`" : ""}`];
  const read = readUnits(bytes, consistent);
  return { read, write: 0, table: read, indexes: {}, exact: !assumed, basis };
}

/** Estimates what a query or a scan consumes until it has its answer. */
export function pagesCapacity(
  description: PagedDescription,
  plan: PagesPlan,
  options: ExplainOptions,
  now: Date,
): ExplainedCapacity {
  const basis: string[] = [];
  const { consistent, index } = description;
  const { sizes, exact: known } = sizesOf(description, plan, options, now, basis);
  const pages = lanesOf(sizes, plan.lanes.length).flatMap((lane) => pagesOf(description, plan, lane));
  const here = pages.reduce((sum, page) => sum + readUnits(bytesOf(page), consistent), 0);
  const again = extraReads(description, plan, pages.flat());
  let exact = known;
  if (plan.lanes.length > 1) {
    exact = false;
    basis.push(`the items are spread evenly over the ${plan.compare ? "shards" : "segments"}`);
  }
  if (bytesOf(pages.flat()) > largestPage) {
    exact = false;
    basis.push("pages of 1 MB, each of which is rounded up");
  }
  if (isConditional(description))
    basis.push(
      "every item that is evaluated is charged, whether the filter keeps it or not; as if it kept none until the end",
    );
  basis.push(`${pages.length} ${pages.length === 1 ? "request" : "requests"}, each rounded up to 4 KB`);
  const table = index === undefined ? here : again;
  const indexes = index === undefined ? {} : { [index]: here };
  return { read: here + again, write: 0, table, indexes, exact, basis };
}

function bytesOf(items: readonly Size[]): number {
  return items.reduce((sum, { read }) => sum + read, 0);
}

/** Units of what is read from the table beside an index: each item is rounded for itself. */
function extraReads(description: PagedDescription, { hydration }: PagesPlan, items: readonly Size[]): number {
  const consistent = hydration ? hydration.consistent : description.consistent;
  if (!hydration && !fetchesFromTable(description)) return 0;
  return items.reduce((sum, { whole }) => sum + readUnits(whole, consistent), 0);
}

function sizesOf(
  description: PagedDescription,
  plan: PagesPlan,
  { items, itemSize: bytes = assumedItemSize }: ExplainOptions,
  now: Date,
  basis: string[],
): { readonly sizes: readonly Size[]; readonly exact: boolean } {
  if (items !== undefined && typeof items !== "number") {
    const sizes = items.flatMap((item) => sizeOf(description, item, now) ?? []);
    basis.push(`the ${sizes.length} items given, of ${bytesOf(sizes)} bytes where they are read`);
    return { sizes, exact: !isConditional(description) || plan.limit === undefined };
  }
  const bounded = isConditional(description) ? plan.pageSize : (plan.limit ?? plan.pageSize);
  const count = items ?? bounded ?? 100;
  const why =
    items === undefined
      ? bounded === undefined
        ? "which is assumed: pass `items`"
        : "as many as it asks for"
      : "as given";
  basis.push(`${count} items (${why}) of ${bytes} bytes each`);
  return { sizes: Array.from({ length: count }, () => ({ read: bytes, whole: bytes })), exact: false };
}

/** The sizes of an item; `undefined` where the index that is read does not hold it. */
function sizeOf(description: PagedDescription, item: object, now: Date): Size | undefined {
  const wire = storedItem(...memberOf(description, item), now);
  const whole = itemSize(wire);
  const { table } = description.model;
  const index = description.index === undefined ? undefined : table.indexes.get(description.index);
  if (index === undefined) return { read: whole, whole };
  const entry = entryOf(table, index, wire);
  return entry && { read: itemSize(entry), whole };
}

function memberOf(description: PagedDescription, item: object): [EntityModel, object] {
  if (description.verb !== "collection") return [description.model, item];
  const entry = item as { readonly entity?: string; readonly item?: object };
  const model = entry.entity === undefined ? undefined : description.members.get(entry.entity);
  if (model === undefined || entry.item === undefined) {
    throw new TypeError("explain of a collection takes its entries as `items`: { entity, item }, as in page.items");
  }
  return [model, entry.item];
}

function lanesOf(sizes: readonly Size[], lanes: number): readonly (readonly Size[])[] {
  const share = Math.ceil(sizes.length / lanes);
  return Array.from({ length: lanes }, (_, lane) => sizes.slice(lane * share, (lane + 1) * share));
}

/** What each request of a lane evaluates. */
function pagesOf(description: PagedDescription, plan: PagesPlan, sizes: readonly Size[]): readonly (readonly Size[])[] {
  const { limit, maxPages, maxCapacity = Number.POSITIVE_INFINITY, answer } = plan;
  const pages: Size[][] = [];
  let [found, next, units] = [0, 0, 0];
  while (pages.length < maxPages && units < maxCapacity) {
    const most = pageSizeOf(plan, found, pages.length + 1) ?? Number.POSITIVE_INFINITY;
    const page: Size[] = [];
    let bytes = 0;
    for (; page.length < most && bytes < largestPage; next++) {
      const size = sizes[next];
      if (size === undefined) break;
      page.push(size);
      bytes += size.read;
    }
    pages.push(page);
    units += readUnits(bytes, description.consistent);
    if (!isConditional(description)) found += page.length;
    // A request that got as many as it asked for does not know that it was the last.
    const last = next >= sizes.length && page.length < most;
    const enough = limit === undefined ? answer === "page" : found >= limit;
    if (last || enough) break;
  }
  return pages;
}
