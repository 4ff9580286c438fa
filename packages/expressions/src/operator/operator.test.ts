import { bytes, decimal, epochSeconds, isoDateTime, ValidationError } from "@keywright/schema";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { bindCondition } from "../bind/condition.ts";
import { createPrinter } from "../print/printer.ts";
import { at, entryOf, variant } from "../reference/navigate.ts";
import { type ReferencesOf, referencesOf } from "../reference/references-of.ts";
import { modelOf } from "../testing/model.ts";
import type { Condition } from "./condition.ts";
import {
  and,
  beginsWith,
  between,
  contains,
  eq,
  exists,
  gt,
  gte,
  hasType,
  isIn,
  lt,
  lte,
  ne,
  not,
  notExists,
  or,
  size,
} from "./index.ts";

const Payment = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("card"), last4: z.string() }),
  z.object({ kind: z.literal("cash"), currency: z.string() }),
]);
const schema = z.object({
  title: z.string().min(1),
  status: z.enum(["OPEN", "IN_PROGRESS", "DONE"]).default("OPEN"),
  dueDate: z.iso.date(),
  points: z.int().optional(),
  count: z.number(),
  total: z.bigint(),
  price: decimal(),
  done: z.boolean(),
  nickname: z.string().nullable(),
  tags: z.set(z.string()).optional(),
  days: z.set(epochSeconds()).optional(),
  assignee: z.object({ name: z.string(), address: z.object({ city: z.string() }).optional() }).optional(),
  lines: z.array(z.object({ sku: z.string(), quantity: z.number() })),
  pair: z.tuple([z.string(), z.number()]),
  scores: z.record(z.string(), z.number()),
  payment: Payment,
  checksum: bytes().optional(),
  expiresAt: epochSeconds().optional(),
  seenAt: isoDateTime().optional(),
  either: z.union([z.string(), z.array(z.string())]),
  open: z.unknown(),
});
type Refs = ReferencesOf<"Task", typeof schema>;
const model = modelOf("Task", schema, { storedAs: new Map([["title", "ttl"]]), managed: ["version"] });
const t = referencesOf<Refs>(model);
// Not in the types, which are of the schema alone: a managed attribute, and nothing at all.
const { version, nope }: Record<"version" | "nope", typeof t.count> = t as never;
const other = referencesOf<Refs>(modelOf("Other", schema));

function print(condition: Condition<string> | undefined) {
  const printer = createPrinter("Task");
  const text = printer.condition(bindCondition(condition, model));
  const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = printer.finish();
  return { text, names, values };
}

const epoch = new Date("2026-01-01T00:00:00Z");

