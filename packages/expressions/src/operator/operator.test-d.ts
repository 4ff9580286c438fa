import type { Decimal } from "@keywright/schema";
import { bytes, decimal, epochSeconds, isoDateTime } from "@keywright/schema";
import { describe, expectTypeOf, test } from "vitest";
import * as z from "zod";
import * as mini from "zod/mini";
import { at, entryOf, variant } from "../reference/navigate.ts";
import type { Ref } from "../reference/ref.ts";
import type { ReferencesOf } from "../reference/references-of.ts";
import type { Condition } from "./condition.ts";
import * as op from "./index.ts";
import {
  and,
  beginsWith,
  between,
  contains,
  eq,
  exists,
  gt,
  hasType,
  isIn,
  lt,
  ne,
  not,
  notExists,
  or,
  size,
} from "./index.ts";

const address = z.object({ city: z.string(), zip: z.string().optional() });
const schema = z.object({
  title: z.string(),
  summary: z.string().optional(),
  status: z.enum(["OPEN", "DONE"]).default("OPEN"),
  points: z.int().optional(),
  count: z.number(),
  total: z.bigint(),
  price: decimal(),
  done: z.boolean(),
  nothing: z.null(),
  nickname: z.string().nullable(),
  tags: z.set(z.string()).optional(),
  days: z.set(epochSeconds()).optional(),
  assignee: z.object({ name: z.string(), address: address.optional() }).optional(),
  lines: z.array(z.object({ sku: z.string() })),
  pair: z.tuple([z.string(), z.number()]),
  scores: z.record(z.string(), z.number()),
  payment: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("card"), last4: z.string() }),
    z.object({ kind: z.literal("cash"), currency: z.string() }),
  ]),
  either: z.union([z.object({ a: z.string() }), z.object({ b: z.number() })]),
  blob: z
    .codec(z.string(), z.object({ foo: z.string() }), {
      decode: (text) => JSON.parse(text) as { foo: string },
      encode: (value) => JSON.stringify(value),
    })
    .optional(),
  valueLike: z.object({ value: z.string() }),
  checksum: bytes().optional(),
  expiresAt: epochSeconds().optional(),
  seenAt: isoDateTime().optional(),
  open: z.unknown(),
  id: z.string().brand<"Id">(),
  otherId: z.string().brand<"OtherId">(),
  size: z.number(),
  // biome-ignore lint/suspicious/noThenProperty: an attribute may have any name.
  then: z.string(), // oxlint-disable-line unicorn/no-thenable
  contains: z.string(),
  length: z.number(),
  constructor: z.string(),
  toString: z.string(),
  "0": z.string(),
  "a.b": z.string(),
  "a#b": z.string(),
  get children() {
    return z.array(schema).optional();
  },
});
declare const t: ReferencesOf<"Task", typeof schema>;
declare const other: ReferencesOf<"Order", typeof schema>;
declare const id: string & z.core.$brand<"Id">;
type TaskCondition = Condition<"Task">;

