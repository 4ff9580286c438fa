import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { LimitError } from "../error/limit-error.ts";
import { ValidationError } from "../error/validation-error.ts";
import { bytes } from "../shape/helper/bytes.ts";
import { isoDateTime } from "../shape/helper/date.ts";
import type { SchemaLike } from "../shape/schema-like.ts";
import type { AttributeValue } from "../wire/attribute-value.ts";
import { isCase } from "./format.ts";
import type { AttributeRange, Range, SortCondition } from "./range.ts";
import { readKey } from "./read.ts";
import { renderKey } from "./render.ts";
import { sortCondition } from "./sort-condition.ts";
import { sortConditions } from "./sort-conditions.ts";
import type { KeyTemplate } from "./template.ts";
import { hostile, hostileText, makeTemplate, type Stored, templateCase } from "./testing/template-case.ts";
import { inCase } from "./text.ts";

// What the service does, in other words than the code under test: bytes, and numbers as numbers.
function order(a: AttributeValue, b: AttributeValue): number {
  if ("N" in a && "N" in b) return Number(a.N) - Number(b.N);
  if ("BOOL" in a && "BOOL" in b) return Number(a.BOOL) - Number(b.BOOL);
  return Buffer.compare(bytesOf(a), bytesOf(b));
}

function bytesOf(value: AttributeValue): Buffer {
  if ("S" in value) return Buffer.from(value.S, "utf8");
  if ("B" in value) return Buffer.from(value.B);
  throw new Error("no key value");
}

function selects({ operator, values }: SortCondition, key: AttributeValue): boolean {
  const [first, second] = values;
  if (!first || values.some((value) => Buffer.byteLength("N" in value ? value.N : bytesOf(value)) === 0)) {
    throw new Error("the service refuses empty values in key conditions");
  }
  switch (operator) {
    case "=":
      return order(key, first) === 0;
    case "<":
      return order(key, first) < 0;
    case "<=":
      return order(key, first) <= 0;
    case ">":
      return order(key, first) > 0;
    case ">=":
      return order(key, first) >= 0;
    case "begins_with":
      return bytesOf(key).subarray(0, bytesOf(first).length).equals(bytesOf(first));
    default:
      if (!second || order(first, second) > 0) throw new Error("the service refuses a BETWEEN whose ends are swapped");
      return order(key, first) >= 0 && order(key, second) <= 0;
  }
}

/** A value as it stands in a key of letters of one case. */
function printed(value: AttributeValue, kind: string | undefined): AttributeValue {
  return isCase(kind) && "S" in value ? { S: inCase(value.S, kind) } : value;
}

function inRange(value: AttributeValue, range: Range): boolean {
  if ("eq" in range) return order(value, range.eq) === 0;
  if ("lt" in range) return order(value, range.lt) < 0;
  if ("lte" in range) return order(value, range.lte) <= 0;
  if ("gt" in range) return order(value, range.gt) > 0;
  if ("gte" in range) return order(value, range.gte) >= 0;
  if ("between" in range) return order(value, range.between[0]) >= 0 && order(value, range.between[1]) <= 0;
  return bytesOf(value).subarray(0, bytesOf(range.beginsWith).length).equals(bytesOf(range.beginsWith));
}

/** What a query returns of a partition with these keys, by the condition alone. */
function query(
  template: KeyTemplate,
  condition: SortCondition | "nothing" | undefined,
  keys: readonly string[],
): string[] {
  if (condition === "nothing") return [];
  return keys.filter((S) => {
    if (readKey(template, { S }) === undefined) return false;
    if (condition === undefined) return true;
    return selects(condition, { S }) && !(condition.exclude && order(condition.exclude, { S }) === 0);
  });
}

function refusals(action: () => unknown): string[] {
  try {
    action();
  } catch (error) {
    if (ValidationError.isInstance(error))
      return error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
    throw error;
  }
  return [];
}

const operators = ["eq", "lt", "lte", "gt", "gte", "between", "beginsWith"] as const;
const rangeOf = (operator: (typeof operators)[number], a: AttributeValue, b: AttributeValue, cut: number): Range => {
  if (operator === "between") return { between: [a, b] };
  if (operator === "beginsWith") return { beginsWith: "S" in a ? { S: [...a.S].slice(0, cut).join("") } : a };
  return { [operator]: a } as Range;
};

/** Texts near a key: cut off, gone on with, and with another last character. */
function near(key: string): string[] {
  const characters = [...key];
  const all = [key, ...hostile.map((c) => key + c)];
  for (let i = 1; i < characters.length; i++) {
    const start = characters.slice(0, i).join("");
    all.push(start, ...hostile.map((c) => start + c));
  }
  return all;
}