describe("every operator prints", () => {
  const cases: readonly [string, Condition<string>, string, object?][] = [
    ["eq", eq(t.status, "OPEN"), "#status = :status", { ":status": { S: "OPEN" } }],
    ["ne", ne(t.status, "DONE"), "#status <> :status", { ":status": { S: "DONE" } }],
    ["lt", lt(t.points, 3), "#points < :points", { ":points": { N: "3" } }],
    ["lte", lte(t.count, 1.5), "#count <= :count", { ":count": { N: "1.5" } }],
    ["gt", gt(t.total, 10n), "#total > :total", { ":total": { N: "10" } }],
    ["gte of a decimal", gte(t.price, { value: "1.10" }), "#price >= :price", { ":price": { N: "1.1" } }],
    ["a date as a number", lt(t.expiresAt, epoch), "#expiresAt < :expiresAt", { ":expiresAt": { N: "1767225600" } }],
    ["a date as a string", gt(t.seenAt, epoch), "#seenAt > :seenAt", { ":seenAt": { S: "2026-01-01T00:00:00.000Z" } }],
    ["a stored name", eq(t.title, "a"), "#ttl = :ttl", { ":ttl": { S: "a" } }],
    ["null", eq(t.nickname, null), "#nickname = :nickname", { ":nickname": { NULL: true } }],
    ["a boolean", eq(t.done, false), "#done = :done", { ":done": { BOOL: false } }],
    ["a set", eq(t.tags, new Set(["a"])), "#tags = :tags", { ":tags": { SS: ["a"] } }],
    ["an object", eq(t.payment, { kind: "card", last4: "1" }), "#payment = :payment"],
    ["another attribute", eq(t.title, t.dueDate), "#ttl = #dueDate"],
    ["between", between(t.points, 1, 5), "#points BETWEEN :points_low AND :points_high"],
    ["isIn", isIn(t.status, ["OPEN", "DONE"]), "#status IN (:status, :status_2)"],
    ["beginsWith", beginsWith(t.title, "x"), "begins_with(#ttl, :ttl)", { ":ttl": { S: "x" } }],
    ["beginsWith without the schema's checks", beginsWith(t.dueDate, "2026-0"), "begins_with(#dueDate, :dueDate)"],
    ["beginsWith of a stored date", beginsWith(t.seenAt, "2026"), "begins_with(#seenAt, :seenAt)"],
    ["beginsWith of bytes", beginsWith(t.checksum, new Uint8Array([1])), "begins_with(#checksum, :checksum)"],
    ["beginsWith of an attribute", beginsWith(t.title, t.dueDate), "begins_with(#ttl, #dueDate)"],
    ["contains a part", contains(t.title, ""), "contains(#ttl, :ttl)", { ":ttl": { S: "" } }],
    ["contains a member", contains(t.tags, "a"), "contains(#tags, :tags)", { ":tags": { S: "a" } }],
    ["contains a coded member", contains(t.days, epoch), "contains(#days, :days)", { ":days": { N: "1767225600" } }],
    [
      "contains an element",
      contains(t.lines, { sku: "a", quantity: 1 }),
      "contains(#lines, :lines)",
      { ":lines": { M: { sku: { S: "a" }, quantity: { N: "1" } } } },
    ],
    ["contains in a string or list", contains(t.either, "a"), "contains(#either, :either)", { ":either": { S: "a" } }],
    ["contains in an open attribute", contains(t.open, 1), "contains(#open, :open)", { ":open": { N: "1" } }],
    ["contains an attribute", contains(t.title, t.dueDate), "contains(#ttl, #dueDate)"],
    ["exists", exists(t.assignee), "attribute_exists(#assignee)"],
    ["exists, the item", exists(), "attribute_exists(#PK)"],
    ["notExists", notExists(t.assignee), "attribute_not_exists(#assignee)"],
    ["notExists, the item", notExists(), "attribute_not_exists(#PK)"],
    ["hasType", hasType(t.nickname, "NULL"), "attribute_type(#nickname, :type_NULL)", { ":type_NULL": { S: "NULL" } }],
    ["size", lt(size(t.tags), 10), "size(#tags) < :size_tags", { ":size_tags": { N: "10" } }],
    ["size between", between(size(t.lines), 1, 2), "size(#lines) BETWEEN :size_lines_low AND :size_lines_high"],
    ["size in", isIn(size(t.title), [1, 2]), "size(#ttl) IN (:size_ttl, :size_ttl_2)"],
    ["an attribute against a size", eq(t.count, size(t.lines)), "#count = size(#lines)"],
    ["size against size", eq(size(t.tags), size(t.lines)), "size(#tags) = size(#lines)"],
    ["a nested map", eq(t.assignee.address.city, "x"), "#assignee.#address.#city = :city"],
    ["a list element", eq(at(t.lines, 2).sku, "x"), "#lines[2].#sku = :sku"],
    ["a tuple's item", gt(at(t.pair, 1), 1), "#pair[1] > :pair"],
    ["an entry", eq(entryOf(t.scores, "a.b"), 1), "#scores.#a_b = :a_b"],
    ["a variant", eq(variant(t.payment, "kind", "card").last4, "1"), "#payment.#last4 = :last4"],
    ["a common attribute of a union", eq(t.payment.kind, "cash"), "#payment.#kind = :kind"],
    [
      "an attribute against its equal in a map",
      lt(at(t.lines, 0).quantity, at(t.pair, 1)),
      "#lines[0].#quantity < #pair[1]",
    ],
    ["between attributes", between(t.points, t.count, at(t.pair, 1)), "#points BETWEEN #count AND #pair[1]"],
    ["between an attribute and a value", between(t.points, 1, t.count), "#points BETWEEN :points_low AND #count"],
    ["isIn of attributes and values", isIn(t.title, ["a", t.dueDate]), "#ttl IN (:ttl, #dueDate)"],
    ["isIn of null", isIn(t.nickname, [null, "a"]), "#nickname IN (:nickname, :nickname_2)"],
    [
      "isIn of objects",
      isIn(t.assignee, [{ name: "a" }, { name: "b", address: { city: "c" } }]),
      "#assignee IN (:assignee, :assignee_2)",
      {
        ":assignee": { M: { name: { S: "a" } } },
        ":assignee_2": { M: { name: { S: "b" }, address: { M: { city: { S: "c" } } } } },
      },
    ],
    ["ne of null", ne(t.nickname, null), "#nickname <> :nickname"],
    ["a tuple", eq(t.pair, ["a", 1]), "#pair = :pair", { ":pair": { L: [{ S: "a" }, { N: "1" }] } }],
    ["a list", ne(t.lines, []), "#lines <> :lines", { ":lines": { L: [] } }],
    ["a record", eq(t.scores, {}), "#scores = :scores", { ":scores": { M: {} } }],
    ["a union's other option", eq(t.either, ["a"]), "#either = :either", { ":either": { L: [{ S: "a" }] } }],
    ["negative zero", eq(t.count, -0), "#count = :count", { ":count": { N: "0" } }],
    ["zero and negative zero", isIn(t.count, [0, -0]), "#count IN (:count, :count)", { ":count": { N: "0" } }],
    ["the size of a string against one", gt(size(t.title), 3), "size(#ttl) > :size_ttl", { ":size_ttl": { N: "3" } }],
    ["the size of a map", eq(size(t.assignee), 1), "size(#assignee) = :size_assignee"],
    ["the size of a list", between(size(t.lines), 1, 5), "size(#lines) BETWEEN :size_lines_low AND :size_lines_high"],
    [
      "the size of bytes",
      isIn(size(t.checksum), [1, 2n as never]),
      "size(#checksum) IN (:size_checksum, :size_checksum_2)",
    ],
    ["a size against a size", lte(size(t.tags), size(t.lines)), "size(#tags) <= size(#lines)"],
    ["a size against a number", lt(size(t.tags), t.points), "size(#tags) < #points"],
    ["a number against a size", gte(t.points, size(t.tags)), "#points >= size(#tags)"],
    ["between sizes", between(t.count, size(t.tags), size(t.lines)), "#count BETWEEN size(#tags) AND size(#lines)"],
    ["hasType of an entry", hasType(entryOf(t.scores, "de"), "N"), "attribute_type(#scores.#de, :type_N)"],
    ["not of exists", not(exists(t.tags)), "NOT attribute_exists(#tags)"],
    ["and", and(exists(t.tags), exists(t.lines)), "attribute_exists(#tags) AND attribute_exists(#lines)"],
    ["or", or(exists(t.tags), exists(t.lines)), "attribute_exists(#tags) OR attribute_exists(#lines)"],
    ["not", not(eq(t.count, 1)), "NOT #count = :count"],
    ["not not", not(not(eq(t.count, 1))), "#count = :count"],
  ];
  test.each(cases)("%s", (_name, condition, text, values) => {
    const printed = print(condition);
    expect(printed.text).toBe(text);
    if (values) expect(printed.values).toEqual(values);
  });
});

