import type { AttributeValue, WireItem } from "@keywright/schema";
import { describe, expect, test } from "vitest";
import { LiteralNode } from "../node/leaf.ts";
import { PathNode } from "../node/path.ts";
import {
  AddNode,
  ArithmeticNode,
  DeleteNode,
  IfNotExistsNode,
  ListAppendNode,
  RemoveNode,
  SetNode,
  type UpdateAction,
} from "../node/update.ts";
import { evaluateUpdate } from "./update.ts";

const path = (...steps: (string | number)[]) => PathNode(steps);
const value = (attribute: AttributeValue) => LiteralNode(attribute);
const item: WireItem = {
  n: { N: "12345678901234567890123456789012345678" },
  list: { L: [{ S: "a" }, { S: "b" }, { S: "c" }] },
  map: { M: { x: { N: "1" }, inner: { M: { y: { S: "y" } } } } },
  set: { NS: ["1", "2.0"] },
};

const cases: readonly (readonly [what: string, actions: readonly UpdateAction[], after: WireItem])[] = [
  ["sets", [SetNode(path("new"), value({ S: "v" }))], { ...item, new: { S: "v" } }],
  [
    "sets inside",
    [SetNode(path("map", "inner", "y"), value({ S: "z" }))],
    { ...item, map: { M: { x: { N: "1" }, inner: { M: { y: { S: "z" } } } } } },
  ],
  [
    "appends behind the end",
    [SetNode(path("list", 9), value({ S: "d" }))],
    { ...item, list: { L: [{ S: "a" }, { S: "b" }, { S: "c" }, { S: "d" }] } },
  ],
  [
    "appends behind the end in the order of places",
    [SetNode(path("list", 9), value({ S: "e" })), SetNode(path("list", 4), value({ S: "d" }))],
    { ...item, list: { L: [{ S: "a" }, { S: "b" }, { S: "c" }, { S: "d" }, { S: "e" }] } },
  ],
  [
    "adds exactly",
    [SetNode(path("n"), ArithmeticNode("+", path("n"), value({ N: "1" })))],
    { ...item, n: { N: "12345678901234567890123456789012345679" } },
  ],
  [
    "subtracts",
    [SetNode(path("m"), ArithmeticNode("-", IfNotExistsNode(path("m"), value({ N: "0" })), value({ N: "0.5" })))],
    { ...item, m: { N: "-0.5" } },
  ],
  ["keeps what exists", [SetNode(path("list"), IfNotExistsNode(path("list"), value({ L: [] })))], item],
  [
    "appends lists",
    [SetNode(path("list"), ListAppendNode(value({ L: [{ N: "0" }] }), path("list")))],
    { ...item, list: { L: [{ N: "0" }, { S: "a" }, { S: "b" }, { S: "c" }] } },
  ],
  [
    "takes all values from before",
    [SetNode(path("a"), path("list", 0)), SetNode(path("list", 0), value({ S: "z" }))],
    { ...item, a: { S: "a" }, list: { L: [{ S: "z" }, { S: "b" }, { S: "c" }] } },
  ],
  [
    "removes",
    [RemoveNode(path("n")), RemoveNode(path("absent")), RemoveNode(path("map", "inner"))],
    { list: item.list, set: item.set, map: { M: { x: { N: "1" } } } } as WireItem,
  ],
  [
    "removes elements by their places before",
    [RemoveNode(path("list", 0)), RemoveNode(path("list", 2))],
    { ...item, list: { L: [{ S: "b" }] } },
  ],
  ["removes what is not there", [RemoveNode(path("map", "z")), RemoveNode(path("list", 7))], item],
  [
    "does not remove what it appends",
    [SetNode(path("list", 7), value({ S: "d" })), RemoveNode(path("list", 3)), RemoveNode(path("list", 0))],
    { ...item, list: { L: [{ S: "b" }, { S: "c" }, { S: "d" }] } },
  ],
  [
    "removes elements whatever else is removed",
    [RemoveNode(path("list", 0)), RemoveNode(path("n")), RemoveNode(path("list", 2))],
    { list: { L: [{ S: "b" }] }, map: item.map, set: item.set } as WireItem,
  ],
  ["adds members once", [AddNode(path("set"), value({ NS: ["2", "3"] }))], { ...item, set: { NS: ["1", "2", "3"] } }],
  ["adds to nothing", [AddNode(path("tags"), value({ SS: ["a"] }))], { ...item, tags: { SS: ["a"] } }],
  ["takes members out", [DeleteNode(path("set"), value({ NS: ["2"] }))], { ...item, set: { NS: ["1"] } }],
  [
    "takes the last member out",
    [DeleteNode(path("set"), value({ NS: ["1", "2"] }))],
    { n: item.n, list: item.list, map: item.map } as WireItem,
  ],
];

const refused: readonly (readonly [what: string, action: UpdateAction])[] = [
  ["a missing value", SetNode(path("a"), path("absent"))],
  ["a missing parent", SetNode(path("absent", "x"), value({ N: "1" }))],
  ["a missing parent of what is removed", RemoveNode(path("absent", "x"))],
  ["an entry of a list", RemoveNode(path("list", "x"))],
  ["members in a missing parent", DeleteNode(path("absent", "x"), value({ NS: ["1"] }))],
  ["an index of a map", SetNode(path("map", 0), value({ N: "1" }))],
  ["arithmetic on a list", SetNode(path("a"), ArithmeticNode("+", path("list"), value({ N: "1" })))],
  ["too many digits", SetNode(path("n"), ArithmeticNode("+", path("n"), value({ N: "0.1" })))],
  ["members of another type", AddNode(path("set"), value({ SS: ["a"] }))],
];

describe("an update in the process", () => {
  test.each(cases)("%s", (_what, actions, after) => {
    expect(evaluateUpdate(actions, item)).toEqual(after);
  });

  test("removes parts of elements by the places before", () => {
    const rows: AttributeValue = { L: [{ S: "a" }, { M: { x: { N: "1" } } }, { L: [{ S: "c" }] }] };
    const removed = [path("rows", 0), path("rows", 1, "x"), path("rows", 2, 0)].map(RemoveNode);
    expect(evaluateUpdate(removed, { rows })).toEqual({ rows: { L: [{ M: {} }, { L: [] }] } });
  });

  test.each(refused)("gives nothing for %s", (_what, action) => {
    expect(evaluateUpdate([action], item)).toBeUndefined();
  });
});
