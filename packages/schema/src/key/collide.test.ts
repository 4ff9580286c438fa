import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { bytes } from "../shape/helper/bytes.ts";
import type { SchemaLike } from "../shape/schema-like.ts";
import { areKeysApart, sharedKey } from "./collide.ts";
import { readKey } from "./read.ts";
import type { KeyTemplate } from "./template.ts";
import { makeTemplate, tryTemplate } from "./testing/template-case.ts";

const schemas = {
  free: z.string(),
  choice: z.enum(["a", "a2", "A"]),
  n: z.number(),
  id: z.uuid(),
  day: z.iso.date(),
  some: z.boolean(),
};

/** Every text of at most this many of these characters. */
function* texts(alphabet: readonly string[], length: number): Generator<string> {
  if (length === 0) return;
  for (const character of alphabet) {
    yield character;
    for (const rest of texts(alphabet, length - 1)) yield character + rest;
  }
}

const alphabets = [
  ["a", "A", "#", "%", "2", "3"],
  ["a", "#", "-", "0", "2", "."],
].map((alphabet) => [...texts(alphabet, 4)].sort((a, b) => a.length - b.length));

const placeholder = fc.constantFrom(
  "{free}",
  "{free:lower}",
  "{free:upper}",
  "{free:escaped}",
  "{choice}",
  "{choice:lower}",
  "{choice:upper}",
  "{n}",
  "{n:1}",
  "{n:2}",
);
const literal = fc.constantFrom("", "", "", "#", "#", "a", "A", "-", "2", "%", ".", "%23");
const literals = fc.tuple(literal, literal, literal);
const frame = fc.tuple(placeholder, fc.option(placeholder, { nil: "" }));

// Each attribute once: two places of one attribute are not taken for one by this check.
function build([a, b, c]: readonly string[], [first, second]: readonly [string, string]): KeyTemplate | undefined {
  const again = second.replace("free", "free2").replace("choice", "choice2").replace("{n", "{n2");
  const all = { ...schemas, free2: schemas.free, choice2: schemas.choice, n2: schemas.n };
  return tryTemplate(`${a}${first}${b}${again}${c}`, all, { role: "partition" }).template;
}

/** Two templates with mostly the same literals, so that their keys often meet. */
const pair = fc
  .record({ literals, others: literals, change: fc.nat({ max: 5 }), one: frame, two: frame })
  .map(({ literals, others, change, one, two }) => [
    build(literals, one),
    build(
      literals.map((text, i) => (i === change ? (others[i] ?? "") : text)),
      two,
    ),
  ])
  .filter((made): made is [KeyTemplate, KeyTemplate] => made.every((template) => template !== undefined));

const own = (made: KeyTemplate, S: string): boolean => readKey(made, { S }) !== undefined;

describe("a key that two templates share", () => {
  it("is found exactly where there is one", () => {
    let shared = 0;
    let apart = 0;
    fc.assert(
      fc.property(pair, fc.constantFrom(...alphabets), ([a, b], words) => {
        const found = sharedKey(a, b);
        const shortest = words.find((word) => own(a, word) && own(b, word));
        if (found === undefined) {
          apart++;
          expect(shortest).toBeUndefined();
        } else {
          shared++;
          expect([found, own(a, found), own(b, found)]).toEqual([found, true, true]);
          if (shortest !== undefined) expect([...found].length).toBeLessThanOrEqual(shortest.length);
        }
      }),
      { numRuns: 800 },
    );
    expect([shared, apart, shared > 50, apart > 50]).toEqual([shared, apart, true, true]);
  });

  it("is none where the keys are apart at once", () => {
    let apart = 0;
    fc.assert(
      fc.property(pair, pair, fc.constantFrom(...alphabets), ([a, b], [c, d], words) => {
        if (!areKeysApart([a, c], [b, d])) return;
        apart++;
        const meet = (one: KeyTemplate, other: KeyTemplate): boolean =>
          words.some((word) => own(one, word) && own(other, word));
        expect(meet(a, b) && meet(c, d)).toBe(false);
      }),
      { numRuns: 400 },
    );
    expect(apart).toBeGreaterThan(20);
  });

  it.each<[string, string, boolean]>([
    ["TASK#{free}", "USER#{free}", false],
    ["TASK#{free}", "TASK#{free}#LINE#{n:3}", true],
    ["TASK#{id}", "TASK#{id}#LINE#{n:3}", false],
    ["TASK#{free}#", "TASK#{free}#LINE#{n:3}", false],
    ["{free}#A", "{free}#B", false],
    ["{day}#", "{n:4}-05-01#", true],
    ["{day}#", "{n:3}-05-01#", false],
    ["{id:lower}", "ABCDEF00-0000-4000-8000-000000000000", false],
    ["{id}", "ABCDEF00-0000-4000-8000-000000000000", true],
    ["{free:lower}", "{free}", true],
    ["{free:lower}#", "X{free}", false],
    ["{free:escaped}#", "%#", false],
    ["{free:escaped}#", "%25#", true],
    ["N{n}", "N-", false],
    ["N{n}", "N-0.5", true],
    ["{some}", "tr{free}", true],
  ])("of %s and %s: %s", (a, b, expected) => {
    const read = (text: string): KeyTemplate => makeTemplate(`/${text}`, schemas, { role: "partition" });
    const [left, right] = [read(a), read(b)];
    const key = sharedKey(left, right);
    expect(key !== undefined).toBe(expected);
    if (key !== undefined) expect([own(left, key), own(right, key)]).toEqual([true, true]);
  });

  it("is any number or bytes, where both keys are", () => {
    const raw = (text: string, type: "N" | "B", schema: SchemaLike): KeyTemplate =>
      makeTemplate(text, { n: schema }, { type });
    const key = sharedKey(raw("{n}", "N", z.number()), raw("{n}", "N", z.int()));
    expect(readKey(raw("{n}", "N", z.number()), { N: key ?? "" })).toBeDefined();
    expect(sharedKey(raw("{n}", "N", z.literal([1, 2])), raw("{n}", "N", z.literal([3])))).toBeUndefined();
    expect(sharedKey(raw("{n}", "B", bytes()), raw("{n}", "B", bytes()))).toBe("(any bytes)");
    expect(sharedKey(raw("{n}", "N", z.literal([1e-7])), raw("{n}", "N", z.number()))).toBe("0.0000001");
  });

  it("is found soon among many alternatives", () => {
    const many = (from: number): SchemaLike =>
      z.enum(Array.from({ length: 1000 }, (_, i) => `some-long-prefix-${from + i}`) as [string]);
    const a = makeTemplate("K#{e}#x", { e: many(10_000) });
    const b = makeTemplate("K#{e}#x", { e: many(20_000) });
    const start = performance.now();
    expect(sharedKey(a, b)).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(500);
  });
});