describe("and, or, not", () => {
  const a = eq(t.count, 1);
  const b = eq(t.points, 2);
  const c = exists(t.tags);

  test("parentheses stand only where they are needed", () => {
    expect(print(and(a, or(b, c))).text).toBe("#count = :count AND (#points = :points OR attribute_exists(#tags))");
    expect(print(or(and(a, b), c)).text).toBe("#count = :count AND #points = :points OR attribute_exists(#tags)");
    expect(print(not(and(a, b))).text).toBe("NOT (#count = :count AND #points = :points)");
    expect(print(and(not(a), c)).text).toBe("NOT #count = :count AND attribute_exists(#tags)");
    expect(print(and(a, and(b, c))).text).toBe("#count = :count AND #points = :points AND attribute_exists(#tags)");
    expect(print(not(or(and(a, b))))).toEqual(print(not(and(a, b))));
  });

  test("falsy members are left out, and and() of none is no condition", () => {
    expect(print(and(false, a, undefined, null, "", 0)).text).toBe("#count = :count");
    expect(print(or(false, a)).text).toBe("#count = :count");
    expect(print(and())).toEqual({ text: undefined, names: undefined, values: undefined });
    expect(print(and(and(), a)).text).toBe("#count = :count");
    expect(print(undefined).text).toBeUndefined();
    // One alternative always holds, so all of them together do.
    expect(print(or(and(), a)).text).toBeUndefined();
  });

  test("what can never hold is refused when it is bound", () => {
    expect(() => print(or())).toThrow(/or\(\) of no conditions matches nothing/);
    expect(() => print(and(a, or(false)))).toThrow(/matches nothing/);
    expect(() => print(not(and()))).toThrow(/matches nothing/);
  });
});

