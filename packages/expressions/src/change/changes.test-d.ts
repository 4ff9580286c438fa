import { decimal, epochSeconds } from "@keywright/schema";
import { describe, expectTypeOf, test } from "vitest";
import * as z from "zod";
import { at, entryOf } from "../reference/navigate.ts";
import type { ReferencesOf } from "../reference/references-of.ts";
import type { LooseChangesOf } from "./changes.ts";
import { append, prepend } from "./list.ts";
import { decrement, increment } from "./number.ts";
import { ifNotExists, patch, whenExists } from "./place.ts";
import { type Action, set } from "./set.ts";
import { add, remove } from "./set-members.ts";
import type { Verdicts } from "./verdict.ts";

const schema = z.object({
  userId: z.string(),
  title: z.string(),
  status: z.enum(["OPEN", "DONE"]).default("OPEN"),
  rank: z.number(),
  points: z.int().optional(),
  count: z.number(),
  total: z.bigint(),
  price: decimal(),
  done: z.boolean(),
  nickname: z.string().nullable(),
  tags: z.set(z.string()).optional(),
  labels: z.set(z.string()),
  assignee: z
    .object({ name: z.string(), phone: z.string().optional(), address: z.object({ city: z.string() }).optional() })
    .optional(),
  settings: z.object({ theme: z.enum(["dark", "light"]), seen: z.number(), hint: z.string().optional() }),
  box: z.object({ width: z.number() }).nullable(),
  lines: z.array(z.object({ sku: z.string(), quantity: z.number() })),
  pair: z.tuple([z.string(), z.number()]),
  scores: z.record(z.string(), z.number()),
  fixed: z.record(z.enum(["a", "b"]), z.number()),
  blob: z.codec(z.string(), z.object({ foo: z.string() }), {
    decode: (text) => JSON.parse(text) as { foo: string },
    encode: (value) => JSON.stringify(value),
  }),
  payment: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("card"), last4: z.string() }),
    z.object({ kind: z.literal("cash"), currency: z.string() }),
  ]),
  expiresAt: epochSeconds().optional(),
});
type Shape = (typeof schema)["shape"];
type Loose = LooseChangesOf<Shape>;
type Said<C> = Verdicts<Shape, C, "userId", "version", "rank" | "status">;
declare const t: ReferencesOf<"Task", typeof schema>;
declare const other: ReferencesOf<"Order", typeof schema>;

declare function plain<const C extends Loose>(changes: C & NoInfer<Said<C>>): void;
/** As an entity's `update` infers what it is given, to check it further. */
declare function update<const C extends Loose>(changes: C & NoInfer<Said<C>>): C;
declare function callback(make: (refs: typeof t) => readonly Action<"Task">[]): void;

describe("what compiles", () => {
  test("values and changes, plainly and where they are inferred", () => {
    plain({
      title: "x",
      status: "DONE",
      rank: 3,
      points: increment(1, { from: 0 }),
      count: decrement(1),
      total: increment(1n),
      price: increment({ value: "0.1" }),
      nickname: null,
      tags: add(["a"]),
      labels: add(new Set(["a"])),
      assignee: whenExists(patch({ name: "Ada", phone: remove(), address: whenExists(patch({ city: "x" })) })),
      settings: patch({ theme: "dark", seen: increment(1), hint: remove() }),
      box: whenExists(patch({ width: 1 })),
      lines: append([{ sku: "a", quantity: 1 }]),
      pair: ["a", 1],
      scores: patch({ de: 1, fr: remove(), it: increment(1, { from: 0 }) }),
      fixed: patch({ a: 1 }),
      blob: { foo: "x" },
      payment: { kind: "card", last4: "1" },
      expiresAt: remove(),
    });
    update({
      settings: patch({ theme: "dark" }),
      points: whenExists(increment(1)),
      tags: remove(["a"]),
      count: add(1),
    });
    update({ assignee: whenExists(patch({ name: "Ada" })), lines: prepend([]), title: ifNotExists("x") });
    update({ points: add(1), tags: new Set(["a"]), assignee: { name: "Ada" }, expiresAt: new Date() });
  });

  test("a root union takes the changes of its options", () => {
    const root = z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("a"), x: z.number() }),
      z.object({ kind: z.literal("b"), y: z.string().optional() }),
    ]);
    type RootShape = (typeof root)["options"][number]["shape"];
    const change = <const C extends LooseChangesOf<RootShape>>(
      changes: C & NoInfer<Verdicts<RootShape, C, "kind", never, never>>,
    ): C => changes;
    change({ x: increment(1) });
    change({ y: remove() });
    // @ts-expect-error required
    change({ x: remove() });
    // @ts-expect-error of no option
    change({ z: 1 });
    // @ts-expect-error of the key
    change({ kind: "a" });
  });

  test("the callback form", () => {
    callback((r) => [
      set(r.title, "x"),
      set(r.title, r.settings.theme),
      set(at(r.lines, 0).quantity, increment(1)),
      set(at(r.lines, 0).quantity, increment(r.count)),
      set(at(r.lines, 3), remove()),
      set(entryOf(r.scores, "de"), remove()),
      set(r.assignee.name, whenExists("Ada")),
      set(r.points, increment(1, { from: 0 })),
      set(r.tags, remove(["a"])),
      set(r.lines, append([{ sku: "a", quantity: 1 }])),
      set(r.expiresAt, remove()),
    ]);
    expectTypeOf(set(t.title, "x")).toEqualTypeOf<Action<"Task">>();
  });
});

