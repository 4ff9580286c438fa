import {
  bytes,
  decimal,
  epochSeconds,
  formatPath,
  isoDateTime,
  type Path,
  url,
  ValidationError,
} from "@keywright/schema";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { bindCondition } from "../bind/condition.ts";
import { changesToActions } from "../change/plan.ts";
import { set } from "../change/set.ts";
import type { Condition } from "../operator/condition.ts";
import { and, beginsWith, contains, eq, gt, isIn, lt, ne, size } from "../operator/index.ts";
import { createPrinter } from "../print/printer.ts";
import { modelOf } from "../testing/model.ts";
import { attribute } from "./attribute.ts";
import { fromText } from "./from-text.ts";
import { parsePath } from "./parse-path.ts";
import { referenceData } from "./reference.ts";

const model = modelOf(
  "Task",
  z.object({
    title: z.string().min(1),
    status: z.enum(["OPEN", "DONE"]).default("OPEN"),
    level: z.union([z.literal(1), z.literal(2)]),
    points: z.int().max(100).optional(),
    count: z.number(),
    total: z.bigint(),
    price: decimal(),
    done: z.boolean(),
    nickname: z.string().nullable(),
    tags: z.set(z.string()).optional(),
    days: z.set(epochSeconds()).optional(),
    assignee: z.object({ name: z.string(), phone: z.object({ home: z.string() }).optional() }).optional(),
    lines: z.array(z.object({ sku: z.string(), quantity: z.int() })),
    numbers: z.array(z.number()),
    pair: z.tuple([z.string(), z.number()]),
    scores: z.record(z.string(), z.number()),
    limits: z.record(z.enum(["low", "high"]), z.number()),
    payment: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("card"), last4: z.string() }),
      z.object({ kind: z.literal("cash"), currency: z.string() }),
    ]),
    checksum: bytes(),
    expiresAt: epochSeconds().optional(),
    seenAt: isoDateTime(),
    link: url(),
    either: z.union([z.number(), z.string()]),
    open: z.unknown(),
    "a.b": z.string(),
    secret: z.codec(z.string(), z.number(), { decode: Number, encode: String }),
  }),
  { storedAs: new Map([["title", "ttl"]]), managed: ["version"] },
);
const Task = { name: "Task", model } as const;
const at = (path: string | Path) => attribute(Task, path);

function print(condition: Condition<string> | undefined) {
  const printer = createPrinter("Task");
  const text = printer.condition(bindCondition(condition, model));
  return { text, values: printer.finish().ExpressionAttributeValues };
}

