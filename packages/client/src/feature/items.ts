import type { ReadError } from "@keywright/schema";
import { withDeadline } from "../execute/deadline.ts";
import { checkScan, descriptionOf, subjectOf } from "../execute/execute.ts";
import { type PageRead, readPage } from "../execute/pages.ts";
import { addCapacity, none, type Runtime } from "../execute/runtime.ts";
import type { SendOptions } from "../execute/send-options.ts";
import type { Description } from "../operation/description.ts";
import type { PagedOperation } from "../operation/operation.ts";
import type { Capacity } from "../operation/page.ts";
import { planOperation } from "../plan/plan.ts";

/** How far an iteration has come. */
export interface Progress {
  /** Pages that were read. */
  readonly pages: number;
  /** Items that these pages gave. */
  readonly items: number;
  /** Items that were read and left out, because they are not of this entity. */
  readonly skipped: number;
  readonly capacity: Capacity;
}

export interface ItemsOptions extends SendOptions {
  /**
   * Whether the next page is read while the items of this one are taken; `false` by default. At most one page is read ahead:
   * leaving the loop ends its request, whose read units may be consumed all the same.
   */
  readonly prefetch?: boolean;
  /** Called after each page. */
  readonly onProgress?: (progress: Progress) => void;
  /** Called for each item that does not fit the model, where the connection reads tolerantly. */
  readonly onUnreadable?: (error: ReadError) => void;
}

/** Items of all pages, one after another. */
export interface Items<Item> extends AsyncGenerator<Item, void, undefined> {
  /**
   * The cursor for the position after the last item that was taken: a query with it goes on there. `undefined` before the
   * first item and after the last one of the last page. Scans of several segments have none.
   */
  readonly cursor: string | undefined;
}

/** Reads page after page until the end, or until the limit of the operation. */
export function readItems<I>(
  runtime: Runtime,
  operation: PagedOperation<I, unknown, unknown, unknown>,
  options: ItemsOptions,
): Items<I> {
  const description = descriptionOf(operation);
  checkScan(runtime, description);
  if (!isPaged(description)) throw new TypeError("items() takes a query, a scan or a query of a collection");
  const place: Place = { taken: 0, page: undefined };
  const items = iterate<I>(runtime, description, options, place);
  return Object.defineProperty(items, "cursor", { get: () => cursorOf(place) }) as Items<I>;
}

/** Where an iteration stands. A cursor is made when somebody asks for it: most items are followed by another one. */
interface Place {
  /** Items of the page that were taken. */
  taken: number;
  page: PageRead | undefined;
}

function cursorOf({ taken, page }: Place): string | undefined {
  if (page === undefined || taken === page.page.items.length) return page?.page.cursor;
  return taken === 0 ? undefined : page.cursorAfter(taken - 1);
}

type Paged = Extract<Description, { readonly limit: number | undefined }>;

function isPaged(description: Description): description is Paged {
  return "limit" in description && description.verb !== "first" && description.verb !== "count";
}

async function* iterate<I>(
  runtime: Runtime,
  description: Paged,
  options: ItemsOptions,
  place: Place,
): AsyncGenerator<I, void, undefined> {
  const { prefetch = false, onProgress, onUnreadable, signal } = options;
  // Leaving the loop ends the request for a page that nobody will see.
  const left = new AbortController();
  const limits = { ...options, signal: signal ? AbortSignal.any([signal, left.signal]) : left.signal };
  const start = (cursor: string | undefined, limit: number | undefined): Promise<PageRead> => {
    const page = readOne(runtime, { ...description, cursor, limit }, limits);
    // It is awaited later, or never.
    page.catch(() => undefined);
    return page;
  };
  const { limit } = description;
  let progress: Progress = { pages: 0, items: 0, skipped: 0, capacity: none };
  let next: Promise<PageRead> | undefined = start(description.cursor, limit);
  try {
    while (next !== undefined) {
      const read: PageRead = await next;
      const { page } = read;
      progress = {
        pages: progress.pages + 1,
        items: progress.items + page.items.length,
        skipped: progress.skipped + page.skipped,
        capacity: addCapacity(progress.capacity, page.capacity),
      };
      onProgress?.(progress);
      for (const error of page.unreadable) onUnreadable?.(error);
      const open = limit === undefined ? undefined : limit - progress.items;
      const more: boolean = page.cursor !== undefined && open !== 0;
      next = more && prefetch ? start(page.cursor, open) : undefined;
      place.page = read;
      for (place.taken = 0; place.taken < page.items.length; ) yield page.items[place.taken++] as I;
      if (more) next ??= start(page.cursor, open);
    }
  } finally {
    left.abort();
  }
}

function readOne(runtime: Runtime, description: Paged, options: SendOptions): Promise<PageRead> {
  const plan = planOperation(description, runtime.context());
  if (plan.kind !== "pages") throw new Error(`${description.verb} has no pages`);
  const subject = subjectOf(description);
  const limits = { signal: options.signal, deadline: options.deadline ?? runtime.deadline };
  return withDeadline(limits, `${subject.entity}.${subject.verb}`, (signal) =>
    readPage(runtime, subject, plan, signal),
  );
}