const rangeCase = templateCase.chain(({ template, kinds, values }) =>
  fc.record({
    template: fc.constant(template),
    kinds: fc.constant(kinds),
    items: fc.array(values, { minLength: 1, maxLength: 6 }),
    given: values,
    other: values,
    equalEnds: fc.boolean(),
    shared: fc.boolean(),
    depth: fc.nat({ max: template.attributes.length }),
    operator: fc.constantFrom(...operators),
    cut: fc.nat({ max: 4 }),
    foreign: fc.array(hostileText, { maxLength: 6 }),
  }),
);

describe("a range of sort keys", () => {
  it("returns exactly the items that a filter would, in the order of the attribute", () => {
    let compared = 0;
    let refused = 0;
    fc.assert(
      fc.property(
        rangeCase,
        ({ template, kinds, items, given, other, equalEnds, shared, depth, operator, cut, foreign }) => {
          const names = template.attributes;
          const fixed = new Map<string, AttributeValue>();
          for (const name of names.slice(0, depth)) fixed.set(name, given.get(name) as AttributeValue);
          const ranged = names[depth];
          const kind = ranged === undefined ? undefined : kinds.get(ranged);
          let range: AttributeRange | undefined;
          if (ranged !== undefined && cut !== 4) {
            const a = given.get(ranged) as AttributeValue;
            range = {
              attribute: ranged,
              range: rangeOf(operator, a, equalEnds ? a : (other.get(ranged) as AttributeValue), cut),
            };
          }
          // Items that agree with what is given, and items that do not.
          const own = [given, other, ...items].map(
            (item, i): Stored => (shared || i % 2 ? new Map([...item, ...fixed]) : item),
          );
          const keys = new Set(foreign);
          for (const item of own) {
            try {
              const key = renderKey(template, (name) => item.get(name), "Task");
              if (key && "S" in key) for (const text of near(key.S)) keys.add(text);
            } catch (error) {
              if (!ValidationError.isInstance(error)) throw error;
            }
          }
          keys.delete("");
          const partition = [...keys].sort((a, b) => order({ S: a }, { S: b }));
          const wanted = (S: string): boolean => {
            const values = readKey(template, { S });
            if (!values) return false;
            const agrees = [...fixed].every(([name, value]) => {
              return order(values.get(name) as AttributeValue, printed(value, kinds.get(name))) === 0;
            });
            if (!agrees || !range) return agrees;
            const value = values.get(range.attribute) as AttributeValue;
            if (!isCase(kind)) return inRange(value, range.range);
            if ("eq" in range.range) return inRange(value, { eq: printed(range.range.eq, kind) });
            return "beginsWith" in range.range && inRange(value, { beginsWith: printed(range.range.beginsWith, kind) });
          };
          let condition: ReturnType<typeof sortCondition>;
          try {
            condition = sortCondition(template, fixed, range, "Task");
          } catch (error) {
            if (!ValidationError.isInstance(error)) throw error;
            refused++;
            const place = template.parts.findIndex((part) => part.kind === "value" && part.attribute === ranged);
            const atEnd = place === template.parts.length - 1;
            const prefixed = operator === "beginsWith" && (kind === "width" || kind === "boolean");
            const unordered = isCase(kind) || kind === "escaped" || ((kind === "free" || kind === "choice") && !atEnd);
            const empty = error.issues.every(({ message }) => message.includes("is empty"));
            const ambiguous =
              kind === "lower" && error.issues.every(({ message }) => message.includes("capital sigma"));
            if (!prefixed && !empty && !ambiguous && !(unordered && operator !== "beginsWith" && operator !== "eq"))
              throw error;
            return;
          }
          compared++;
          const found = query(template, condition, partition);
          expect(found).toEqual(partition.filter(wanted));
          if (!range || isCase(kind) || kind === "escaped") return;
          const sorted = found.map((S) => readKey(template, { S })?.get(range.attribute) as AttributeValue);
          if (!("beginsWith" in range.range)) {
            for (const [i, value] of sorted.entries())
              if (i > 0) expect(order(sorted[i - 1] as AttributeValue, value)).toBeLessThanOrEqual(0);
          }
        },
      ),
      { numRuns: 1200 },
    );
    expect(compared).toBeGreaterThan(refused);
  });

  it("returns exactly the items that a filter would, of keys that are strings themselves", () => {
    const template = makeTemplate("{a}", { a: z.string() });
    fc.assert(
      fc.property(
        fc.array(hostileText, { maxLength: 12 }),
        hostileText,
        hostileText,
        fc.constantFrom(...operators),
        (texts, a, b, operator) => {
          const keys = [...new Set([a, b, ...texts, ...near(a), ...near(b)])].filter((text) => text !== "");
          const range = rangeOf(operator, { S: a }, { S: b }, 2);
          if ("eq" in range && a === "") return;
          const condition = sortCondition(template, new Map(), { attribute: "a", range }, "Task");
          expect(query(template, condition, keys)).toEqual(keys.filter((S) => inRange({ S }, range)));
        },
      ),
      { numRuns: 1500 },
    );
  });

  it("compares numbers as numbers, and binary values by their bytes", () => {
    const numbers = makeTemplate("{a}", { a: z.number() }, { type: "N" });
    const binary = makeTemplate("{a}", { a: bytes() }, { type: "B" });
    const N = fc
      .oneof(fc.integer({ min: -12, max: 12 }), fc.constantFrom(-1.5, -1.25, 0.5, 0.05, 100, 1000000, -1000000))
      .map((n): AttributeValue => ({ N: String(n === 0 ? 0 : n) }));
    const B = fc.uint8Array({ maxLength: 3 }).map((value): AttributeValue => ({ B: value }));
    const cases = fc.oneof(
      fc.record({ template: fc.constant(numbers), a: N, b: N, items: fc.array(N) }),
      fc.record({ template: fc.constant(binary), a: B, b: B, items: fc.array(B) }),
    );
    fc.assert(
      fc.property(cases, fc.constantFrom(...operators), ({ template, a, b, items }, operator) => {
        const isEmpty = (value: AttributeValue): boolean => "B" in value && value.B.length === 0;
        if (operator === "beginsWith" && "N" in a) return;
        const range = rangeOf(operator, a, b, 2);
        if ("eq" in range && isEmpty(range.eq)) return;
        const keys = [a, b, ...items].filter((value) => !isEmpty(value));
        const condition = sortCondition(template, new Map(), { attribute: "a", range }, "Task");
        const found = keys.filter((key) => condition !== "nothing" && (!condition || selects(condition, key)));
        expect(found).toEqual(keys.filter((key) => inRange(key, range)));
      }),
      { numRuns: 1500 },
    );
  });

  it("says why it is refused and what to write", () => {
    const schemas = { a: z.string(), b: z.string(), n: z.int(), d: z.iso.date() };
    const on = (text: string, attribute: string, range: Range, fixed: Record<string, AttributeValue> = {}): string[] =>
      refusals(() =>
        sortCondition(makeTemplate(text, schemas), new Map(Object.entries(fixed)), { attribute, range }, "Task"),
      );
    expect(on("{a}#{b}", "a", { gt: { S: "x" } })).toEqual([
      expect.stringMatching(/^a .*goes on after it.*beginsWith/),
    ]);
    expect(on("{a:lower}", "a", { gt: { S: "x" } })).toEqual([expect.stringMatching(/lower case.*beginsWith/)]);
    expect(on("{a:escaped}#", "a", { gt: { S: "x" } })).toEqual([expect.stringMatching(/escapes it.*beginsWith/)]);
    expect(on("{n:3}", "n", { beginsWith: { S: "0" } })).toEqual([
      expect.stringMatching(/not stored as a string.*between/),
    ]);
    expect(on("{n:3}", "n", { gt: { N: "1000" } })).toEqual([expect.stringMatching(/at most 3 digits/)]);
    expect(on("{d}#{a}", "a", { gt: { S: "x" } })).toEqual([expect.stringMatching(/give 'd' by value first/)]);
    expect(() => on("T#{a}", "a", { gt: { S: "x".repeat(1023) } })).toThrow(/1025 bytes.*1024/);
    expect(on("T#{a}#{b}", "a", { beginsWith: { S: "\ud83d" } })).toEqual([
      expect.stringMatching(/^a .*half of a character/),
    ]);
  });

  it("takes a prefix that is too long for a key as an error too", () => {
    const template = makeTemplate("{a}#{b}", { a: z.string(), b: z.string() });
    const fixed = new Map([["a", { S: "x".repeat(1024) }]]);
    expect(() => sortCondition(template, fixed, undefined, "Task")).toThrow(LimitError);
  });

  it("needs no request where nothing can match", () => {
    const template = makeTemplate("T#{d}#{a}", { d: z.iso.date(), a: z.string() });
    const on = (attribute: string, range: Range): ReturnType<typeof sortCondition> =>
      sortCondition(
        template,
        new Map(attribute === "a" ? [["d", { S: "2026-05-01" }]] : []),
        { attribute, range },
        "Task",
      );
    expect(on("d", { between: [{ S: "2026-05-02" }, { S: "2026-05-01" }] })).toBe("nothing");
    expect(on("d", { beginsWith: { S: "2026-05-01#" } })).toBe("nothing");
    expect(on("a", { lt: { S: "" } })).toBe("nothing");
    expect(sortCondition(makeTemplate("{a}", { a: z.string() }), new Map(), undefined, "Task")).toBeUndefined();
  });
});

