import type { AttributeValue } from "@keywright/schema";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BetweenNode, ComparisonNode, InNode } from "../node/comparison.ts";
import type { ConditionNode } from "../node/condition.ts";
import { LiteralNode } from "../node/leaf.ts";
import { PathNode } from "../node/path.ts";
import { SetNode, type UpdateAction } from "../node/update.ts";
import { conditions, updates } from "../testing/arbitrary.ts";
import { conditionsOn } from "../testing/conditions-on.ts";
import { keyConditionsOn } from "../testing/key-conditions.ts";
import { projectionsOn } from "../testing/projections-on.ts";
import { storedAttributes } from "../testing/stored.ts";
import { updatesOn } from "../testing/updates-on.ts";
import { createPrepared, type PreparedExpressions } from "./prepared.ts";
import { createPrinter, type Printer } from "./printer.ts";

/** One thing that a request has printed. */
type Step =
  | { readonly print: "condition" | "keyCondition"; readonly node: ConditionNode }
  | { readonly print: "update"; readonly node: readonly UpdateAction[] }
  | { readonly print: "projection"; readonly node: readonly PathNode[] };

const texts: fc.Arbitrary<AttributeValue> = fc.constantFrom("a", "b", "c").map((S) => ({ S }));
const keyConditions = fc
  .tuple(
    fc
      .constantFrom<readonly AttributeValue[]>([{ S: "a" }, { S: "b" }], [{ N: "1" }, { N: "2" }])
      .chain((sorts) => keyConditionsOn("PK", "SK", sorts, fc.constantFrom(...sorts))),
    texts,
  )
  .map(([condition, partition]) => condition(partition));

const step: fc.Arbitrary<Step> = fc.oneof(
  conditions.map((node): Step => ({ print: "condition", node })),
  updates.map((node): Step => ({ print: "update", node })),
  keyConditions.map((node): Step => ({ print: "keyCondition", node })),
  storedAttributes.chain((item) =>
    fc.oneof(
      conditionsOn(item).map((node): Step => ({ print: "condition", node })),
      updatesOn(item).map((node): Step => ({ print: "update", node })),
      projectionsOn(item).map((node): Step => ({ print: "projection", node })),
    ),
  ),
);

function printStep(printer: Printer, { print, node }: Step): string | undefined {
  switch (print) {
    case "condition":
      return printer.condition(node);
    case "keyCondition":
      return printer.keyCondition(node);
    case "update":
      return printer.update(node);
    default:
      return printer.projection(node);
  }
}

/** What a request would have, in every detail, or the error that it fails with. */
function request(steps: readonly Step[], prepared: PreparedExpressions): string {
  const printer = createPrinter("Task", prepared);
  const printed = steps.map((each) => {
    try {
      return printStep(printer, each);
    } catch (error) {
      return String(error);
    }
  });
  return JSON.stringify([printed, printer.finish()], (_, value: unknown) =>
    value instanceof Uint8Array ? `bytes ${value.join()}` : value,
  );
}

/** The same with other values of the same types. What was equal may differ afterwards, and the other way round. */
function withOtherValues<T>(tree: T, change: (value: AttributeValue) => AttributeValue): T {
  if (typeof tree !== "object" || tree === null) return tree;
  if (Array.isArray(tree)) return tree.map((each: unknown) => withOtherValues(each, change)) as T;
  if ("kind" in tree && tree.kind === "literal") return LiteralNode(change((tree as never as LiteralNode).value)) as T;
  return Object.fromEntries(Object.entries(tree).map(([name, part]) => [name, withOtherValues(part, change)])) as T;
}

const changes: readonly ((value: AttributeValue) => AttributeValue)[] = [
  (value) => value,
  (value) => ("S" in value ? { S: `${value.S}!` } : "N" in value ? { N: "17" } : value),
  (value) => ("S" in value ? { S: "all the same" } : "N" in value ? { N: "1" } : "L" in value ? { L: [] } : value),
  (value) => ("S" in value ? { S: String(value.S.length) } : "N" in value ? { N: "3" } : { S: "of another type" }),
  (value) => ("S" in value && value.S.length > 3 ? { S: "x".repeat(410_000) } : value),
];

test("what was prepared is what is printed without, for whatever values and after whatever errors", () => {
  const prepared = createPrepared();
  let printed = 0;
  let kept = 0;
  const counted: PreparedExpressions = {
    start: prepared.start,
    keep(...args) {
      kept++;
      return prepared.keep(...args);
    },
  };
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 3 }), (steps) => {
      for (const change of changes) {
        const others = steps.map((each) => withOtherValues(each, change));
        printed += steps.length;
        expect(request(others, counted)).toBe(request(others, createPrepared()));
      }
    }),
    { numRuns: 400 },
  );
  // Most expressions differ from earlier ones in their values alone.
  expect(kept).toBeLessThan(printed * 0.7);
});

describe("prepared", () => {
  const path = PathNode(["n"]);
  const number = (n: number): LiteralNode => LiteralNode({ N: String(n) });

  test("values are held against their limits each time", () => {
    const prepared = createPrepared();
    const between = (low: number, high: number): string =>
      createPrinter("Task", prepared).condition(BetweenNode(path, number(low), number(high)));
    expect(between(1, 2)).toBe(between(3, 4));
    expect(() => between(2, 1)).toThrow(/lower bound/);
    const set = (size: number): unknown =>
      createPrinter("Task", prepared).update([SetNode(path, LiteralNode({ S: "x".repeat(size) }))]);
    expect(set(10)).toBe(set(11));
    expect(() => set(409_601)).toThrow(/409600/);
  });

  test("equal values share a placeholder, and values that are not do not, whatever came before", () => {
    const prepared = createPrepared();
    const both = (a: number, b: number): unknown => {
      const printer = createPrinter("Task", prepared);
      printer.condition(ComparisonNode("=", path, number(a)));
      printer.condition(ComparisonNode("<", path, number(b)));
      return printer.finish().ExpressionAttributeValues;
    };
    expect(both(1, 2)).toEqual({ ":n": { N: "1" }, ":n_2": { N: "2" } });
    expect(both(1, 1)).toEqual({ ":n": { N: "1" } });
    expect(both(2, 1)).toEqual({ ":n": { N: "2" }, ":n_2": { N: "1" } });
  });

  test("each request has maps of its own, which others may write into", () => {
    const prepared = createPrepared();
    const maps = () => {
      const printer = createPrinter("Task", prepared);
      printer.condition(ComparisonNode("=", path, number(1)));
      return printer.finish();
    };
    const first = maps();
    Object.assign(first.ExpressionAttributeNames ?? {}, { "#n": "other" });
    Object.assign(first.ExpressionAttributeValues ?? {}, { ":m": { N: "2" } });
    const own = { ExpressionAttributeNames: { "#n": "n" }, ExpressionAttributeValues: { ":n": { N: "1" } } };
    expect(maps()).toEqual(own);
    expect(maps()).toEqual(own);
  });

  test("ever new structures do not take ever more memory", () => {
    const prepared = createPrepared();
    let most = 0;
    for (let i = 0; i < 30_000; i++) {
      const name = `attribute-${i}-${"x".repeat(40)}`;
      createPrinter("Task", prepared).condition(InNode(PathNode([name]), [number(1)]));
      most = Math.max(most, prepared.start().next.size);
    }
    expect(most).toBeGreaterThan(1000);
    expect(most).toBeLessThan(15_000);
  });
});
