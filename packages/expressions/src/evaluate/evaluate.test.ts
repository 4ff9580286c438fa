import type { AttributeValue, WireItem } from "@keywright/schema";
import { describe, expect, test } from "vitest";
import { BetweenNode, ComparisonNode, InNode } from "../node/comparison.ts";
import { type ConditionNode, LogicalNode, NotNode } from "../node/condition.ts";
import { BeginsWithNode, ContainsNode, ExistsNode, TypeNode } from "../node/function.ts";
import { LiteralNode } from "../node/leaf.ts";
import { SizeNode } from "../node/operand.ts";
import { PathNode } from "../node/path.ts";
import { evaluateCondition } from "./evaluate.ts";

const item: WireItem = {
  text: { S: "größe" },
  high: { S: "\u{10000}" },
  number: { N: "10" },
  long: { N: "12345678901234567890123456789012345678" },
  bytes: { B: new Uint8Array([1, 200]) },
  flag: { BOOL: true },
  nothing: { NULL: true },
  set: { NS: ["1", "2.0"] },
  list: { L: [{ S: "a" }, { M: { sku: { S: "x" } } }] },
  map: { M: { size: { N: "3" }, constructor: { S: "own" } } },
};

const path = (...steps: (string | number)[]) => PathNode(steps);
const value = (attribute: AttributeValue) => LiteralNode(attribute);
const compare = (name: string, operator: "=" | "<>" | "<" | "<=" | ">" | ">=", operand: AttributeValue) =>
  ComparisonNode(operator, path(name), value(operand));

const cases: readonly (readonly [what: string, condition: ConditionNode, verdict: boolean])[] = [
  ["numbers by value", compare("number", "=", { N: "1e1" }), true],
  ["numbers to 38 digits", compare("long", "<", { N: "12345678901234567890123456789012345679" }), true],
  ["strings by UTF-8", compare("high", ">", { S: "\uffff" }), true],
  ["binary values by unsigned bytes", compare("bytes", ">", { B: new Uint8Array([1, 100]) }), true],
  ["types that differ are not equal", compare("number", "=", { S: "10" }), false],
  ["types that differ are unequal", compare("number", "<>", { S: "10" }), true],
  ["types that differ have no order", compare("number", "<", { S: "2" }), false],
  ["what has no order has none", compare("flag", "<=", { BOOL: true }), false],
  ["absent is unequal to anything", compare("absent", "<>", { N: "1" }), true],
  ["absent is equal to nothing", ComparisonNode("=", path("absent"), path("missing")), false],
  ["sets in any order", compare("set", "=", { NS: ["2", "1.00"] }), true],
  ["containers in depth", compare("map", "=", { M: { constructor: { S: "own" }, size: { N: "3.0" } } }), true],
  ["containers of other size", compare("map", "=", { M: { size: { N: "3" } } }), false],
  ["between includes its ends", BetweenNode(path("number"), value({ N: "10" }), value({ N: "10" })), true],
  ["in takes any type", InNode(path("number"), [value({ S: "10" }), value({ N: "10.0" })]), true],
  ["exists of an element", ExistsNode(path("list", 1, "sku")), true],
  ["exists of what objects inherit", ExistsNode(path("map", "toString")), false],
  ["not exists", ExistsNode(path("list", 2), true), true],
  ["an index of a map is nothing", ExistsNode(path("map", 0)), false],
  ["type", TypeNode(path("nothing"), "NULL"), true],
  ["type of nothing", TypeNode(path("absent"), "NULL"), false],
  ["a prefix", BeginsWithNode(path("text"), value({ S: "grö" })), true],
  ["a binary prefix", BeginsWithNode(path("bytes"), value({ B: new Uint8Array([1]) })), true],
  ["a prefix of another type", BeginsWithNode(path("bytes"), value({ S: "\u0001" })), false],
  ["a part of a string", ContainsNode(path("text"), value({ S: "ö" })), true],
  ["a part of a binary value", ContainsNode(path("bytes"), value({ B: new Uint8Array([200]) })), true],
  ["a member of a set", ContainsNode(path("set"), value({ N: "2" })), true],
  ["an element of a list", ContainsNode(path("list"), value({ M: { sku: { S: "x" } } })), true],
  ["no part of a number", ContainsNode(path("number"), value({ N: "1" })), false],
  ["size of a string in UTF-16 units", ComparisonNode("=", SizeNode(path("high")), value({ N: "2" })), true],
  ["size of a list", ComparisonNode("=", SizeNode(path("list")), value({ N: "2" })), true],
  ["size of a number is nothing", ComparisonNode("<>", SizeNode(path("number")), value({ N: "2" })), true],
  ["not", NotNode(compare("absent", "=", { N: "1" })), true],
  ["and", LogicalNode("AND", [compare("flag", "=", { BOOL: true }), compare("flag", "=", { BOOL: false })]), false],
  ["or", LogicalNode("OR", [compare("flag", "=", { BOOL: true }), compare("flag", "=", { BOOL: false })]), true],
];

describe("a condition in the process", () => {
  test.each(cases)("%s", (_what, condition, verdict) => {
    expect(evaluateCondition(condition, item)).toBe(verdict);
  });
});
