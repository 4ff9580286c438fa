import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as core from "zod/v4/core";
import { zodSchema } from "../shape/internals.ts";
import type { Shape } from "../shape/shape.ts";
import { shapeOf } from "../shape/walk.ts";
import { anyItemSchema, anySchema, flavors, label, mutated, mutatedWire, type SchemaCase } from "../testing/index.ts";
import type { AttributeValue } from "../wire/attribute-value.ts";
import { encodeValue } from "./attempt.ts";
import { compileCodec } from "./codec.ts";
import { decoderOf } from "./compile/decoder.ts";
import { encoderOf } from "./compile/encoder.ts";
import { INVALID } from "./compile/invalid.ts";
import { fill } from "./interpret/fill.ts";
import { interpretDecode, interpretEncode } from "./interpret/interpret.ts";
import { marshal } from "./interpret/marshal.ts";

const runs = { numRuns: 400 };

interface Sample {
  readonly shape: Shape;
  readonly value: unknown;
}

function shape({ schema }: SchemaCase): Shape {
  const result = shapeOf(schema);
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  return result.shape;
}

function samples(cases: fc.Arbitrary<SchemaCase>, side: "value" | "input"): fc.Arbitrary<Sample> {
  return cases.chain((one) => {
    const read = shape(one);
    return one[side].map((value) => sample(read, value));
  });
}

function sample(of: Shape, value: unknown): Sample {
  const print = () => `${label(of)} with ${fc.stringify(value)}`;
  return Object.defineProperty({ shape: of, value }, fc.toStringMethod, { value: print });
}

function encode(of: Shape, value: unknown): AttributeValue {
  return compileCodec(of).encode(value, "Sample", []);
}

function decode(of: Shape, stored: AttributeValue): unknown {
  return compileCodec(of).decode(stored, "Sample", []);
}

describe.each(Object.entries(flavors))("with %s", (_name, z) => {
  const any = anySchema(z);

  test("decode after encode gives back a value in normal form", () => {
    fc.assert(
      fc.property(samples(any, "value"), ({ shape: of, value }) => {
        expect(decode(of, encode(of, value))).toEqual(value);
      }),
      runs,
    );
  });

  test("a value in normal form is also what a strict read gives", () => {
    fc.assert(
      fc.property(samples(any, "value"), ({ shape: of, value }) => {
        fc.pre(!hasSizeOfItsOwn(value));
        expect(interpretDecode(of, encode(of, value), [], true)).toEqual({ ok: true, value });
      }),
      runs,
    );
  });

  test("encode after decode after encode gives what encode gave", () => {
    fc.assert(
      fc.property(samples(anyItemSchema(z), "input"), ({ shape: of, value }) => {
        const stored = encode(of, value);
        expect(encode(of, decode(of, stored))).toEqual(stored);
      }),
      runs,
    );
  });

  test("what is stored is what zod's own encode gives for the input side", () => {
    fc.assert(
      fc.property(samples(anyItemSchema(z), "input"), ({ shape: of, value }) => {
        const encoded = core.encode(zodSchema(of.schema), fill(of, value, [], []));
        expect(encode(of, value)).toEqual(marshal(of, encoded, [], []));
      }),
      runs,
    );
  });

  test("compiled and interpreted agree on values, and the compiled way is the usual one", () => {
    let fast = 0;
    let total = 0;
    fc.assert(
      fc.property(samples(anyItemSchema(z), "input"), ({ shape: of, value }) => {
        const quick = encoderOf(of)(value);
        const slow = interpretEncode(of, value, []);
        expect(slow.ok).toBe(true);
        if (!slow.ok) return;
        const read = decoderOf(of)(slow.value);
        total += 2;
        if (quick !== INVALID) {
          fast += 1;
          expect(quick).toEqual(slow.value);
        }
        if (read !== INVALID) {
          fast += 1;
          expect({ ok: true, value: read }).toEqual(interpretDecode(of, slow.value, [], false));
        }
      }),
      runs,
    );
    expect(fast / total).toBeGreaterThan(0.95);
  });

  test("compiled and interpreted agree on what is wrong with a value", () => {
    let refused = 0;
    fc.assert(
      fc.property(
        samples(anyItemSchema(z), "input").chain(({ shape: of, value }) =>
          mutated(value).map((bad) => sample(of, bad)),
        ),
        ({ shape: of, value }) => {
          const slow = interpretEncode(of, value, []);
          if (!slow.ok) refused += 1;
          expect(encodeValue(of, value, [])).toEqual(slow);
        },
      ),
      { numRuns: 800 },
    );
    expect(refused).toBeGreaterThan(100);
  });

  test("compiled and interpreted agree on what is wrong with a stored value", () => {
    let refused = 0;
    fc.assert(
      fc.property(
        samples(anyItemSchema(z), "value").chain(({ shape: of, value }) =>
          mutatedWire(encode(of, value)).map((stored) => sample(of, stored)),
        ),
        ({ shape: of, value }) => {
          const stored = value as AttributeValue;
          const quick = decoderOf(of)(stored);
          const slow = interpretDecode(of, stored, [], false);
          if (!slow.ok) refused += 1;
          if (quick !== INVALID) expect({ ok: true, value: quick }).toEqual(slow);
        },
      ),
      { numRuns: 800 },
    );
    expect(refused).toBeGreaterThan(100);
  });
});

/**
 * zod runs the size checks of a set, an option of a union, on whatever has a property of that name, and throws where it is no
 * number.
 */
function hasSizeOfItsOwn(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some(hasSizeOfItsOwn);
  if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null) return false;
  return "size" in value || "length" in value || Object.values(value).some(hasSizeOfItsOwn);
}
