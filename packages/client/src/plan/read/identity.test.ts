import { defineModel, defineTable, type EntityModel, type WireItem } from "@keywright/schema";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { isOwn, typeOf } from "./identity.ts";

function model(typeAttribute?: { name: string; value: string }[]): EntityModel {
  return defineModel({
    name: "Task",
    table: defineTable({ name: "App", partitionKey: { PK: "S" }, sortKey: { SK: "S" } }),
    schema: z.object({ user: z.string(), task: z.string() }),
    key: { PK: "USER#{user}#", SK: "TASK#{task}" },
    typeAttribute,
  });
}
const item = (more: Record<string, string> = {}): WireItem =>
  Object.fromEntries(Object.entries({ PK: "USER#u#", SK: "TASK#t", ...more }).map(([name, S]) => [name, { S }]));
const types = [
  { name: "_type", value: "Task" },
  { name: "_version", value: "1" },
];

describe("an item is of an entity", () => {
  it.each<[string, EntityModel, WireItem, boolean]>([
    ["by its keys", model(), item(), true],
    ["not by other keys", model(), item({ PK: "TEAM#u#" }), false],
    ["not by keys that cannot be read back", model(), item({ PK: "USER#u#x#" }), false],
    ["not without a key", model(), { PK: { S: "USER#u#" } }, false],
    ["by its types and keys", model(types), item({ _type: "Task", _version: "1" }), true],
    [
      "by its types, where keys cannot be read back",
      model(types),
      item({ _type: "Task", _version: "1", PK: "USER#u#x#" }),
      true,
    ],
    [
      "not by its types, where keys have other literals",
      model(types),
      item({ _type: "Task", _version: "1", PK: "TEAM#u#" }),
      false,
    ],
    ["not by its keys, where a type is another", model(types), item({ _type: "Task", _version: "2" }), false],
    [
      "not by its keys, where a type is no string",
      model(types),
      { ...item({ _type: "Task" }), _version: { N: "1" } },
      false,
    ],
    ["by its keys, where types are missing", model(types), item(), true],
    ["by its keys, where a type is missing", model(types), item({ _version: "1" }), true],
    ["not by one type, where keys cannot be read back", model(types), item({ _type: "Task", PK: "USER#u#x#" }), false],
  ])("%s", (_, entity, stored, expected) => {
    expect(isOwn(entity, stored)).toBe(expected);
  });

  it("or another's, or nobody's, by its types", () => {
    expect(typeOf(model(types), item({ _type: "Task", _version: "1" }))).toBe("own");
    expect(typeOf(model(types), item({ _type: "Note" }))).toBe("other");
    expect(typeOf(model(types), item({ _type: "Task" }))).toBe("unknown");
    expect(typeOf(model(), item())).toBe("unknown");
  });
});