describe("what compiles", () => {
  test("operands of the attribute's type", () => {
    expectTypeOf(eq(t.status, "OPEN")).toEqualTypeOf<TaskCondition>();
    eq(t.nickname, null);
    eq(t.tags, new Set(["a"]));
    eq(t.payment, { kind: "card", last4: "1" });
    eq(t.either, { a: "x" });
    eq(t.id, id);
    eq(t.blob, { foo: "x" });
    eq(t.summary, "x");
    ne(t.done, false);
    isIn(t.status, ["OPEN", "DONE"]);
    eq(t.open, { any: ["thing", 1] });
  });

  test("orders of strings, numbers and binary values, by the stored type", () => {
    lt(t.title, "x");
    gt(t.points, 1);
    gt(t.total, 1n);
    gt(t.price, { value: "1" } satisfies Decimal);
    lt(t.expiresAt, new Date());
    lt(t.seenAt, new Date());
    lt(t.checksum, new Uint8Array());
    between(t.points, 1, 5);
    gt(t.nickname, "a");
    lt(t.open, 3);
  });

  test("parts, members and elements", () => {
    beginsWith(t.title, "x");
    beginsWith(t.status, "OP");
    beginsWith(t.seenAt, "2026-05");
    beginsWith(t.checksum, new Uint8Array());
    beginsWith(t.nickname, t.title);
    contains(t.title, "x");
    contains(t.tags, "x");
    contains(t.tags, t.title);
    contains(t.days, new Date());
    contains(t.lines, { sku: "x" });
    contains(t.blob, "foo");
    contains(t.open, "foo");
  });

  test("attributes against attributes of the same entity and type", () => {
    eq(t.title, t.summary);
    eq(t.status, t.title);
    lt(t.count, t.points);
    lt(t.count, size(t.lines));
    eq(t.assignee.address.city, t.title);
  });

  test("size of anything sizable", () => {
    lt(size(t.tags), 10);
    between(size(t.lines), 1, 2);
    isIn(size(t.title), [1, 2]);
    eq(size(t.assignee), size(t.scores));
    lt(size(t.checksum), 10);
    lt(size(t.seenAt), 30);
    lt(size(t.valueLike), 2);
    lt(size(t.open), 2);
  });

  test("any depth", () => {
    eq(t.assignee.address.zip, "x");
    eq(at(t.lines, 0).sku, "x");
    eq(at(t.pair, 0), "x");
    gt(at(t.pair, 1), 1);
    eq(entryOf(t.scores, "de"), 1);
    eq(t.payment.kind, "cash");
    eq(variant(t.payment, "kind", "card").last4, "x");
    eq(at(at(t.children, 0).children, 1).assignee.address.city, "x");
  });

  test("attributes with the names of other things", () => {
    gt(t.size, 1);
    eq(t.then, "x");
    eq(t.contains, "x");
    gt(t.length, 1);
    eq(t.constructor, "x");
    eq(t.toString, "x");
    eq(t["0"], "x");
    eq(t["a.b"], "x");
    eq(t["a#b"], "x");
  });

  test("combinations", () => {
    expectTypeOf(and(eq(t.title, "x"), Math.random() > 0.5 && gt(t.count, 1))).toEqualTypeOf<TaskCondition>();
    expectTypeOf(or(not(exists(t.tags)), hasType(t.nickname, "NULL"))).toEqualTypeOf<TaskCondition>();
    expectTypeOf(and(exists(), eq(t.title, "x"))).toEqualTypeOf<TaskCondition>();
    const none: TaskCondition = and();
    const item: TaskCondition = notExists();
    expectTypeOf(op.eq(t.title, "x")).toEqualTypeOf<TaskCondition>();
    return [none, item];
  });

  test("functions over references of any entity", () => {
    const active = <E extends string>(refs: {
      readonly done: Ref<E, boolean, boolean>;
      readonly count: Ref<E, number, number>;
    }) => and(eq(refs.done, false), gt(refs.count, 0));
    expectTypeOf(active(t)).toEqualTypeOf<TaskCondition>();
    expectTypeOf(active(other)).toEqualTypeOf<Condition<"Order">>();
  });

  test("zod/mini, and a union as the root", () => {
    const small = mini.object({ n: mini.optional(mini.number()), d: mini.optional(epochSeconds()) });
    // Nothing runs here: only the types of references count.
    const m = null as unknown as ReferencesOf<"Mini", typeof small>;
    gt(m.n, 1);
    gt(m.d, new Date());
    const root = z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("a"), x: z.number(), shared: z.string(), mixed: z.string() }),
      z.object({ kind: z.literal("b"), y: z.string(), shared: z.string(), mixed: z.number() }),
    ]);
    const u = null as unknown as ReferencesOf<"Union", typeof root>;
    eq(u.kind, "a");
    beginsWith(u.shared, "x");
    eq(u.mixed, "x");
    eq(u.mixed, 1);
    gt(u.mixed, 1);
    // @ts-expect-error of no option
    eq(u.mixed, true);
    gt(variant(u, "kind", "a").x, 1);
    // @ts-expect-error only one of the options has it
    exists(u.x);
    // @ts-expect-error no such tag
    variant(u, "kind", "c");
  });
});

