import { type AttributeValue, canonicalNumber, type WireItem } from "@keywright/schema";
import fc from "fast-check";

// Few values of each kind, so that two of them are often equal, or one a part or a neighbour of the other.
const texts = [
  "",
  "a",
  "ab",
  "b",
  "ba",
  "é",
  "e\u0301",
  // In UTF-16 these come after the surrogates of the next three, in UTF-8 before them.
  "\ue000",
  "\uffff",
  "\u{10000}",
  "\u{1F600}",
  "a\u{1F600}b",
];
const numbers = [
  "0",
  "1",
  "-1",
  "1.5",
  "-1.5",
  "2",
  "3",
  "9",
  "10",
  "0.1",
  "12345678901234567890123456789012345678",
  "12345678901234567890123456789012345679",
  "-12345678901234567890123456789012345679",
  "0.12345678901234567890123456789012345678",
  "9.9999999999999999999999999999999999999E125",
  "1E125",
  "-1E125",
  "1E-130",
];
const bytes = [[], [0], [1], [1, 200], [127], [128], [200], [200, 1], [255]].map((each) => Uint8Array.from(each));

const some = <T>(values: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...values], { minLength: 1, maxLength: 3 });

// Where the order of UTF-16, and numbers of 17 digits, would be wrong.
const hardTexts = ["\ue000", "\uffff", "\u{10000}", "\u{1F600}"];
const hardNumbers = ["12345678901234567890123456789012345678", "12345678901234567890123456789012345679"];

/** Strings, numbers and binary values, each of one type. */
export const scalarsByType: readonly [
  texts: fc.Arbitrary<AttributeValue>,
  numbers: fc.Arbitrary<AttributeValue>,
  bytes: fc.Arbitrary<AttributeValue>,
] = [
  fc.oneof(fc.constantFrom(...texts), fc.constantFrom(...hardTexts)).map((S) => ({ S })),
  fc.oneof(fc.constantFrom(...numbers), fc.constantFrom(...hardNumbers)).map((N) => ({ N })),
  fc.constantFrom(...bytes).map((B) => ({ B })),
];

/** Sets, each of one type. */
export const storedSets: readonly fc.Arbitrary<AttributeValue>[] = [
  some(texts).map((SS) => ({ SS })),
  some(numbers).map((NS) => ({ NS })),
  some(bytes).map((BS) => ({ BS })),
];

const flat: readonly fc.Arbitrary<AttributeValue>[] = [
  ...scalarsByType,
  fc.boolean().map((BOOL) => ({ BOOL })),
  fc.constant({ NULL: true }),
  ...storedSets,
];

export const childNames: readonly string[] = ["x", "y", "size", "constructor"];

/** Stored values of all ten types, containers up to three levels deep. */
export const storedValues: fc.Arbitrary<AttributeValue> = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, depthSize: "medium" },
    ...flat,
    fc.array(tie("value"), { maxLength: 3 }).map((L) => ({ L })),
    fc.dictionary(fc.constantFrom(...childNames), tie("value"), { maxKeys: 3 }).map((M) => ({ M: { ...M } })),
  ),
})).value;

export const attributeNames: readonly string[] = ["a", "b", "c", "d", "e", "f"];

/** Attributes of an item besides its key; some are absent. */
export const storedAttributes: fc.Arbitrary<WireItem> = fc
  .dictionary(fc.constantFrom(...attributeNames), storedValues, { minKeys: 2 })
  .map((attributes) => ({ ...attributes }));

/** An equal value, written differently: other spellings of numbers, sets and maps in another order. */
export function respell(value: AttributeValue, spell: (number: string) => string = respellNumber): AttributeValue {
  if ("N" in value) return { N: spell(value.N) };
  if ("SS" in value) return { SS: value.SS.toReversed() };
  if ("NS" in value) return { NS: value.NS.toReversed().map(spell) };
  if ("BS" in value) return { BS: value.BS.toReversed() };
  if ("L" in value) return { L: value.L.map((each) => respell(each, spell)) };
  if ("M" in value) {
    const entries = Object.entries(value.M).map(([name, each]): [string, AttributeValue] => [
      name,
      respell(each, spell),
    ]);
    return { M: Object.fromEntries(entries.toReversed()) };
  }
  return value;
}

function respellNumber(text: string): string {
  const plain = canonicalNumber(text) ?? text;
  return text === plain ? `${plain}E0` : plain;
}
