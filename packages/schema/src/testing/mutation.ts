import fc from "fast-check";
import type { AttributeValue } from "../wire/attribute-value.ts";

/** Values that schemas and DynamoDB refuse, or take for something else. */
const odd: readonly unknown[] = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  2 ** 60,
  1e-200,
  10n ** 40n,
  -0,
  "",
  "x\ud800",
  new Set(),
  new Set([1, "a"]),
  new Set([1, 1n]),
  new Date(0),
  new Date(Number.NaN),
  new Map([["a", 1]]),
  { value: "1" },
  { value: "1x" },
  {},
  [],
  [undefined],
  null,
  undefined,
  true,
  0,
  Symbol("s"),
  () => undefined,
];

/** A copy of a value in which something was replaced, added or taken out somewhere. */
export function mutated(value: unknown): fc.Arbitrary<unknown> {
  return fc
    .tuple(fc.nat({ max: 40 }), fc.constantFrom(...odd), fc.constantFrom("replace", "replace", "add", "drop"))
    .map(([place, replacement, how]) => {
      let steps = place % Math.max(1, count(value));
      const visit = (current: unknown): unknown => {
        const here = steps === 0;
        steps -= 1;
        if (here && how === "replace") return replacement;
        if (Array.isArray(current)) {
          const copy = current.map(visit);
          return here ? (how === "add" ? [...copy, replacement] : copy.slice(1)) : copy;
        }
        if (typeof current === "object" && current !== null && Object.getPrototypeOf(current) === Object.prototype) {
          const entries = Object.entries(current).map(([name, entry]): [string, unknown] => [name, visit(entry)]);
          if (!here) return Object.fromEntries(entries);
          return Object.fromEntries(how === "add" ? [...entries, ["extra", replacement]] : entries.slice(1));
        }
        return here ? replacement : current;
      };
      return visit(value);
    });
}

function count(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, element) => sum + count(element), 1);
  if (typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.values(value).reduce((sum: number, entry) => sum + count(entry), 1);
  }
  return 1;
}

const stored: readonly AttributeValue[] = [
  { S: "text" },
  { S: "" },
  { N: "1" },
  { N: "1.5" },
  { N: "123456789012345678901234567890" },
  { N: "0.1234567890123456789" },
  { B: new Uint8Array([1]) },
  { BOOL: true },
  { NULL: true },
  { SS: ["a"] },
  { NS: ["1"] },
  { BS: [new Uint8Array([1])] },
  { L: [] },
  { L: [{ S: "a" }] },
  { M: {} },
  { M: { extra: { S: "a" } } },
];

/** A stored value in which something was replaced, added or taken out somewhere. */
export function mutatedWire(value: AttributeValue): fc.Arbitrary<AttributeValue> {
  return fc
    .tuple(fc.nat({ max: 40 }), fc.constantFrom(...stored), fc.constantFrom("replace", "replace", "add", "drop"))
    .map(([place, replacement, how]) => {
      let steps = place % Math.max(1, countWire(value));
      const visit = (current: AttributeValue): AttributeValue => {
        const here = steps === 0;
        steps -= 1;
        if (here && how === "replace") return replacement;
        if ("L" in current) {
          const elements = current.L.map(visit);
          return { L: here ? (how === "add" ? [...elements, replacement] : elements.slice(1)) : elements };
        }
        if ("M" in current) {
          const entries = Object.entries(current.M).map(([name, entry]): [string, AttributeValue] => [
            name,
            visit(entry),
          ]);
          if (!here) return { M: Object.fromEntries(entries) };
          return { M: Object.fromEntries(how === "add" ? [...entries, ["extra", replacement]] : entries.slice(1)) };
        }
        return here ? replacement : current;
      };
      return visit(value);
    });
}

function countWire(value: AttributeValue): number {
  const inner = "L" in value ? value.L : "M" in value ? Object.values(value.M) : [];
  return inner.reduce((sum, entry) => sum + countWire(entry), 1);
}
