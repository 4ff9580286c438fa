import type { AttributeValue, WireItem } from "@keywright/schema";
import { own } from "../own.ts";
import { sameValue } from "../same-value.ts";

/**
 * A changed item with what the program did not see inside its maps: entries that are stored, and that the schema did not read.
 * A newer version of the program may have written them.
 *
 * @param read the stored item as the schema would write it, had it not been changed
 */
export function withUnseen(stored: WireItem, read: WireItem, changed: WireItem): WireItem {
  return Object.fromEntries(
    Object.entries(changed).map(([name, value]) => [name, merged(own(stored, name), own(read, name), value)]),
  );
}

function merged(
  stored: AttributeValue | undefined,
  read: AttributeValue | undefined,
  changed: AttributeValue,
): AttributeValue {
  if (stored === undefined || read === undefined) return changed;
  if ("M" in stored && "M" in read && "M" in changed) {
    const seen = [read.M, changed.M];
    const unseen = Object.entries(stored.M).filter(([name]) => seen.every((map) => !Object.hasOwn(map, name)));
    return { M: { ...Object.fromEntries(unseen), ...withUnseen(stored.M, read.M, changed.M) } };
  }
  // Which element of a list that changed is which, nothing tells.
  if ("L" in stored && "L" in read && "L" in changed && sameValue(read, changed)) {
    return { L: changed.L.map((element, i) => merged(stored.L[i], read.L[i], element)) };
  }
  return changed;
}
