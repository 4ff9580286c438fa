import type { EntityModel, WireItem } from "@keywright/schema";
import { own } from "../own.ts";
import { tableKeyOf } from "../stored-key.ts";
import { unknownOf } from "../unknown-attributes.ts";
import { wholeItem, withUnknown } from "../write/whole-item.ts";

/** A mark as long as those that are written. */
export const sampleMark = "AAAAAAAAAAAA";

/** An item that was read, or is like one, as it is stored. */
export function storedItem(model: EntityModel, item: object, now: Date): WireItem {
  const values = item as Readonly<Record<string, unknown>>;
  const { version, timestamps } = model;
  const updatedAt = timestamps?.updatedAt && own(values, timestamps.updatedAt);
  const number = version && own(values, version.attribute);
  const stored = wholeItem(model, values, {
    version: version && (typeof number === "number" ? number : 1),
    mark: version && sampleMark,
    createdAt: (timestamps?.createdAt && own(values, timestamps.createdAt)) ?? now,
    updatedAt: updatedAt instanceof Date ? updatedAt : now,
  });
  return withUnknown(unknownOf(model, values, tableKeyOf(model, stored)), stored);
}