describe("a path that is known at run time", () => {
  test.each([
    ["title", ["ttl"]],
    ["assignee.phone.home", ["assignee", "phone", "home"]],
    ["lines[0].sku", ["lines", 0, "sku"]],
    ["pair[1]", ["pair", 1]],
    ["scores.de", ["scores", "de"]],
    ['scores["a.b"]', ["scores", "a.b"]],
    ['["a.b"]', ["a.b"]],
    ["limits.low", ["limits", "low"]],
    ["payment.kind", ["payment", "kind"]],
    ["payment.last4", ["payment", "last4"]],
    ["version", ["version"]],
  ] as const)("%s", (path, steps) => {
    expect(referenceData(at(path))?.steps).toEqual(steps);
    expect(referenceData(at(parsePath(path) ?? []))?.steps).toEqual(steps);
  });

  test("reads every path as it is written", () => {
    const steps = fc.array(fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.nat()), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(steps, (path) => {
        expect(parsePath(formatPath(path))).toEqual(path);
      }),
      { numRuns: 1000 },
    );
  });

  const refused: readonly [string, unknown, RegExp][] = [
    ["an unknown attribute", "tittle", /tittle: is not an attribute of the schema; did you mean 'title'/],
    ["the stored name of another", "ttl", /ttl: is not an attribute/],
    ["an unknown attribute of a map", "assignee.nam", /assignee\.nam: .*did you mean 'name'/],
    ["what lies in text", "title.length", /title\.length: leads into title, which is not stored as a map/],
    ["an element by its name", "lines.sku", /lines\.sku: .*an element of it is lines\[0\]/],
    ["an element of no list", "title[0]", /title\[0\]: is not an element/],
    ["an item that a tuple lacks", "pair[2]", /pair\[2\]: is not an element/],
    ["a fraction", ["lines", 0.5], /is not an element/],
    ["an entry that cannot be there", "limits.middle", /limits\.middle/],
    ["what objects inherit", "constructor", /constructor: is not an attribute/],
    ["what objects inherit, within", "assignee.__proto__", /__proto__: is not an attribute/],
    ["nothing", "", /takes a path/],
    ["no steps", [], /takes a path/],
    ["an unfinished path", "assignee.", /takes a path/],
    ["an expression", "title = :x", /takes a path/],
    ["no path", undefined, /takes a path/],
    ["no steps but something else", [{}], /names and numbers/],
  ];
  test.each(refused)("%s is refused", (_name, path, message) => {
    expect(() => at(path as string)).toThrow(message);
    expect(() => at(path as string)).toThrow(ValidationError);
  });

  test.each([
    ["a name", "Task"],
    ["nothing", undefined],
    ["null", null],
    ["another object", { name: "Task", model: { name: "Task" } }],
  ])("%s in place of an entity is refused", (_name, entity) => {
    expect(() => attribute(entity as never, "title")).toThrow(/attribute\(\.\.\.\) takes an entity.* defineEntity/);
    expect(() => attribute(entity as never, "title")).toThrow(ValidationError);
  });

  test("takes operands that the schema takes, and no others", () => {
    expect(print(and(eq(at("status"), "OPEN"), lt(at("expiresAt"), new Date(1000))))).toEqual({
      text: "#status = :status AND #expiresAt < :expiresAt",
      values: { ":status": { S: "OPEN" }, ":expiresAt": { N: "1" } },
    });
    expect(print(isIn(at("status"), ["OPEN", "DONE"])).text).toBe("#status IN (:status, :status_2)");
    expect(print(eq(at("points"), at("count"))).text).toBe("#points = #count");
    expect(print(gt(size(at("tags")), 2)).text).toBe("size(#tags) > :size_tags");
    expect(print(contains(at("tags"), "a")).text).toBe("contains(#tags, :tags)");
    expect(() => print(eq(at("status"), "GONE"))).toThrow(/status/);
    expect(() => print(eq(at("points"), "10"))).toThrow(/points/);
    expect(() => print(ne(at("title"), { $ne: 1 }))).toThrow(/title/);
    expect(() => print(lt(at("done"), true))).toThrow(/stored as BOOL/);
    expect(() => print(beginsWith(at("points"), "1"))).toThrow(/stored as N/);
    expect(() => print(contains(at("tags"), 1))).toThrow(/tags/);
    expect(() => eq(at("title"), at("count"))).toThrow(/never meets count/);
  });

  test("an update of a part of one option demands that option", () => {
    const { conditions, actions } = changesToActions(model, [set(at("payment.last4"), "4242")]);
    expect(actions).toMatchObject([{ kind: "set", path: { steps: ["payment", "last4"] } }]);
    expect(conditions).toMatchObject([{ kind: "comparison", operator: "=", left: { steps: ["payment", "kind"] } }]);
    expect(() => changesToActions(model, [set(at("points"), "1")])).toThrow(/points/);
  });
});

