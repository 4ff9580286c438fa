import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ValidationError } from "../error/validation-error.ts";
import type { ObjectShape } from "../shape/shape.ts";
import { shapeOf } from "../shape/walk.ts";
import { anyItemSchema, flavors } from "../testing/index.ts";
import type { AttributeValue, WireItem } from "../wire/attribute-value.ts";
import { decoderOf } from "./compile/decoder.ts";
import { encoderOf } from "./compile/encoder.ts";
import { INVALID } from "./compile/invalid.ts";
import { mapDecoder } from "./compile/map-decoder.ts";
import { mapEncoder } from "./compile/map-encoder.ts";
import { interpretDecode, interpretEncode } from "./interpret/interpret.ts";
import { compileItemCodec } from "./item-codec.ts";
import { define } from "./property.ts";
import { storedNamesOf } from "./stored-names.ts";

const reserved: ReadonlySet<string> = new Set(["PK", "SK", "_mark"]);
const others: WireItem = { PK: { S: "P" }, SK: { N: "1" }, _mark: { S: "m" } };

/** Other names for some attributes; two of them may have changed places. */
function renamed(names: readonly string[], chosen: readonly boolean[], swap: boolean): ReadonlyMap<string, string> {
  const storedAs = new Map<string, string>();
  names.forEach((name, i) => {
    if (chosen[i]) storedAs.set(name, `stored ${i}`);
  });
  const [first, second] = names;
  if (swap && first !== undefined && second !== undefined) {
    storedAs.set(first, second);
    storedAs.set(second, first);
  }
  return storedAs;
}

function rename(item: WireItem, names: ReadonlyMap<string, string>): WireItem {
  const result: WireItem = {};
  for (const [name, value] of Object.entries(item)) define(result, names.get(name) ?? name, value);
  return result;
}

describe.each(Object.entries(flavors))("with %s", (_name, z) => {
  const sample = anyItemSchema(z).chain(({ schema, input }) => {
    const result = shapeOf(schema);
    if ("problems" in result) throw new Error(JSON.stringify(result.problems));
    const { shape } = result;
    const names = shape.kind === "object" ? [...shape.properties.keys()] : [];
    return fc
      .tuple(input, fc.array(fc.boolean(), { minLength: names.length, maxLength: names.length }), fc.boolean())
      .map(([value, chosen, swap]) => ({ shape: shape as ObjectShape, value, storedAs: renamed(names, chosen, swap) }));
  });

  test("items with other names in the table are what the interpreter makes of them, and the compiled way is the usual one", () => {
    let fast = 0;
    let total = 0;
    fc.assert(
      fc.property(sample, ({ shape, value, storedAs }) => {
        fc.pre(shape.kind === "object" && !shape.catchall);
        const codec = compileItemCodec(shape, "Sample", storedAs, reserved);
        const names = storedNamesOf(shape, storedAs, reserved);
        const encoded = interpretEncode(shape, value, []);
        if (!encoded.ok) throw new Error("a sample fits its schema");
        const wire = rename((encoded.value as { readonly M: WireItem }).M, storedAs);
        expect(codec.encode(value)).toEqual(wire);
        const stored: WireItem = { ...wire, ...others };
        const decoded = interpretDecode(shape, encoded.value, [], false);
        expect({ ok: true, value: codec.decode(stored) }).toEqual(decoded);
        total += 2;
        if (mapDecoder(shape, decoderOf, names)(stored) !== INVALID) fast += 1;
        if (mapEncoder(shape, encoderOf, (name) => names.stored(name) ?? name)(value) !== INVALID) fast += 1;
      }),
      { numRuns: 300 },
    );
    expect(fast / total).toBeGreaterThan(0.9);
  });

  test("what is foreign is passed over, in whatever order attributes stand", () => {
    fc.assert(
      fc.property(sample, fc.infiniteStream(fc.nat()), ({ shape, value, storedAs }, order) => {
        const codec = compileItemCodec(shape, "Sample", storedAs, reserved);
        const foreign = { "(version)": 1, "(createdAt)": new Date(0) };
        const entries = Object.entries({ ...foreign, ...(value as object) })
          .map((entry) => ({ entry, at: order.next().value }))
          .sort((a, b) => a.at - b.at);
        const item = {};
        for (const { entry } of entries) define(item, entry[0], entry[1]);
        expect(codec.encode(item, new Set(Object.keys(foreign)))).toEqual(codec.encode(value));
      }),
      { numRuns: 100 },
    );
  });

  test("what an item inherits or hides is no attribute of it", () => {
    fc.assert(
      fc.property(sample, fc.nat(), fc.boolean(), ({ shape, value, storedAs }, chosen, hide) => {
        const names = Object.keys(value as object);
        fc.pre(names.length > 0);
        const name = names[chosen % names.length] as string;
        const { [name]: taken, ...rest } = value as Record<string, unknown>;
        const item: object = Object.assign(Object.create(hide ? Object.prototype : { [name]: taken }), rest);
        if (hide) Object.defineProperty(item, name, { value: taken, enumerable: false });
        const codec = compileItemCodec(shape, "Sample", storedAs, reserved);
        const oracle = interpretEncode(shape, item, []);
        if (!oracle.ok) expect(() => codec.encode(item)).toThrow(ValidationError);
        else if (shape.kind === "object" && !shape.catchall) {
          expect(codec.encode(item)).toEqual(rename((oracle.value as { readonly M: WireItem }).M, storedAs));
        }
      }),
      { numRuns: 100 },
    );
  });

  test("reading all attributes by their names is reading the item", () => {
    fc.assert(
      fc.property(sample, ({ shape, value, storedAs }) => {
        fc.pre(shape.kind === "object" && !shape.catchall);
        const codec = compileItemCodec(shape, "Sample", storedAs, reserved);
        const stored: { [name: string]: AttributeValue } = { ...codec.encode(value), ...others };
        const attributes = [...shape.properties.keys()];
        expect(codec.decode(stored, { attributes })).toEqual(codec.decode(stored));
      }),
      { numRuns: 200 },
    );
  });
});
