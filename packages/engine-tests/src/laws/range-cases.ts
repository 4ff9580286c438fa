import fc from "fast-check";

/** What a range may be. */
export type Range = "eq" | "between" | "beginsWith" | "lt" | "lte" | "gt" | "gte";

/** A sort key under test: its template, its attributes from left to right, and the ranges that each takes. */
export interface SortCase {
  readonly label: string;
  readonly type: "S" | "N" | "B";
  readonly template: string | undefined;
  readonly attributes: readonly {
    readonly name: string;
    readonly ranges: readonly Range[];
    readonly values: fc.Arbitrary<unknown>;
  }[];
}

const every: readonly Range[] = ["eq", "between", "beginsWith", "lt", "lte", "gt", "gte"];
const ordered: readonly Range[] = ["eq", "between", "lt", "lte", "gt", "gte"];
const prefixed: readonly Range[] = ["eq", "beginsWith"];

const texts = [
  "",
  " ",
  "!",
  "#",
  "%",
  "a",
  "aa",
  "ab",
  "b",
  "é",
  "\u{10FFFF}",
  "\u{1F600}",
  "a\u{10FFFF}",
  "a ",
  "a!",
  "Z",
];
const anyText = fc.oneof(
  fc.constantFrom(...texts),
  fc.string({ maxLength: 3, unit: "binary" }).filter((t) => t.isWellFormed()),
);
const plainText = anyText.filter((t) => !t.includes("#"));
const days = fc.constantFrom("2026-04-30", "2026-05-01", "2026-05-02", "2026-05-31", "2027-01-01");
const small = fc.integer({ min: 0, max: 12 });

export const cases: readonly SortCase[] = [
  {
    label: "a free text at the end",
    type: "S",
    template: "T#{a}",
    attributes: [{ name: "a", ranges: every, values: anyText }],
  },
  {
    label: "a date before a text",
    type: "S",
    template: "D#{d}#{a}",
    attributes: [
      { name: "d", ranges: every, values: days },
      { name: "a", ranges: every, values: anyText },
    ],
  },
  {
    label: "a padded number before an escaped text and a literal",
    type: "S",
    template: "{n:4}/{a:escaped}#end",
    attributes: [
      { name: "n", ranges: ordered, values: small },
      { name: "a", ranges: prefixed, values: anyText },
    ],
  },
  {
    label: "a free text before another",
    type: "S",
    template: "T#{a}#{b}",
    attributes: [
      { name: "a", ranges: prefixed, values: plainText },
      { name: "b", ranges: every, values: anyText },
    ],
  },
  {
    label: "a lower-cased text",
    type: "S",
    template: "L#{a:lower}",
    attributes: [{ name: "a", ranges: ["eq"], values: anyText.filter((t) => t === t.toLowerCase()) }],
  },
  {
    label: "a plain text",
    type: "S",
    template: undefined,
    attributes: [{ name: "sort", ranges: every, values: anyText.filter((t) => t !== "") }],
  },
  {
    label: "a plain number",
    type: "N",
    template: undefined,
    attributes: [{ name: "sort", ranges: ordered, values: fc.constantFrom(-10, -1.5, -1, 0, 0.1, 1, 2, 9, 10, 1e15) }],
  },
  {
    label: "plain bytes",
    type: "B",
    template: undefined,
    attributes: [{ name: "sort", ranges: ordered, values: fc.uint8Array({ minLength: 1, maxLength: 2 }) }],
  },
];
