import fc from "fast-check";

/** Strings that tools get wrong, beside the usual ones. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: "grapheme", maxLength: 8 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("", " ", "#", "%", "!", "\u0000", "__proto__", "é", "😀", "a#b", "~keywright"),
  },
);

/** Names of attributes, hostile ones included; never `__proto__`, which zod drops. */
export const attributeName: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.stringMatching(/^[a-z][a-zA-Z0-9]{0,6}$/) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("size", "then", "constructor", "toString", "0", "a.b", "größe", "#", "hasOwnProperty"),
  },
);

/** Numbers that both JavaScript and DynamoDB hold. */
export const anyNumber: fc.Arbitrary<number> = fc
  .oneof(
    fc.integer(),
    fc.maxSafeInteger(),
    fc
      .double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 })
      .filter((value) => value === 0 || Math.abs(value) > 1e-100),
    fc.constantFrom(0.1, 1e-7, 1.5e-20, 123456.789, 2 ** 53 - 1, -(2 ** 53) + 1),
  )
  .map((value) => (value === 0 ? 0 : value));

/** Integers of at most 38 digits. */
export const anyBigint: fc.Arbitrary<bigint> = fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n });

/** Binary of any length. */
export const anyBytes: fc.Arbitrary<Uint8Array> = fc.uint8Array({ maxLength: 6 });

/** Points in time with whole milliseconds in the years 0 to 9999. */
export const anyDate: fc.Arbitrary<Date> = fc.date({
  min: new Date("0000-01-01T00:00:00.000Z"),
  max: new Date("9999-12-31T23:59:59.999Z"),
  noInvalidDate: true,
});

/** Exact decimals, spelled as they are stored. */
export const decimalText: fc.Arbitrary<string> = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.stringMatching(/^[0-9]{0,16}[1-9]$/), fc.boolean())
  .map(([minus, whole, fraction, short]) => `${minus ? "-" : ""}${whole}${short ? "" : `.${fraction}`}`)
  .map((text) => (text === "-0" ? "0" : text));

/** What an open attribute may hold. */
export const anyOpen: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    anyText,
    anyNumber,
    fc.boolean(),
    fc.constant(null),
    anyBytes,
    anyBigint.filter((value) => value > 2n ** 53n || value < -(2n ** 53n)),
    fc.uniqueArray(anyText, { minLength: 1, maxLength: 3 }).map((members) => new Set(members)),
    fc.uniqueArray(anyNumber, { minLength: 1, maxLength: 3 }).map((members) => new Set(members)),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(attributeName, tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;
