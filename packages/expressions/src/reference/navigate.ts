import { variantShape } from "@keywright/schema";
import { inVariant } from "./in-variant.ts";
import { misuse } from "./misuse.ts";
import type { Options, Refs, ShapeOf } from "./ref.ts";
import { makeReference, type ReferenceData, referenceData } from "./reference.ts";
import { elementBelow, entryBelow } from "./step.ts";

type ElementAt<L, I> = L extends { readonly "~items": infer T extends readonly unknown[] }
  ? I extends keyof T
    ? T[I]
    : `${I & number}` extends keyof T
      ? T[`${I & number}`]
      : L extends { readonly "~element": infer R }
        ? R
        : never
  : L extends { readonly "~element": infer R }
    ? R
    : never;

/**
 * The element of a list at an index, from 0. It may always be absent; that of a tuple may not.
 *
 * @example
 * eq(at(t.lines, 0).sku, "A-1") // #lines[0].#sku = :sku
 * @throws {ValidationError} for anything but a list, and an index that is no whole number from 0 or that a tuple does not have.
 */
export function at<L extends { readonly "~element": unknown }, const I extends number>(
  list: L,
  index: I,
): ElementAt<L, I> {
  const data = need(list, "at");
  if (!Number.isSafeInteger(index) || index < 0) throw misuse(data, "at", "takes an index from 0");
  const element = elementBelow(data, index);
  if (!element) throw misuse(data, "at", "takes a list, and an index that its schema has");
  return typed(makeReference(element));
}

/**
 * The entry of a record under a name. It may always be absent.
 *
 * @example
 * gt(entryOf(t.scores, "de"), 10) // #scores.#de > :de
 * @throws {ValidationError} for anything but a reference to a record, and for a name that its keys cannot have.
 */
export function entryOf<R>(record: { readonly "~entry": R }, name: string): R {
  const data = need(record, "entryOf");
  const entry = typeof name === "string" ? entryBelow(data, name) : undefined;
  if (!entry) throw misuse(data, "entryOf", "takes a record and a name");
  return typed(makeReference(entry));
}

type Tagged<O, D extends PropertyKey, T> = O extends unknown
  ? D extends keyof ShapeOf<O>
    ? ShapeOf<O>[D] extends { readonly _zod: { readonly output: infer Tag } }
      ? T extends Tag
        ? O
        : never
      : never
    : never
  : never;

type TagOf<O, D> = O extends unknown
  ? D extends keyof ShapeOf<O>
    ? ShapeOf<O>[D] extends { readonly _zod: { readonly output: infer Tag } }
      ? Tag
      : never
    : never
  : never;

/**
 * One option of a discriminated union, for the attributes that not all of them have. In a condition it tests nothing by
 * itself: compare the discriminator as well where that matters. An update of what lies in it demands that option.
 *
 * @example
 * eq(variant(t.payment, "kind", "card").last4, "4242") // #payment.#last4 = :last4
 * @throws {ValidationError} for anything but a discriminated union, its discriminator and one of its tags.
 */
export function variant<E, O, D extends keyof ShapeOf<O> & string, const T extends TagOf<O, D>>(
  union: { readonly "~union": { readonly entity: E; readonly option: O } },
  discriminator: D,
  tag: T,
): Refs<E, ShapeOf<Tagged<Options<O>, D, T>>> {
  const data = need(union, "variant");
  const shape = variantShape(data.shape, discriminator, tag);
  if (!shape) throw misuse(data, "variant", "takes a discriminated union, its discriminator and one of its tags");
  const isRoot = data.steps.length === 0;
  const variants = isRoot ? data.variants : [...data.variants, inVariant(data, discriminator, [tag])];
  return typed(makeReference({ ...data, shape, variants }));
}

function need(value: unknown, name: string): ReferenceData {
  const data = referenceData(value);
  if (data) return data;
  throw misuse(undefined, name, "takes a reference, such as t.status");
}

// A seam: the types of references are phantoms, which no run-time value can prove.
function typed<R>(reference: object): R {
  return reference as R;
}
