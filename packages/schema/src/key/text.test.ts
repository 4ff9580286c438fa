import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalNumber } from "../wire/number.ts";
import { hostileText } from "./testing/template-case.ts";
import {
  afterPrefix,
  beginsAlike,
  compareBytes,
  compareNumbers,
  compareUtf8,
  escapeText,
  inCase,
  unescapeText,
} from "./text.ts";

const anyText = fc.oneof(hostileText, fc.string({ unit: "binary", maxLength: 6 }));
const sign = Math.sign;

describe("texts in keys", () => {
  it("sort by their bytes", () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        expect(sign(compareUtf8(a, b))).toBe(sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
      }),
      { numRuns: 2000 },
    );
  });

  it("with a prefix end before the text after the prefix, and nothing lies between", () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (prefix, rest, other) => {
        const after = afterPrefix(prefix);
        if (after === undefined) {
          expect([...prefix].every((character) => character === "\u{10ffff}")).toBe(true);
          return;
        }
        expect(compareUtf8(prefix + rest, after)).toBeLessThan(0);
        expect(/\p{Surrogate}/u.test(after)).toBe(false);
        const within = compareUtf8(other, prefix) >= 0 && compareUtf8(other, after) < 0;
        expect(within).toBe(other.startsWith(prefix));
      }),
      { numRuns: 2000 },
    );
  });

  it("have a text after their prefix even at the edges", () => {
    expect(afterPrefix("a\ud7ff")).toBe("a\ue000");
    expect(afterPrefix("a\uffff")).toBe("a\u{10000}");
    expect(afterPrefix("a\u{10ffff}\u{10ffff}")).toBe("b");
    expect(afterPrefix("\u{10ffff}")).toBeUndefined();
    expect(afterPrefix("")).toBeUndefined();
  });

  it("in either case begin with that case of their beginnings, which are told from those that do not", () => {
    fc.assert(
      fc.property(anyText, anyText, fc.constantFrom("lower", "upper"), (a, b, letterCase) => {
        const whole = inCase(a + b, letterCase);
        if (beginsAlike(a, letterCase)) expect(whole.startsWith(inCase(a, letterCase))).toBe(true);
        expect(inCase(whole, letterCase)).toBe(whole);
        // Their characters are in that case, too: so keys are told from others one character at a time.
        for (const character of whole) expect(inCase(character, letterCase)).toBe(character);
      }),
      { numRuns: 3000 },
    );
    expect(beginsAlike("ΑΣ", "lower")).toBe(false);
    expect(beginsAlike("ΑΣ.", "lower")).toBe(false);
    expect(beginsAlike("Σ", "lower")).toBe(true);
    expect(beginsAlike("ας", "lower")).toBe(true);
    expect(beginsAlike("ΑΣ", "upper")).toBe(true);
  });

  it("are put in case as the platform does it, by what follows", () => {
    expect(inCase("ΑΣ", "lower")).toBe("ας");
    expect(inCase("ΑΣΑ", "lower")).toBe("ασα");
    expect(inCase("straße", "upper")).toBe("STRASSE");
  });

  it("are escaped without delimiters and read back", () => {
    const escapes = new Set(["#", "é", "😀", "|"]);
    fc.assert(
      fc.property(anyText, (text) => {
        const escaped = escapeText(text, escapes);
        expect([...escapes].some((character) => escaped.includes(character))).toBe(false);
        expect(unescapeText(escaped, escapes)).toBe(text);
      }),
      { numRuns: 1000 },
    );
    for (const foreign of ["%", "%2", "%zz", "%41", "%e9", "a#b", "%C3"])
      expect(unescapeText(foreign, escapes)).toBeUndefined();
  });
});

describe("other keys", () => {
  it("sort as numbers", () => {
    const number = fc.oneof(
      fc.integer({ min: -200, max: 200 }),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
      fc.constantFrom(0.1, 0.01, 0.11, 0.2, 10, 100, 1e20, -1e20, 1e-20),
    );
    const text = (value: number): string => canonicalNumber(String(value)) ?? "";
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(sign(compareNumbers(text(a), text(b))) + 0).toBe(sign(a - b) + 0);
      }),
      { numRuns: 2000 },
    );
  });

  it("sort as bytes", () => {
    const bytes = fc.uint8Array({ maxLength: 4 });
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(sign(compareBytes(a, b))).toBe(sign(Buffer.compare(a, b)));
      }),
      { numRuns: 1000 },
    );
  });
});
