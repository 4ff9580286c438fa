import { type AttributeValue, ValidationError } from "@keywright/schema";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BetweenNode, ComparisonNode, InNode } from "../node/comparison.ts";
import { type ConditionNode, LogicalNode } from "../node/condition.ts";
import { BeginsWithNode, ContainsNode, ExistsNode } from "../node/function.ts";
import { LiteralNode } from "../node/leaf.ts";
import { SizeNode } from "../node/operand.ts";
import { PathNode } from "../node/path.ts";
import {
  AddNode,
  ArithmeticNode,
  DeleteNode,
  IfNotExistsNode,
  ListAppendNode,
  RemoveNode,
  SetNode,
} from "../node/update.ts";
import { conditions, paths, updates } from "../testing/arbitrary.ts";
import { hostileTexts } from "../testing/hostile.ts";
import { parser } from "../testing/parse.ts";
import { reservedWords } from "../testing/reserved-words.ts";
import type { PlaceholderMaps } from "./placeholders.ts";
import { createPrinter } from "./printer.ts";

const path = (...steps: (string | number)[]) => PathNode(steps);
const s = (S: string) => LiteralNode({ S });
const n = (N: string) => LiteralNode({ N });
const plain = /^[#:][a-zA-Z0-9_]+$/;

function placeholdersOf({ ExpressionAttributeNames: names, ExpressionAttributeValues: values }: PlaceholderMaps) {
  return new Set([...Object.keys(names ?? {}), ...Object.keys(values ?? {})]);
}

describe("what is printed reads back as the same tree, with every placeholder used and defined", () => {
  test("conditions", () => {
    fc.assert(
      fc.property(conditions, (node) => {
        const printer = createPrinter("Task");
        const text = printer.condition(node);
        const maps = printer.finish();
        const read = parser(text, maps);
        expect(read.condition()).toEqual(node);
        expect(read.used).toEqual(placeholdersOf(maps));
        for (const placeholder of read.used) expect(placeholder).toMatch(plain);
      }),
      { numRuns: 2000 },
    );
  });

  test("updates", () => {
    const order = ["set", "remove", "add", "delete"];
    fc.assert(
      fc.property(updates, (actions) => {
        const printer = createPrinter("Task");
        const maps = () => printer.finish();
        const read = parser(printer.update(actions) ?? "", maps());
        const sorted = actions.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
        expect(read.update()).toEqual(sorted);
        expect(read.used).toEqual(placeholdersOf(maps()));
      }),
      { numRuns: 2000 },
    );
  });

  test("projections", () => {
    const distinct = fc.uniqueArray(paths, { minLength: 1, maxLength: 8, selector: ({ steps }) => steps[0] });
    fc.assert(
      fc.property(distinct, (list) => {
        const printer = createPrinter("Task");
        const read = parser(printer.projection(list) ?? "", printer.finish());
        expect(read.projection()).toEqual(list);
      }),
    );
  });

  test("several expressions of one request", () => {
    fc.assert(
      fc.property(conditions, updates, paths, (condition, update, each) => {
        const printer = createPrinter("Task");
        const texts = [printer.condition(condition), printer.update(update) ?? "", printer.projection([each]) ?? ""];
        const maps = printer.finish();
        const [first, second, third] = texts.map((text) => parser(text, maps));
        expect(first?.condition()).toEqual(condition);
        second?.update();
        expect(third?.projection()).toEqual([each]);
        const used = [first, second, third].flatMap((read) => [...(read?.used ?? [])]);
        expect(new Set(used)).toEqual(placeholdersOf(maps));
      }),
    );
  });

  test("each name and each value has one placeholder", () => {
    fc.assert(
      fc.property(conditions, (node) => {
        const printer = createPrinter("Task");
        printer.condition(node);
        const { ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} } = printer.finish();
        expect(new Set(Object.values(names)).size).toBe(Object.keys(names).length);
        const texts = Object.values(values).map((value) => JSON.stringify(value));
        expect(new Set(texts).size).toBe(texts.length);
      }),
    );
  });
});