describe("the sort keys of an index with several", () => {
  const schemas = { p: z.string(), a: z.string(), b: z.iso.date(), c: z.int() };
  const sort = [makeTemplate("KIND", {}), makeTemplate("A#{a}#{p}", schemas), makeTemplate("{b}#{c:4}", schemas)];
  const partition = [makeTemplate("P#{p}", schemas, { role: "partition" })];
  const on = (fixed: Record<string, AttributeValue>, range?: AttributeRange): unknown => {
    const conditions = sortConditions(
      partition,
      sort,
      new Map(Object.entries({ p: { S: "1" }, ...fixed })),
      range,
      "Task",
    );
    if (conditions === "nothing") return conditions;
    return conditions.map(({ template, condition: { operator, values } }) => [
      template.text,
      operator,
      ...values.map((v) => ("S" in v ? v.S : v)),
    ]);
  };
  const b = { S: "2026-05-01" };

  it("are equal up to the last one that is given", () => {
    expect(on({})).toEqual([
      ["KIND", "=", "KIND"],
      ["A#{a}#{p}", "begins_with", "A#"],
    ]);
    expect(on({ a: { S: "x" } })).toEqual([
      ["KIND", "=", "KIND"],
      ["A#{a}#{p}", "=", "A#x#1"],
    ]);
    expect(on({ a: { S: "x" }, b })).toEqual([
      ["KIND", "=", "KIND"],
      ["A#{a}#{p}", "=", "A#x#1"],
      ["{b}#{c:4}", "begins_with", "2026-05-01#"],
    ]);
    expect(on({ a: { S: "x" } }, { attribute: "b", range: { gte: b } })).toEqual([
      ["KIND", "=", "KIND"],
      ["A#{a}#{p}", "=", "A#x#1"],
      ["{b}#{c:4}", ">=", "2026-05-01#"],
    ]);
    expect(on({}, { attribute: "a", range: { beginsWith: { S: "x" } } })).toEqual([
      ["KIND", "=", "KIND"],
      ["A#{a}#{p}", "begins_with", "A#x"],
    ]);
    expect(on({ a: { S: "x" } }, { attribute: "b", range: { between: [{ S: "2026-05-02" }, b] } })).toBe("nothing");
  });

  it("have no gaps", () => {
    const refused = (fixed: Record<string, AttributeValue>, range?: AttributeRange): string[] =>
      refusals(() => on(fixed, range));
    expect(refused({ b })).toEqual([expect.stringMatching(/^b is given without 'a'/)]);
    expect(refused({ a: { S: "x" }, c: { N: "1" } })).toEqual([expect.stringMatching(/^c is given without 'b'/)]);
    expect(refused({}, { attribute: "b", range: { gt: b } })).toEqual([
      expect.stringMatching(/^b is given without 'a'/),
    ]);
    expect(refused({ b }, { attribute: "a", range: { beginsWith: { S: "x" } } })).toEqual([
      expect.stringMatching(/^a is a range/),
    ]);
    expect(refused({}, { attribute: "p", range: { gt: b } })).toEqual([expect.stringMatching(/^p cannot be a range/)]);
    expect(refused({}, { attribute: "nope", range: { gt: b } })).toEqual([
      expect.stringMatching(/^nope cannot be a range/),
    ]);
  });
});

