import { LimitError } from "@keywright/schema";
import { expect, test } from "vitest";
import { ComparisonNode, InNode } from "../node/comparison.ts";
import { type ConditionNode, LogicalNode, NotNode } from "../node/condition.ts";
import { ExistsNode } from "../node/function.ts";
import { LiteralNode } from "../node/leaf.ts";
import { PathNode } from "../node/path.ts";
import { SetNode } from "../node/update.ts";
import { createPrinter } from "./printer.ts";

const path = (...steps: (string | number)[]) => PathNode(steps);
const text = (length: number) => LiteralNode({ S: "x".repeat(length) });

function limitOf(run: () => unknown): Pick<LimitError, "limit" | "maximum" | "actual" | "unit" | "path"> | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (!LimitError.isInstance(error)) throw error;
    expect(error).toMatchObject({ entity: "Task", code: "limit-exceeded", retryable: false });
    expect(error.message).not.toContain("xxxx");
    const { limit, maximum, actual, unit, path: at } = error;
    return { limit, maximum, actual, unit, path: at };
  }
}

test("300 operators and functions", () => {
  // 150 functions and 149 times AND.
  const most = LogicalNode<ConditionNode>(
    "AND",
    Array.from({ length: 150 }, () => ExistsNode(path("a"))),
  );
  expect(limitOf(() => createPrinter("Task").condition(NotNode(most)))).toBeUndefined();
  expect(limitOf(() => createPrinter("Task").condition(NotNode(NotNode(most))))).toEqual({
    limit: "expression-operators",
    maximum: 300,
    actual: 301,
    unit: "operators",
    path: [],
  });
});

test("4,096 bytes of an expression", () => {
  // A placeholder of 62 bytes for each name, and two for each comma.
  const names = Array.from({ length: 63 }, (_, i) => path(String(i).padEnd(61, "a")));
  const project = (length: number) => () => createPrinter("Task").projection([...names, path("b".repeat(length))]);
  expect(project(63)()).toHaveLength(4096);
  const longer = [...names.slice(1), path("0".padEnd(62, "a")), path("b".repeat(63))];
  expect(limitOf(() => createPrinter("Task").projection(longer))).toEqual({
    limit: "expression-size",
    maximum: 4096,
    actual: 4097,
    unit: "bytes",
    path: [],
  });
});

test("100 values of isIn", () => {
  const among = (count: number) => () =>
    createPrinter("Task").condition(
      InNode(
        path("a"),
        Array.from({ length: count }, (_, i) => LiteralNode({ N: String(i) })),
      ),
    );
  expect(limitOf(among(100))).toBeUndefined();
  expect(limitOf(among(101))).toEqual({
    limit: "in-operands",
    maximum: 100,
    actual: 101,
    unit: "operands",
    path: ["a"],
  });
  expect(among(0)).toThrow(/isIn takes 1 to 100 values, not 0/);
});

test("32 levels of a path, its attribute included", () => {
  const deep = (levels: number) => path("a", ...Array.from({ length: levels - 1 }, () => "b"));
  expect(limitOf(() => createPrinter("Task").projection([deep(32)]))).toBeUndefined();
  expect(limitOf(() => createPrinter("Task").projection([deep(33)]))).toMatchObject({
    limit: "path-depth",
    maximum: 32,
    actual: 33,
    unit: "levels",
  });
});

test("a value that no item holds", () => {
  const set = (length: number) => () => createPrinter("Task").update([SetNode(path("a"), text(length))]);
  expect(limitOf(set(409_600))).toBeUndefined();
  expect(limitOf(set(409_601))).toEqual({
    limit: "item-size",
    maximum: 409_600,
    actual: 409_601,
    unit: "bytes",
    path: ["a"],
  });
});

test("2 MB of names and values", () => {
  const finish = (length: number) => () => {
    const printer = createPrinter("Task");
    printer.condition(ComparisonNode("=", path("a"), text(length)));
    return printer.finish();
  };
  // `#a`, `a` and `:a` take five bytes.
  expect(limitOf(finish(2 * 1024 * 1024 - 5))).toBeUndefined();
  expect(limitOf(finish(2 * 1024 * 1024 - 4))).toMatchObject({ limit: "substitution-size", actual: 2_097_153 });
});
