import type { WireType } from "@keywright/schema";
import type { Operand, Ref, Usable } from "../reference/ref.ts";
import { makeReference } from "../reference/reference.ts";
import { pathSubject } from "./operand.ts";
import { needStored } from "./stored.ts";
import type { Sizable } from "./types.ts";

const sizable: readonly WireType[] = ["S", "B", "SS", "NS", "BS", "L", "M"];

/** The size of an attribute: a number, for comparisons only. */
export type Size<E> = Operand<E, number, number>;

/**
 * The size of an attribute: the length of a string, the bytes of a binary value, the number of members of a set, list or
 * map. An absent attribute has none, so that every comparison but `ne` is false.
 *
 * @example
 * lt(size(t.tags), 10) // size(#tags) < :size_tags
 * @throws {ValidationError} for anything but a reference to an attribute; a size compares with finite numbers only.
 */
export function size<E, V, S>(attribute: Ref<E, V, S> & Usable & Sizable<S>): Size<E> {
  const data = pathSubject(attribute, "size");
  needStored(data, sizable, "size", "needs a string, binary value, set, list or map");
  // A seam: as with references, the type is a phantom.
  return makeReference({ ...data, kind: "size" }) as Size<E>;
}