describe("a range of letters in one case", () => {
  const on = (
    text: string,
    attribute: string,
    range: Range,
    schema: SchemaLike,
  ): SortCondition | "nothing" | undefined =>
    sortCondition(makeTemplate(text, { [attribute]: schema }), new Map(), { attribute, range }, "Task");

  it("is one of the attribute, where only digits differ", () => {
    const at: AttributeValue = { S: "2026-05-01T09:30:00.000Z" };
    expect(on("AT#{at:lower}", "at", { gte: at }, isoDateTime())).toEqual({
      operator: "between",
      values: [{ S: "AT#2026-05-01t09:30:00.000z" }, { S: "AT$" }],
    });
  });

  it("is refused where the prefix ends in a letter with two forms", () => {
    expect(() => on("A#{a:lower}", "a", { beginsWith: { S: "ΑΣ" } }, z.string())).toThrow(
      /capital sigma.*small letter/,
    );
    expect(on("A#{a:lower}", "a", { beginsWith: { S: "Ας" } }, z.string())).toEqual({
      operator: "begins_with",
      values: [{ S: "A#ας" }],
    });
  });
});

describe("a number that is printed without a width", () => {
  it("is found by value, and has no order", () => {
    const template = makeTemplate("N#{n:text}", { n: z.number() });
    expect(renderKey(template, () => ({ N: "12.50" }), "Task")).toEqual({ S: "N#12.5" });
    expect(sortCondition(template, new Map([["n", { N: "3" }]]), undefined, "Task")).toEqual({
      operator: "=",
      values: [{ S: "N#3" }],
    });
    const range = { attribute: "n", range: { gt: { N: "3" } } };
    expect(() => sortCondition(template, new Map(), range, "Task")).toThrow(/sorts as text/);
  });
});
