/** Bytes that an item is taken to have where nothing is known of it. */
export const assumedItemSize = 1024;

/** Write units of one image of an item, or of its entry in an index. */
export function writeUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / 1024));
}

/** Read units of what is rounded together: an item of a `GetItem`, all items of a page. */
export function readUnits(bytes: number, consistent: boolean): number {
  return Math.max(1, Math.ceil(bytes / 4096)) * (consistent ? 1 : 0.5);
}
