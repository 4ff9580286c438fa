import type { Path } from "../error/path.ts";
import { ReadError } from "../error/read-error.ts";
import { ValidationError } from "../error/validation-error.ts";
import type { Shape } from "../shape/shape.ts";
import type { AttributeValue } from "../wire/attribute-value.ts";
import { decodeValue, encodeValue } from "./attempt.ts";
import { type Encoder, encoderOf } from "./compile/encoder.ts";
import { INVALID } from "./compile/invalid.ts";
import { fitsLevels, levelsOf } from "./depth.ts";

/** Translates one value between the program and the wire. */
export interface Codec {
  /** Throws a ValidationError that holds every issue. */
  encode(value: unknown, entity: string, path: Path): AttributeValue;
  /** Throws a ReadError that holds every issue. Checks types and runs transforms, but not the schema's checks. */
  decode(stored: AttributeValue, entity: string, path: Path): unknown;
}

const cache = new WeakMap<Shape, Codec>();

/**
 * The codec of a shape: made once for each, and compiled on first use.
 *
 * @example
 * const title = Task.model.attributes.get("title");
 * if (title) compileCodec(title.shape).encode("Write", "Task", ["title"]); // { S: "Write" }
 */
export function compileCodec(shape: Shape): Codec {
  let codec = cache.get(shape);
  if (!codec) {
    let encoder: Encoder | undefined;
    let levels = 0;
    codec = {
      encode(value, entity, path) {
        // As `encodeValue` does, which says why a value is refused.
        if (value !== undefined) {
          if (encoder === undefined) {
            encoder = encoderOf(shape);
            levels = levelsOf(shape);
          }
          try {
            const stored = encoder(value);
            if (stored !== INVALID && fitsLevels(levels, stored, path.length)) return stored;
          } catch {
            // Where a check throws, or a value goes in a circle, the interpreter says which.
          }
        }
        const outcome = encodeValue(shape, value, path);
        if (outcome.ok) return outcome.value;
        throw new ValidationError({ entity, issues: outcome.issues });
      },
      decode(stored, entity, path) {
        const outcome = decodeValue(shape, stored, path, false);
        if (outcome.ok) return outcome.value;
        throw new ReadError({ entity, issues: outcome.issues });
      },
    };
    cache.set(shape, codec);
  }
  return codec;
}
