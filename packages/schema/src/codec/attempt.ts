import type { Path } from "../error/path.ts";
import type { Shape } from "../shape/shape.ts";
import type { AttributeValue } from "../wire/attribute-value.ts";
import { decoderOf } from "./compile/decoder.ts";
import { encoderOf } from "./compile/encoder.ts";
import { INVALID } from "./compile/invalid.ts";
import { fitsDepth } from "./depth.ts";
import { interpretDecode, interpretEncode, type Outcome } from "./interpret/interpret.ts";

/** The compiled way, and the interpreter where that does not know. */
export function encodeValue(shape: Shape, value: unknown, path: Path): Outcome<AttributeValue> {
  const stored = value === undefined ? INVALID : attempt(() => encoderOf(shape)(value));
  if (stored !== INVALID && fitsDepth(shape, stored, path.length)) return { ok: true, value: stored };
  return interpretEncode(shape, value, path);
}

/** The compiled way, and the interpreter where that does not know, or where all checks are to hold. */
export function decodeValue(shape: Shape, stored: AttributeValue, path: Path, strict: boolean): Outcome<unknown> {
  const value = strict ? INVALID : attempt(() => decoderOf(shape)(stored));
  return value === INVALID ? interpretDecode(shape, stored, path, strict) : { ok: true, value };
}

/** Runs what is compiled. It may fail where a check throws, or a value goes in a circle: the interpreter says which. */
export function attempt<T>(run: () => T): T | typeof INVALID {
  try {
    return run();
  } catch {
    return INVALID;
  }
}
