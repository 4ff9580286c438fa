import type { ObjectShape, Shape } from "../../shape/shape.ts";
import type { AttributeValue } from "../../wire/attribute-value.ts";
import { isInherited } from "../property.ts";
import { type StoredNames, sameNames } from "../stored-names.ts";
import { absentDecoder } from "./absent.ts";
import { INVALID, type Invalid } from "./invalid.ts";

/** The entries of a stored map as the program's. */
export type MapDecoder = (map: { readonly [name: string]: AttributeValue }) => object | Invalid;

type Decode = (stored: AttributeValue) => unknown;

/** Decodes a map by the shape of an object. `names` says where the entries are, in an item that has other names for some. */
export function mapDecoder(
  { properties, catchall }: ObjectShape,
  decoderOf: (shape: Shape) => Decode,
  names: StoredNames = sameNames,
): MapDecoder {
  // Arrays side by side: a loop over them makes no objects.
  const programNames = [...properties.keys()];
  const storedNames = programNames.map((name) => names.stored(name));
  const mustBeOwn = storedNames.map((name) => name !== undefined && isInherited(name));
  const decoders = Array.from(properties.values(), decoderOf);
  const absent = Array.from(properties.values(), absentDecoder);
  const decodeOther = catchall && decoderOf(catchall);

  function decodeRest(map: { readonly [name: string]: AttributeValue }, values: { [name: string]: unknown }): boolean {
    for (const stored of Object.keys(map)) {
      const name = names.program(stored);
      const entry = map[stored];
      // As zod has it: a name that could replace a prototype is dropped.
      if (entry === undefined || name === undefined || name === "__proto__" || properties.has(name)) continue;
      const value = decodeOther?.(entry);
      if (value === INVALID) return false;
      values[name] = value;
    }
    return true;
  }

  return (map) => {
    const values: { [name: string]: unknown } = {};
    for (let i = 0; i < programNames.length; i++) {
      const stored = storedNames[i];
      const found = stored !== undefined && (!mustBeOwn[i] || Object.hasOwn(map, stored));
      const entry = found ? map[stored] : undefined;
      const value = entry === undefined ? absent[i]?.() : decoders[i]?.(entry);
      if (value === INVALID) return INVALID;
      if (value !== undefined) values[programNames[i] as string] = value;
    }
    return decodeOther === undefined || decodeRest(map, values) ? values : INVALID;
  };
}