describe("what does not compile", () => {
  test("values", () => {
    // @ts-expect-error a key
    plain({ userId: "x" });
    // @ts-expect-error unknown
    plain({ nope: 1 });
    // @ts-expect-error a misspelt literal
    plain({ status: "DONEE" });
    // @ts-expect-error another type
    plain({ count: "1" });
    // @ts-expect-error undefined is no change
    plain({ expiresAt: undefined });
    // @ts-expect-error another attribute is for the callback form
    plain({ title: t.title });
  });

  test("changes of the wrong attribute", () => {
    // @ts-expect-error required
    plain({ title: remove() });
    // @ts-expect-error has a default
    plain({ status: remove() });
    // @ts-expect-error the last member would take the required set with it
    plain({ labels: remove(["a"]) });
    // @ts-expect-error a string
    plain({ title: increment(1) });
    // @ts-expect-error a date, though a number is stored
    plain({ expiresAt: increment(1) });
    // @ts-expect-error an optional number needs `from`
    plain({ points: increment(1) });
    // @ts-expect-error bigint by number
    plain({ total: increment(1) });
    // @ts-expect-error a template uses it
    plain({ rank: increment(1) });
    // @ts-expect-error a template uses it
    plain({ rank: ifNotExists(1) });
    // @ts-expect-error members of another type
    plain({ tags: add([1]) });
    // @ts-expect-error no set
    plain({ title: add(["a"]) });
    // @ts-expect-error no list
    plain({ title: append(["a"]) });
    // @ts-expect-error elements of another type
    plain({ lines: append([{ sku: 1, quantity: 1 }]) });
    // @ts-expect-error a tuple has its length
    plain({ pair: append(["x"]) });
  });

  test("patches, wherever the type is taken from", () => {
    // @ts-expect-error under an optional map
    plain({ assignee: patch({ name: "Ada" }) });
    // @ts-expect-error under a nullable map
    plain({ box: patch({ width: 1 }) });
    // @ts-expect-error a misspelt attribute
    plain({ settings: patch({ theme: "dark", sean: 1 }) });
    // @ts-expect-error a misspelt attribute
    update({ settings: patch({ theme: "dark", sean: 1 }) });
    // @ts-expect-error a misspelt literal
    update({ settings: patch({ theme: "darkk" }) });
    // @ts-expect-error a misspelt attribute, deeply
    update({ assignee: whenExists(patch({ name: "x", address: whenExists(patch({ city: "x", zap: 1 })) })) });
    // @ts-expect-error required
    update({ settings: patch({ theme: remove() }) });
    // @ts-expect-error stored as JSON text
    plain({ blob: patch({ foo: "x" }) });
    plain({ payment: patch({ last4: "x" }) });
    // @ts-expect-error the discriminator: another option has other attributes
    plain({ payment: patch({ kind: "cash" }) });
    // @ts-expect-error no attribute of any option
    plain({ payment: patch({ last5: "x" }) });
    // @ts-expect-error an entry may be absent
    plain({ scores: patch({ de: increment(1) }) });
    // @ts-expect-error all names of the record stay
    plain({ fixed: patch({ a: remove() }) });
    // @ts-expect-error no such name
    plain({ fixed: patch({ c: 1 }) });
  });

  test("actions", () => {
    // @ts-expect-error another type
    set(t.title, 1);
    // @ts-expect-error required
    set(t.title, remove());
    // @ts-expect-error an optional number needs `from`
    set(t.points, increment(1));
    // @ts-expect-error another entity's attribute
    set(t.title, other.title);
    // @ts-expect-error another entity's action
    callback(() => [set(other.title, "x")]);
    // @ts-expect-error stored as JSON text
    set(t.blob.foo, "x");
    // @ts-expect-error members of another type
    set(t.tags, add([1]));
    // @ts-expect-error the items of a tuple would move
    set(t.pair, append(["x"]));
  });
});