describe("what is refused", () => {
  const refused: readonly [string, () => Condition<string>, RegExp][] = [
    ["a value of another type", () => eq(t.count, "x" as never), /count/],
    ["undefined", () => eq(t.points, undefined as never), /exists\(\.\.\.\)/],
    ["NaN", () => lt(t.count, Number.NaN), /count/],
    ["NaN as a size", () => lt(size(t.tags), Number.NaN), /finite number/],
    [
      "an order of booleans",
      () => lt(t.done, true as never),
      /lt\(done, \.\.\.\) needs strings, numbers or binary values, which alone have an order; .* stored as BOOL/,
    ],
    ["an order of maps", () => lt(t.assignee as never, { name: "x" } as never), /stored as M/],
    ["bounds of a set", () => between(t.tags as never, 1 as never, 2 as never), /stored as SS/],
    [
      "attributes of two types",
      () => eq(t.title, t.count as never),
      /never meets count: one is stored as S, the other as N/,
    ],
    ["a member of another type", () => contains(t.tags, t.count as never), /never meets count/],
    ["a size against a string", () => eq(size(t.tags), t.title as never), /never meets title/],
    ["the size of a number", () => gt(size(t.count as never), 1), /size\(count, \.\.\.\) needs a string.*stored as N/],
    ["the content of a number", () => contains(t.count as never, 1 as never), /contains\(count.*stored as N/],
    ["a type that DynamoDB does not have", () => hasType(t.title, "STRING" as never), /takes one of S, N, B/],
    ["one value without a list", () => isIn(t.title, "a" as never), /takes the values in an array/],
    ["an empty set", () => eq(t.tags, new Set()), /tags/],
    ["an order with null", () => gt(t.nickname, null as never), /not null/],
    ["bounds the wrong way round", () => between(t.count, 5, 1), /swap them/],
    ["no values", () => isIn(t.count, []), /1 to 100 values, not 0/],
    ["an attribute with itself", () => eq(t.count, t.count), /with itself/],
    ["a prefix of a number", () => beginsWith(t.count, "1" as never), /stored as N/],
    ["half a surrogate pair", () => contains(t.title, "\ud800"), /surrogate/],
    ["another entity's attribute", () => eq(t.count, other.count as never), /Task with one of Other/],
    ["another entity's condition", () => eq(other.count, 1), /a condition of Other was given to an operation on Task/],
    ["no reference", () => eq(nope, 1), /takes a reference/],
    ["the item", () => exists(t as never), /exists\(\) or notExists\(\)/],
    ["an index below 0", () => exists(at(t.lines, -1)), /from 0/],
    ["an item a tuple does not have", () => eq(at(t.pair, 7) as never, 1 as never), /its schema has/],
    ["an unknown tag", () => exists(variant(t.payment, "kind", "gold" as never) as never), /one of its tags/],
  ];
  test.each(refused)("%s", (_name, make, message) => {
    let error: unknown;
    try {
      print(make());
    } catch (thrown) {
      error = thrown;
    }
    expect(ValidationError.isInstance(error)).toBe(true);
    expect((error as Error).message).toMatch(message);
  });

  test("what is no condition, so that something forgotten does not match everything", () => {
    expect(() => and(t.done as never)).toThrow(/and\(\.\.\.\) takes conditions/);
    expect(() => or(true as never)).toThrow(/or\(\.\.\.\) takes conditions/);
    expect(() => not(undefined as never)).toThrow(/not\(\.\.\.\) takes a condition/);
  });

  test("by the names of the program", () => {
    expect(() => print(eq(t.title, t.title))).toThrow(/= compares title with itself/);
    expect(() => print(between(t.title, "b", "a"))).toThrow(/title: the lower bound/);
    expect(() => print(isIn(t.title, []))).toThrow(/title: isIn takes 1 to 100 values/);
  });

  test("conditions of two entities are not combined", () => {
    expect(() => and<string>(eq(t.count, 1), eq(other.count, 1))).toThrow(/Task and Other/);
  });
});

test("managed attributes have references, for conditions", () => {
  expect(print(eq(version, 3)).text).toBe("#version = :version");
});

test("equal names and values share placeholders", () => {
  const { text, names, values } = print(or(eq(t.title, "a"), contains(t.tags, "a"), eq(t.dueDate, t.title)));
  expect(text).toBe("#ttl = :ttl OR contains(#tags, :ttl) OR #dueDate = #ttl");
  expect(names).toEqual({ "#ttl": "ttl", "#tags": "tags", "#dueDate": "dueDate" });
  expect(values).toEqual({ ":ttl": { S: "a" } });
});
