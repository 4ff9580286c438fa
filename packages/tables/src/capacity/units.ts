/** Capacity units. */
export interface CapacityUnits {
  readonly read: number;
  readonly write: number;
}

const kilobyte = 1024;
/** What one page of a query or a scan reads at most. */
const page = 1024 * kilobyte;

/** Write units of one image of an item, or of its entry in an index. */
export function writeUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / kilobyte));
}

/** Read units of what is rounded together: one item, or all items of a page. */
export function readUnits(bytes: number, consistent: boolean): number {
  return Math.max(1, Math.ceil(bytes / (4 * kilobyte))) * (consistent ? 1 : 0.5);
}

/** Read units of all pages of a range. */
export function rangeUnits(bytes: number, consistent: boolean): number {
  const full = Math.floor(bytes / page);
  const rest = bytes - full * page;
  return full * readUnits(page, consistent) + (rest > 0 || full === 0 ? readUnits(rest, consistent) : 0);
}