test("each reserved word and each hostile text may be a name and a value", () => {
  for (const word of [...reservedWords, ...reservedWords.map((each) => each.toLowerCase()), ...hostileTexts]) {
    if (word === "") continue;
    const printer = createPrinter("Task");
    const node = ComparisonNode("=", path(word, word), s(word));
    const text = printer.condition(node);
    const maps = printer.finish();
    expect(text).toMatch(/^#[a-zA-Z0-9_]+\.#[a-zA-Z0-9_]+ = :[a-zA-Z0-9_]+$/);
    expect(Object.values(maps.ExpressionAttributeNames ?? {})).toEqual([word]);
    expect(Object.values(maps.ExpressionAttributeValues ?? {})).toEqual([{ S: word }]);
    expect(parser(text, maps).condition()).toEqual(node);
  }
});

describe("placeholders", () => {
  test("names that look alike when they are cleaned stay apart", () => {
    const printer = createPrinter("Task");
    const text = printer.projection([path("a.b"), path("a#b"), path("a_b"), path("a_b_2")]);
    expect(text).toBe("#a_b, #a_b_2, #a_b_3, #a_b_2_2");
    expect(printer.finish().ExpressionAttributeNames).toEqual({
      "#a_b": "a.b",
      "#a_b_2": "a#b",
      "#a_b_3": "a_b",
      "#a_b_2_2": "a_b_2",
    });
  });

  test("long names give short placeholders", () => {
    const printer = createPrinter("Task");
    const text = printer.projection([path("x".repeat(300)), path(`${"x".repeat(300)}y`)]);
    expect(text).toBe(`#${"x".repeat(64)}, #${"x".repeat(64)}_2`);
  });

  test("equal values of every type share one, whatever the order of a map", () => {
    const values: readonly [AttributeValue, AttributeValue][] = [
      [{ B: new Uint8Array([1, 255]) }, { B: Uint8Array.of(1, 255) }],
      [{ BS: [new Uint8Array([1])] }, { BS: [new Uint8Array([1])] }],
      [{ M: { a: { S: "1" }, b: { L: [{ N: "1" }] } } }, { M: { b: { L: [{ N: "1" }] }, a: { S: "1" } } }],
    ];
    for (const [first, second] of values) {
      const printer = createPrinter("Task");
      printer.condition(InNode(path("a"), [LiteralNode(first), LiteralNode(second)]));
      expect(Object.keys(printer.finish().ExpressionAttributeValues ?? {})).toEqual([":a"]);
    }
  });

  test("values that only look alike do not", () => {
    const printer = createPrinter("Task");
    printer.condition(
      InNode(path("a"), [s("1"), n("1"), LiteralNode({ SS: ["1"] }), LiteralNode({ L: [{ S: "1" }] })]),
    );
    expect(Object.keys(printer.finish().ExpressionAttributeValues ?? {})).toHaveLength(4);
  });

  test("nothing printed leaves nothing", () => {
    const printer = createPrinter("Task");
    expect([printer.condition(undefined), printer.update([]), printer.projection([])]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(printer.finish()).toEqual({});
  });
});

describe("key conditions", () => {
  test("chains of tests of single attributes", () => {
    const printer = createPrinter("Task");
    const node = LogicalNode<ConditionNode>("AND", [
      ComparisonNode("=", path("PK"), s("USER#1")),
      BeginsWithNode(path("SK"), s("TASK#")),
    ]);
    expect(printer.keyCondition(node)).toBe("#PK = :PK AND begins_with(#SK, :SK)");
  });

  test.each<[string, ConditionNode]>([
    ["another comparison", ComparisonNode("<>", path("PK"), s("x"))],
    ["another function", ContainsNode(path("PK"), s("x"))],
    ["a path", ComparisonNode("=", path("PK", "a"), s("x"))],
    ["an attribute against an attribute", ComparisonNode("=", path("PK"), path("SK"))],
    ["an alternative", LogicalNode<ConditionNode>("OR", [ExistsNode(path("a")), ExistsNode(path("b"))])],
  ])("not %s", (_name, node) => {
    expect(() => createPrinter("Task").keyCondition(node)).toThrow(/a key condition compares single key attributes/);
  });
});

describe("what the service would reject whatever is stored", () => {
  test.each<[string, ConditionNode, RegExp]>([
    ["an order of maps", ComparisonNode("<", path("a"), LiteralNode({ M: {} })), /not a map/],
    ["a prefix of another type", BeginsWithNode(path("a"), n("1")), /beginsWith takes a string \(S\), binary \(B\)/],
    ["a size as prefix", BeginsWithNode(path("a"), SizeNode(path("b"))), /beginsWith takes a string .*, not a number/],
    [
      "a map between others",
      BetweenNode(LiteralNode({ M: {} }), path("a"), path("b")),
      /between takes a string \(S\), .* not a map \(M\)/,
    ],
    ["a path without a name", ExistsNode(path("a", "")), /an attribute or entry cannot be named ""/],
    ["a path against itself", ComparisonNode("=", path("a", 0), path("a", 0)), /a\[0\] with itself/],
    [
      "101 values",
      InNode(
        path("a"),
        Array.from({ length: 101 }, (_, i) => n(String(i))),
      ),
      /1 to 100 values/,
    ],
  ])("%s", (_name, node, message) => {
    expect(() => createPrinter("Task").condition(node)).toThrow(message);
  });

  test("but not a size that is compared with itself", () => {
    const node = ComparisonNode("=", SizeNode(path("a")), SizeNode(path("a")));
    expect(createPrinter("Task").condition(node)).toBe("size(#a) = size(#a)");
  });

  test("values that an update's operator does not take", () => {
    const print = (action: Parameters<ReturnType<typeof createPrinter>["update"]>[0][number]) => () =>
      createPrinter("Task").update([action]);
    expect(print(AddNode(path("a"), s("x")))).toThrow(/ADD takes a number/);
    expect(print(DeleteNode(path("a"), n("1")))).toThrow(/DELETE takes a set/);
    expect(print(SetNode(path("a"), ArithmeticNode("+", path("a"), s("x"))))).toThrow(/\+ takes a number/);
    expect(print(SetNode(path("a"), ListAppendNode(path("a"), s("x"))))).toThrow(/list_append takes a list/);
    expect(print(SetNode(path("a"), IfNotExistsNode(path("b", 0), path("b", 0))))).toThrow(
      /compares b\[0\] with itself/,
    );
  });

  test("bounds are compared as the service orders them", () => {
    const between = (low: AttributeValue, high: AttributeValue) => () =>
      createPrinter("Task").condition({
        kind: "between",
        operand: path("a"),
        low: LiteralNode(low),
        high: LiteralNode(high),
      });
    // In UTF-16 units the second would come first.
    expect(between({ S: "\uffff" }, { S: "\u{10000}" })).not.toThrow();
    expect(between({ S: "\u{10000}" }, { S: "\uffff" })).toThrow(/swap them/);
    expect(
      between({ N: "12345678901234567890123456789012345678" }, { N: "12345678901234567890123456789012345677" }),
    ).toThrow(/swap/);
    expect(between({ N: "-2.5" }, { N: "-2.25" })).not.toThrow();
    expect(between({ N: "9" }, { N: "10" })).not.toThrow();
    expect(between({ B: Uint8Array.of(2) }, { B: Uint8Array.of(1, 5) })).toThrow(/swap/);
    expect(between({ S: "1" }, { N: "1" })).toThrow(/different types/);
  });
});

describe("overlapping and conflicting paths", () => {
  const both = (first: PathNode, second: PathNode) => {
    const messages: string[] = [];
    for (const print of [
      () => createPrinter("Task").projection([first, second]),
      () => createPrinter("Task").update([RemoveNode(first), SetNode(second, s("x"))]),
    ]) {
      try {
        print();
        messages.push("");
      } catch (error) {
        if (!ValidationError.isInstance(error)) throw error;
        messages.push(error.issues[0]?.message ?? "");
      }
    }
    expect(messages[0]).toBe(messages[1]);
    return messages[0];
  };

  test("are refused, naming both", () => {
    expect(both(path("a"), path("a"))).toMatch(/^a and a overlap/);
    expect(both(path("a"), path("a", "b", 0))).toMatch(/^a and a\.b\[0\] overlap/);
    expect(both(path("a", "b", 0), path("a"))).toMatch(/^a\.b\[0\] and a overlap/);
    expect(both(path("a", 0), path("a", 0, "b"))).toMatch(/^a\[0\] and a\[0\]\.b overlap/);
    expect(both(path("a", 0), path("a", "b"))).toMatch(
      /^a\[0\] and a\.b conflict: one takes a for a map, the other for a list/,
    );
  });

  test("others pass", () => {
    expect(both(path("a"), path("b"))).toBe("");
    expect(both(path("a", "b"), path("a", "c"))).toBe("");
    expect(both(path("a", 0), path("a", 1))).toBe("");
    expect(both(path("a.b"), path("a", "b"))).toBe("");
  });

  test("agrees with comparing each pair", () => {
    const short = fc.array(fc.constantFrom<string | number>("a", "b", 0, 1), { maxLength: 2 });
    const few = fc.array(
      short.map((below) => path("r", ...below)),
      { minLength: 2, maxLength: 4 },
    );
    fc.assert(
      fc.property(few, (list) => {
        const clash = list.some((a, i) => list.slice(i + 1).some((b) => clashes(a, b)));
        const print = () => createPrinter("Task").projection(list);
        if (clash) expect(print).toThrow(/overlap|conflict/);
        else expect(print).not.toThrow();
      }),
      { numRuns: 1000 },
    );
  });
});

function clashes({ steps: a }: PathNode, { steps: b }: PathNode): boolean {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    if (a[i] !== b[i]) return typeof a[i] !== typeof b[i];
  }
  return true;
}
