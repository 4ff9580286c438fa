import { compileCodec, type Shape } from "keywright";
import type { Place } from "./place.ts";

type Sided = Extract<Shape, { readonly kind: "codec" | "pipe" }>;

/**
 * A value of a codec or pipe. Which side is the narrower is not known, so values are made from the program's side and from
 * the stored side in turn; where the program's side is nothing that could be stored, such as a `Date`, from the stored one.
 */
export function makeSided(
  shape: Sided,
  place: Place,
  attempt: number,
  make: (shape: Shape, place: Place) => unknown,
): unknown {
  if (shape.kind === "codec" && shape.helper === "url") return new URL(`https://example.com/${place.random.id(8)}`);
  if (shape.program && attempt % 2 === 0) return make(shape.program, place);
  const stored = compileCodec(shape.stored).encode(make(shape.stored, place), place.entity, []);
  return compileCodec(shape).decode(stored, place.entity, []);
}
