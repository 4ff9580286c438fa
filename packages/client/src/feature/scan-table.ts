import type { TableModel, WireItem } from "@keywright/schema";
import type { Runtime, Subject } from "../execute/runtime.ts";
import { scanPage } from "./scan-page.ts";

/** Which items of a table to read: all of them, consistently, where nothing else is said. */
interface TableScan {
  readonly consistent?: boolean;
  /** How many items to read at most. */
  readonly limit?: number;
}

/** The items of an entity's table, or of another one, as they are stored, page by page, whosever they are. */
export async function* scanTable(
  runtime: Runtime,
  subject: Subject,
  { model }: { readonly model: { readonly table: TableModel } },
  signal: AbortSignal | undefined,
  { consistent = true, limit = Number.POSITIVE_INFINITY }: TableScan = {},
): AsyncGenerator<readonly WireItem[]> {
  let left = limit;
  let start: WireItem | undefined;
  do {
    const page = { consistent, start, limit: Number.isFinite(left) ? left : undefined };
    const { items, next } = await scanPage(runtime, subject, model.table, page, signal);
    left -= items.length;
    yield items;
    start = next;
  } while (start !== undefined && left > 0);
}
