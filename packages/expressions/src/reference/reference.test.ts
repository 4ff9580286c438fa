import { describe, expect, test } from "vitest";
import * as z from "zod";
import { bindCondition } from "../bind/condition.ts";
import { and, eq, exists } from "../operator/index.ts";
import { createPrinter } from "../print/printer.ts";
import { modelOf } from "../testing/model.ts";
import { reservedWords } from "../testing/reserved-words.ts";
import { at, entryOf, variant } from "./navigate.ts";
import type { Ref } from "./ref.ts";
import { referenceData } from "./reference.ts";
import { type ReferencesOf, referencesOf } from "./references-of.ts";

type AnyRef = Ref<"Task", string, string>;
type AnyRefs = { readonly [name: string]: AnyRef };

const strangeNames = [
  "size",
  "then",
  "toString",
  "constructor",
  "length",
  "contains",
  "hasOwnProperty",
  "0",
  "a.b",
  "a#b",
];

describe("attributes may have any name", () => {
  const names = [...strangeNames, ...reservedWords];
  const model = modelOf("Task", z.object(Object.fromEntries(names.map((name) => [name, z.string()]))));
  const t = referencesOf<AnyRefs>(model);

  test.each(names)("%s", (name) => {
    const reference = t[name] as AnyRef;
    expect(referenceData(reference)?.steps).toEqual([name]);
    const printer = createPrinter("Task");
    expect(printer.condition(bindCondition(eq(reference, "x"), model))).toMatch(/^#\w+ = :\w+$/);
    expect(Object.values(printer.finish().ExpressionAttributeNames ?? {})).toEqual([name]);
  });

  test("__proto__, where a schema allows it: as a stored name and as an entry", () => {
    const schema = z.object({ proto: z.string(), entries: z.record(z.string(), z.string()) });
    const proto = modelOf("Proto", schema, { storedAs: new Map([["proto", "__proto__"]]) });
    const p = referencesOf<ReferencesOf<"Proto", typeof schema>>(proto);
    const printer = createPrinter("Proto");
    const condition = and(eq(p.proto, "x"), eq(entryOf(p.entries, "__proto__"), "x"));
    expect(printer.condition(bindCondition(condition, proto))).toBe(
      "#__proto__ = :__proto__ AND #entries.#__proto__ = :__proto__",
    );
    expect(printer.finish().ExpressionAttributeNames).toEqual({ "#__proto__": "__proto__", "#entries": "entries" });
  });

  test("and nothing else is there", () => {
    const plain = referencesOf<object>(modelOf("Plain", z.object({ title: z.string() })));
    expect(Object.keys(plain)).toEqual(["title"]);
    expect("toString" in plain).toBe(false);
    expect("then" in plain).toBe(false);
  });
});

describe("references", () => {
  const tree = z.object({
    name: z.string(),
    get children() {
      return z.array(tree);
    },
  });
  const model = modelOf("Tree", tree);
  const t = referencesOf<ReferencesOf<"Tree", typeof tree>>(model);

  test("are made once", () => {
    expect(referencesOf(model)).toBe(t);
    expect(t.name).toBe(t.name);
    expect(Object.isFrozen(t.name)).toBe(true);
  });

  test("follow recursive schemas", () => {
    const reference = at(at(t.children, 0).children, 1).name;
    expect(referenceData(reference)?.steps).toEqual(["children", 0, "children", 1, "name"]);
  });

  test("enter the variants of a root union, under their stored names", () => {
    const root = z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("a"), x: z.number(), shared: z.string() }),
      z.object({ kind: z.literal("b"), y: z.string(), shared: z.number() }),
    ]);
    const union = modelOf("Union", root, { storedAs: new Map([["y", "why"]]) });
    const u = referencesOf<ReferencesOf<"Union", typeof root>>(union);
    const printer = createPrinter("Union");
    // A shared attribute takes what any of the variants takes.
    const condition = and(exists(variant(u, "kind", "b").y), eq(u.shared, "text"), eq(u.shared, 1));
    expect(printer.condition(bindCondition(condition, union))).toBe(
      "attribute_exists(#why) AND #shared = :shared AND #shared = :shared_2",
    );
    expect(printer.finish().ExpressionAttributeValues).toEqual({ ":shared": { S: "text" }, ":shared_2": { N: "1" } });
  });

  test("do not enter what is stored as text", () => {
    const json = z.codec(z.string(), z.object({ foo: z.string() }), {
      decode: (text) => JSON.parse(text) as { foo: string },
      encode: (value) => JSON.stringify(value),
    });
    const { blob } = referencesOf<{ blob: object }>(modelOf("Json", z.object({ blob: json })));
    expect(Object.keys(blob)).toEqual([]);
  });
});
