import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InNode } from "../node/comparison.ts";
import { LiteralNode } from "../node/leaf.ts";
import { PathNode } from "../node/path.ts";
import { SetNode } from "../node/update.ts";
import { conditions, updates } from "../testing/arbitrary.ts";
import { conditionsOn } from "../testing/conditions-on.ts";
import { parser } from "../testing/parse.ts";
import { respell, storedAttributes, storedValues } from "../testing/stored.ts";
import type { PlaceholderMaps } from "./placeholders.ts";
import { createPrinter } from "./printer.ts";

/** The text without a pair of its parentheses, for each pair that groups. Those of functions and of IN stay. */
function withoutEach(text: string): readonly string[] {
  const open: number[] = [];
  const shorter: string[] = [];
  for (const [at, character] of [...text].entries()) {
    if (character === "(") open.push(at);
    if (character !== ")") continue;
    const start = open.pop() ?? expect.unreachable();
    if (/(?:[a-z]|\bIN )$/.test(text.slice(0, start))) continue;
    shorter.push(`${text.slice(0, start)} ${text.slice(start + 1, at)} ${text.slice(at + 1)}`);
  }
  expect(open).toEqual([]);
  return shorter;
}

/** The tree of a text; undefined where it is none. */
function read(text: string, maps: PlaceholderMaps): unknown {
  try {
    return parser(text, maps).condition();
  } catch {
    return undefined;
  }
}

describe("nothing redundant is printed", () => {
  test("no pair of parentheses can be left out", () => {
    let pairs = 0;
    const any = fc.oneof(conditions, storedAttributes.chain(conditionsOn));
    fc.assert(
      fc.property(any, (node) => {
        const printer = createPrinter("Task");
        const text = printer.condition(node);
        const maps = printer.finish();
        const tree = read(text, maps);
        expect(tree).toBeDefined();
        for (const shorter of withoutEach(text)) {
          pairs += 1;
          expect(read(shorter, maps)).not.toEqual(tree);
        }
      }),
      { numRuns: 2000 },
    );
    expect(pairs).toBeGreaterThan(300);
  });

  test("what is declared is used, and what is used is declared, in all expressions of a request", () => {
    fc.assert(
      fc.property(conditions, updates, (condition, update) => {
        const printer = createPrinter("Task");
        const text = `${printer.condition(condition)} ${printer.update(update)}`;
        const { ExpressionAttributeNames = {}, ExpressionAttributeValues = {} } = printer.finish();
        const declared = [...Object.keys(ExpressionAttributeNames), ...Object.keys(ExpressionAttributeValues)];
        expect(new Set(text.match(/[#:]\w+/g))).toEqual(new Set(declared));
      }),
    );
  });

  test("equal values share a placeholder, in whatever order their members are", () => {
    fc.assert(
      fc.property(storedValues, (value) => {
        const printer = createPrinter("Task");
        const other = respell(value, (number) => number);
        printer.condition(InNode(PathNode(["a"]), [LiteralNode(value), LiteralNode(other)]));
        printer.update([SetNode(PathNode(["b"]), LiteralNode(other))]);
        expect(Object.keys(printer.finish().ExpressionAttributeValues ?? {})).toEqual([":a"]);
      }),
    );
  });
});
