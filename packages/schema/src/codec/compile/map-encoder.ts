import { isDefaulted, isSkipped } from "../../shape/internals.ts";
import { defaultOf } from "../../shape/run.ts";
import type { ObjectShape, Shape } from "../../shape/shape.ts";
import type { AttributeValue, WireItem } from "../../wire/attribute-value.ts";
import { isInherited } from "../property.ts";
import { isMapLike } from "../scalar.ts";
import { INVALID, type Invalid } from "./invalid.ts";

/** The entries of a program's object as they are stored, without those that are somebody else's. */
export type MapEncoder = (value: unknown, foreign?: ReadonlySet<string>) => WireItem | Invalid;

type Encode = (value: unknown) => AttributeValue | Invalid;

/** Encodes an object by its shape. `storedName` says under which names, in an item that has other names for some. */
export function mapEncoder(
  { properties, catchall }: ObjectShape,
  encoderOf: (shape: Shape) => Encode,
  storedName: (name: string) => string = (name) => name,
): MapEncoder {
  // Arrays side by side: a loop over them makes no objects.
  const names = [...properties.keys()];
  const positions = new Map(names.map((name, i) => [name, i]));
  const storedNames = names.map(storedName);
  const mustBeOwn = names.map(isInherited);
  const encoders = Array.from(properties.values(), encoderOf);
  const absent = Array.from(properties.values(), (shape) => absentEncoder(shape, encoderOf));
  const encodeOther = catchall && encoderOf(catchall);

  return (value, foreign) => {
    if (!isMapLike(value)) return INVALID;
    const stored: WireItem = {};
    let met = 0;
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as string;
      const given = !mustBeOwn[i] || Object.hasOwn(value, name) ? value[name] : undefined;
      if (given !== undefined) met += 1;
      const result = given === undefined ? absent[i]?.() : encoders[i]?.(given);
      if (result === INVALID) return INVALID;
      if (result !== undefined) stored[storedNames[i] as string] = result;
    }
    // Mostly in the order of the schema, so that names need not be looked up.
    let next = 0;
    for (const name in value) {
      if (!isOwn.call(value, name)) continue;
      const given = value[name];
      if (given === undefined) continue;
      if (name === names[next]) {
        next += 1;
        met -= 1;
        continue;
      }
      const position = positions.get(name);
      if (position !== undefined) {
        next = position + 1;
        met -= 1;
        continue;
      }
      if (foreign?.has(name)) continue;
      if (!encodeOther || name === "" || name === "__proto__") return INVALID;
      const result = encodeOther(given);
      if (result === INVALID) return INVALID;
      stored[name] = result;
    }
    // What was met and is not among its keys is inherited, or hidden.
    return met === 0 ? stored : INVALID;
  };
}

// In this form, and in this alone, engines know in a loop over names that the answer is yes.
const isOwn = Object.prototype.hasOwnProperty;

/** Gives what stands for an absent value; `undefined` if the attribute is to be absent. */
function absentEncoder(shape: Shape, encoderOf: (shape: Shape) => Encode): () => AttributeValue | undefined | Invalid {
  if (isDefaulted(shape.schema)) {
    const encode = encoderOf(shape);
    return () => {
      const value = defaultOf(shape.schema);
      return value === undefined ? INVALID : encode(value);
    };
  }
  return isSkipped(shape.schema) ? () => undefined : () => INVALID;
}
