import type { EntityModel } from "@keywright/schema";
import { refuse } from "./refuse.ts";

const partialKey: unique symbol = Symbol.for("keywright.partial") as never;

/** Remembers that only a part of an item was read, where neither spreading nor comparing nor printing sees it. */
export function markPartial(item: object): void {
  Object.defineProperty(item, partialKey, { value: true });
}

/** Whether only a part of this item was read; a copy does not say. */
export function isPartial(item: object): boolean {
  return partialKey in item;
}

/** Refuses to write a whole item of which only a part was read. The compiler does so too, for copies as well. */
export function refusePartial(model: EntityModel, verb: string, item: object): void {
  if (!isPartial(item)) return;
  const message = `is a part of an item (it was read with select, through an index that does not project everything, or as the changed attributes of an update), and ${verb} would lose the rest. Read all of it with get, or change attributes with update`;
  throw refuse(model, [], "partial_item", message);
}