describe("text", () => {
  test.each([
    ["title", "12", "12"],
    ["status", "DONE", "DONE"],
    ["level", "2", 2],
    ["points", "10", 10],
    ["count", "-1.50", -1.5],
    ["total", "9007199254740993", 9007199254740993n],
    ["price", "0.10", { value: "0.10" }],
    ["done", "false", false],
    ["nickname", "null", "null"],
    ["tags", "a", "a"],
    ["days", "2026-05-01", new Date("2026-05-01T00:00:00.000Z")],
    ["numbers", "1", 1],
    ["numbers[0]", "1", 1],
    ["expiresAt", "2026-05-01T09:30:00+02:00", new Date("2026-05-01T07:30:00.000Z")],
    ["seenAt", "2026-05-01T09:30Z", new Date("2026-05-01T09:30:00.000Z")],
    ["link", "https://example.com/a", new URL("https://example.com/a")],
    ["either", "1", 1],
    ["either", "x", "x"],
    ["open", "1", "1"],
    ["secret", "7", 7],
    ["scores.de", "0", 0],
    ["version", "3", 3],
  ] as const)("of %s: %s", (path, text, value) => {
    expect(fromText(at(path), text)).toEqual(value);
  });

  test("of a size", () => {
    expect(print(gt(size(at("tags")), fromText(size(at("tags")), "2"))).values).toEqual({ ":size_tags": { N: "2" } });
    expect(() => fromText(size(at("tags")), "x")).toThrow(/decimal number for a size/);
  });

  test.each([
    ["title", "", /title/],
    ["status", "HIDDEN-VALUE", /one of "OPEN", "DONE"/],
    ["level", "3", /one of/],
    ["points", "HIDDEN-VALUE", /points.*a decimal number/],
    ["points", "1.5", /points/],
    ["points", "101", /points/],
    ["count", "1e3", /a decimal number/],
    ["count", "0x10", /a decimal number/],
    ["count", " 1", /a decimal number/],
    ["count", "", /a decimal number/],
    ["count", "NaN", /a decimal number/],
    ["count", "Infinity", /a decimal number/],
    ["count", "12345678901234567890", /a decimal number/],
    ["total", "1.0", /an integer/],
    ["done", "TRUE", /true or false/],
    ["done", "1", /true or false/],
    ["expiresAt", "HIDDEN-VALUE", /a date in ISO 8601/],
    ["expiresAt", "2026-02-30", /a date in ISO 8601/],
    ["expiresAt", "2026-05-01T09:30:00", /a date in ISO 8601/],
    ["expiresAt", "1767225600", /a date in ISO 8601/],
    ["link", "HIDDEN-VALUE", /codec/],
    ["assignee", "HIDDEN-VALUE", /no form in text/],
    ["lines", "HIDDEN-VALUE", /no form in text/],
    ["checksum", "HIDDEN-VALUE", /no form in text/],
  ] as const)("that %s does not take: %s", (path, text, message) => {
    let error: unknown;
    try {
      fromText(at(path), text);
    } catch (thrown) {
      error = thrown;
    }
    expect(ValidationError.isInstance(error)).toBe(true);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).not.toContain("HIDDEN-VALUE");
    expect((error as ValidationError).issues[0]?.path).toEqual([path]);
  });

  test("whatever callers send, it is a value that the schema takes or a ValidationError", () => {
    const paths = fc.oneof(
      fc.constantFrom(...model.attributes.keys()),
      fc.string(),
      fc.constantFrom("lines[0].quantity", "scores.x"),
    );
    const texts = fc.oneof(
      fc.string(),
      fc.integer().map(String),
      fc.double().map(String),
      fc.date().map(String),
      fc.constantFrom("true", "OPEN"),
    );
    fc.assert(
      fc.property(paths, texts, (path, text) => {
        try {
          const reference = at(path);
          const value = fromText(reference, text);
          const isWhole = !["tags", "days", "numbers", "lines", "pair"].includes(path);
          if (isWhole) expect(print(eq(reference, value)).values).toBeDefined();
        } catch (error) {
          expect(error).toSatisfy(ValidationError.isInstance);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("of each number that a program may have, zero without its sign", () => {
    const numbers = fc.double({ noNaN: true, min: -1e9, max: 1e9 }).map((each) => Number(each.toFixed(6)));
    fc.assert(
      fc.property(numbers, (value) => {
        expect(fromText(at("count"), value.toFixed(6))).toBe(value + 0);
      }),
    );
  });

  test("that is none", () => {
    expect(() => fromText(at("title"), ["a"] as never)).toThrow(/takes text/);
    expect(() => fromText("title" as never, "a")).toThrow(/takes a reference/);
  });
});