describe("what does not compile", () => {
  test("operands", () => {
    // @ts-expect-error a misspelt literal
    eq(t.status, "OPENED");
    // @ts-expect-error in a list, too
    isIn(t.status, ["OPEN", "OPENED"]);
    // @ts-expect-error another type
    eq(t.count, "1");
    // @ts-expect-error not nullable
    eq(t.title, null);
    // @ts-expect-error undefined
    eq(t.summary, undefined);
    // @ts-expect-error the brand is missing
    eq(t.id, "x");
    // @ts-expect-error a date, not what is stored
    lt(t.expiresAt, 3);
    // @ts-expect-error no bounds of two types
    between(t.count, 1, "2");
    // @ts-expect-error a part of an object
    eq(t.payment, { kind: "card" });
  });

  test("orders of what has none", () => {
    // @ts-expect-error a boolean
    lt(t.done, true);
    // @ts-expect-error null
    lt(t.nothing, null);
    // @ts-expect-error null as an operand
    lt(t.nickname, null);
    // @ts-expect-error a set
    lt(t.tags, new Set(["a"]));
    // @ts-expect-error a list
    lt(t.lines, []);
    // @ts-expect-error a map
    lt(t.assignee, { name: "x" });
    // @ts-expect-error a map that looks like a decimal
    lt(t.valueLike, { value: "1" });
    expectTypeOf(lt<"Task", boolean, boolean>)
      .parameter(1)
      .toEqualTypeOf<{
        readonly "~problem": "only strings, numbers and binary values have an order; this is stored as a boolean (BOOL)";
      }>();
  });

  test("functions on the wrong type", () => {
    // @ts-expect-error a number
    beginsWith(t.count, "1");
    // @ts-expect-error a date stored as a number
    beginsWith(t.expiresAt, "2026");
    // @ts-expect-error a prefix of the wrong type
    beginsWith(t.title, new Uint8Array());
    // @ts-expect-error a date instead of a part of the stored string
    beginsWith(t.seenAt, new Date());
    // @ts-expect-error a number contains nothing
    contains(t.count, 1);
    // @ts-expect-error a member of another type
    contains(t.tags, 1);
    // @ts-expect-error the stored form of a coded member
    contains(t.days, 1);
    // @ts-expect-error a part of an element
    contains(t.lines, {});
    // @ts-expect-error a number has no size
    size(t.count);
    // @ts-expect-error a boolean has no size
    size(t.done);
    // @ts-expect-error a date stored as a number has no size
    size(t.expiresAt);
    // @ts-expect-error nor has a decimal
    size(t.price);
    // @ts-expect-error a size is compared with numbers
    eq(size(t.tags), "1");
    // @ts-expect-error a size does not exist
    exists(size(t.tags));
    // @ts-expect-error no such type
    hasType(t.title, "STRING");
  });

  test("attributes that do not belong together", () => {
    // @ts-expect-error another type
    eq(t.title, t.count);
    // @ts-expect-error another brand
    eq(t.id, t.otherId);
    // @ts-expect-error another stored type
    eq(t.expiresAt, t.seenAt);
    // @ts-expect-error another entity
    eq(t.title, other.title);
    // @ts-expect-error another entity
    contains(t.tags, other.title);
    // @ts-expect-error another entity's condition
    const mixed: TaskCondition = and(eq(t.title, "x"), eq(other.title, "x"));
    // @ts-expect-error another entity's condition
    const foreign: TaskCondition = eq(other.title, "x");
    return [mixed, foreign];
  });

  test("paths that do not exist", () => {
    // @ts-expect-error no such attribute
    exists(t.nope);
    // @ts-expect-error stored as JSON text
    exists(t.blob.foo);
    // @ts-expect-error not in every option
    exists(t.payment.last4);
    // @ts-expect-error the other variant's
    exists(variant(t.payment, "kind", "card").currency);
    // @ts-expect-error no list
    at(t.title, 0);
    // @ts-expect-error a list has no entries
    entryOf(t.lines, "x");
    // @ts-expect-error the list itself has no sku
    exists(t.lines.sku);
  });
});
