import { describe, expect, it } from "vitest";
import * as z from "zod";
import { ModelError } from "../error/model-error.ts";
import { bytes } from "../shape/helper/bytes.ts";
import { epochSeconds } from "../shape/helper/date.ts";
import { defineTable } from "../table/define-table.ts";
import { defineModel } from "./define-model.ts";

function problemsOf(make: () => unknown): readonly string[] {
  try {
    make();
  } catch (error) {
    if (ModelError.isInstance(error)) return error.problems.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
}

/** Definitions of JavaScript callers, which the compiler has not seen. */
const untypedTable = defineTable as (definition: unknown) => ReturnType<typeof defineTable>;
const list = (names: string) => [...names].map((name) => ({ [name]: "S" }));
const wide = (partitionKey: unknown, sortKey?: unknown, more: object = {}) =>
  untypedTable({
    name: "Wide",
    partitionKey: { id: "S" },
    sortKey: { at: "S" },
    indexes: { wide: { type: "global", partitionKey, sortKey, projection: "ALL", ...more } },
  });

describe("an index key of several attributes", () => {
  it("has one to four partition attributes, and up to four sort attributes, of any key type", () => {
    for (const partition of ["a", "ab", "abc", "abcd"]) {
      for (const sort of ["", "e", "ef", "efg", "efgh"]) {
        const { model } = wide(list(partition), list(sort));
        expect(model.indexes.get("wide")).toMatchObject({
          partitionKeys: [...partition].map((name) => ({ name, type: "S" })),
          sortKeys: [...sort].map((name) => ({ name, type: "S" })),
        });
      }
    }
    expect(wide([{ a: "B" }, { b: "N" }], [{ c: "N" }]).model.indexes.get("wide")?.partitionKeys).toEqual([
      { name: "a", type: "B" },
      { name: "b", type: "N" },
    ]);
  });

  it("may have attributes of the table's key, in an order that JavaScript would not keep in an object", () => {
    const { model } = wide([{ id: "S" }, { "2": "N" }, { "1": "N" }], [{ at: "S" }]);
    expect(model.indexes.get("wide")?.partitionKeys.map(({ name }) => name)).toEqual(["id", "2", "1"]);
  });

  it.each<[string, () => unknown, string]>([
    ["no partition attribute", () => wide([]), "Wide.indexes.wide.partitionKey: a global index has 1 to 4 attributes"],
    [
      "five partition attributes",
      () => wide(list("abcde")),
      "Wide.indexes.wide.partitionKey: a global index has 1 to 4",
    ],
    [
      "five sort attributes",
      () => wide(list("a"), list("bcdef")),
      "Wide.indexes.wide.sortKey: a global index has 0 to 4",
    ],
    ["an attribute twice", () => wide(list("aba")), "Wide.indexes.wide: 'a' stands twice in the key of this index"],
    [
      "one in both keys",
      () => wide(list("ab"), list("cb")),
      "Wide.indexes.wide: 'b' stands twice in the key of this index",
    ],
    [
      "two in one entry",
      () => wide([{ a: "S", b: "S" }]),
      "Wide.indexes.wide.partitionKey[0]: one attribute is meant here",
    ],
    ["no name", () => wide([{ a: "S" }, {}]), "Wide.indexes.wide.partitionKey[1]: name one attribute and its type"],
    ["names alone", () => wide(["a", "b"]), "Wide.indexes.wide.partitionKey[0]: name one attribute and its type"],
    [
      "another type",
      () => wide([{ a: "S" }, { b: "BOOL" }]),
      'Wide.indexes.wide.partitionKey[1].b: the type of a key attribute is "S", "N" or "B"',
    ],
    ["types that differ", () => wide([{ a: "S" }, { at: "N" }]), `'at' is "N" here and "S" in Wide.sortKey`],
    [
      "a projection of one",
      () => wide(list("ab"), undefined, { projection: ["b"] }),
      "Wide.indexes.wide.projection[0]: 'b' is a key attribute, which an index always has",
    ],
    [
      "the table's key",
      () => untypedTable({ name: "Wide", partitionKey: list("ab") }),
      "Wide.partitionKey: name one attribute",
    ],
    [
      "the table's sort key",
      () => untypedTable({ name: "Wide", partitionKey: { a: "S" }, sortKey: list("bc") }),
      "Wide.sortKey: name one attribute",
    ],
    [
      "a local index",
      () => wide(list("ab"), list("cd"), { type: "local" }),
      "Wide.indexes.wide.sortKey: name one attribute",
    ],
  ])("is refused with %s", (_what, make, problem) => {
    expect(problemsOf(make).join("\n")).toContain(problem);
  });
});

describe("an entity on an index key of several attributes", () => {
  const table = () => wide([{ tenant: "S" }, { area: "N" }], [{ due: "N" }, { GSK: "S" }, { blob: "B" }]);
  const attributes = { id: z.string(), at: z.string(), tenant: z.string(), x: z.string(), y: z.string() };
  const fits = { area: z.number(), due: epochSeconds().optional(), blob: bytes() };
  const define = (schema: object, templates: object) => () =>
    defineModel({
      name: "E",
      table: table(),
      schema: z.object({ ...attributes, ...schema }),
      indexes: { wide: templates },
    } as never);

  it("takes plain attributes with their types, optional ones too, and templates for others", () => {
    const model = define({ ...fits, "a:b": z.string() }, { GSK: "{x}#{y}" })();
    const { partition = [], sort = [] } = model.indexes.get("wide") ?? {};
    const kinds = [...partition, ...sort].map(({ keyAttribute, own, text }) => [keyAttribute.name, own, text]);
    expect(kinds).toEqual([
      ["tenant", true, "{tenant}"],
      ["area", true, "{area}"],
      ["due", true, "{due}"],
      ["GSK", false, "{x}#{y}"],
      ["blob", true, "{blob}"],
    ]);
  });

  it("takes plain attributes whatever their names", () => {
    const names = ["a:b", "{", "}", "{a}", "#", "0", "constructor"];
    for (const name of names) {
      const indexes = { wide: { type: "global", partitionKey: [{ x: "S" }, { [name]: "S" }], projection: "ALL" } };
      const odd = untypedTable({ name: "Odd", partitionKey: { id: "S" }, indexes });
      const schema = z.object({ id: z.string(), x: z.string(), [name]: z.string() });
      const model = defineModel({ name: "Odd", table: odd, schema, indexes: { wide: {} } });
      expect(model.indexes.get("wide")?.partition[1]).toMatchObject({ own: true, attributes: [name] });
    }
  });

  it.each<[string, object, object, string]>([
    ["a missing template", fits, {}, "indexes.wide.GSK: the key attribute 'GSK' has no template"],
    [
      "another type",
      { ...fits, area: z.string() },
      { GSK: "{x}" },
      `indexes.wide.area: 'area' is stored as S, and 'area' is a key attribute of type "N"`,
    ],
    [
      "null",
      { ...fits, area: z.number().nullable() },
      { GSK: "{x}" },
      "indexes.wide.area: 'area' may be null, and a key has no null",
    ],
    ["a template on a number", fits, { GSK: "{x}", due: "DUE#{due}" }, "indexes.wide.due: 'due' is stored as 'due'"],
    [
      "an unknown key attribute",
      fits,
      { GSK: "{x}", GS: "{y}" },
      "indexes.wide.GS: 'GS' is no key attribute of index 'wide'",
    ],
  ])("is refused with %s", (_what, schema, templates, problem) => {
    expect(problemsOf(define(schema, templates)).join("\n")).toContain(problem);
  });
});
