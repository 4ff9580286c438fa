import { bytes, decimal, epochSeconds, ValidationError } from "@keywright/schema";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { size } from "../operator/size.ts";
import { createPrinter } from "../print/printer.ts";
import { at, entryOf, variant } from "../reference/navigate.ts";
import { type ReferencesOf, referencesOf } from "../reference/references-of.ts";
import { modelOf } from "../testing/model.ts";
import type { Changes } from "./changes.ts";
import { append, concat, prepend } from "./list.ts";
import { decrement, difference, increment, sum } from "./number.ts";
import { ifNotExists, patch, whenExists } from "./place.ts";
import { changesToActions } from "./plan.ts";
import { type Action, set } from "./set.ts";
import { add, remove } from "./set-members.ts";

const schema = z.object({
  title: z.string().min(1),
  status: z.enum(["OPEN", "DONE"]).default("OPEN"),
  points: z.int().min(0).max(100).optional(),
  count: z.number(),
  total: z.bigint(),
  price: decimal(),
  tags: z.set(z.string()).optional(),
  labels: z.set(z.string()),
  days: z.set(epochSeconds()).optional(),
  assignee: z
    .object({
      name: z.string(),
      phone: z.string().optional(),
      address: z.object({ city: z.string(), zip: z.string().optional() }).optional(),
    })
    .optional(),
  settings: z.object({ theme: z.string(), seen: z.number(), hint: z.string().optional() }),
  box: z.object({ width: z.number() }).nullable(),
  lines: z.array(z.object({ sku: z.string(), quantity: z.number(), gift: z.string().optional() })),
  notes: z.array(z.string()).optional(),
  scores: z.record(z.string(), z.number()),
  expiresAt: epochSeconds().optional(),
  log: z.array(z.string()).default(["made"]),
  matrix: z.array(z.array(z.string())),
  pair: z.tuple([z.string(), z.number()]),
  limits: z.record(z.enum(["low", "high"]), z.number()),
  codes: z.record(z.string().length(2), z.number()),
  ranks: z.set(z.int()).optional(),
  hashes: z.set(bytes()).optional(),
  payment: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("card"), last4: z.string(), note: z.string() }),
    z.object({ kind: z.literal("cash"), currency: z.string(), note: z.string() }),
    z.object({ kind: z.literal("gift"), currency: z.string(), note: z.string() }),
  ]),
});
type Refs = ReferencesOf<"Task", typeof schema>;
type TaskChanges = Changes<(typeof schema)["_zod"]["def"]["shape"]>;
const model = modelOf("Task", schema, { storedAs: new Map([["title", "ttl"]]), managed: ["version"] });
const t = referencesOf<Refs>(model);
const other = referencesOf<ReferencesOf<"Task", typeof schema>>(modelOf("Other", schema));

function print(changes: TaskChanges | readonly Action<"Task">[]) {
  const plan = changesToActions(model, changes);
  const printer = createPrinter("Task");
  const update = printer.update(plan.actions);
  const conditions = plan.conditions.map((condition) => printer.condition(condition));
  return { update, conditions, values: printer.finish().ExpressionAttributeValues, plan };
}

describe("every change prints", () => {
  const cases: readonly [string, TaskChanges, string, object?][] = [
    ["a value", { title: "x" }, "SET #ttl = :ttl", { ":ttl": { S: "x" } }],
    ["a coded value", { expiresAt: new Date(1000) }, "SET #expiresAt = :expiresAt", { ":expiresAt": { N: "1" } }],
    ["null", { box: null }, "SET #box = :box", { ":box": { NULL: true } }],
    ["remove", { expiresAt: remove() }, "REMOVE #expiresAt"],
    ["increment", { count: increment(1) }, "SET #count = #count + :count", { ":count": { N: "1" } }],
    ["decrement", { total: decrement(1n) }, "SET #total = #total - :total", { ":total": { N: "1" } }],
    [
      "increment by a decimal",
      { price: increment({ value: "0.10" }) },
      "SET #price = #price + :price",
      { ":price": { N: "0.1" } },
    ],
    [
      "increment from",
      { points: increment(2, { from: 0 }) },
      "SET #points = if_not_exists(#points, :points_default) + :points",
      { ":points_default": { N: "0" }, ":points": { N: "2" } },
    ],
    [
      "increment outside of the range of the attribute",
      { points: decrement(500, { from: 0 }) },
      "SET #points = if_not_exists(#points, :points_default) - :points",
    ],
    ["add members", { tags: add(["a", "a", "b"]) }, "ADD #tags :tags", { ":tags": { SS: ["a", "b"] } }],
    ["add coded members", { days: add(new Set([new Date(1000)])) }, "ADD #days :days", { ":days": { NS: ["1"] } }],
    ["add to a number", { points: add(1) }, "ADD #points :points", { ":points": { N: "1" } }],
    ["remove members", { tags: remove(["a"]) }, "DELETE #tags :tags", { ":tags": { SS: ["a"] } }],
    [
      "append to an optional list",
      { notes: append(["a"]) },
      "SET #notes = list_append(if_not_exists(#notes, :notes_default), :notes)",
      { ":notes_default": { L: [] }, ":notes": { L: [{ S: "a" }] } },
    ],
    ["append", { lines: append([{ sku: "a", quantity: 1 }]) }, "SET #lines = list_append(#lines, :lines)"],
    ["prepend", { lines: prepend([{ sku: "a", quantity: 1 }]) }, "SET #lines = list_append(:lines, #lines)"],
    ["ifNotExists", { title: ifNotExists("x") }, "SET #ttl = if_not_exists(#ttl, :ttl_default)"],
    [
      "patch",
      { settings: patch({ theme: "dark", seen: increment(1), hint: remove() }) },
      "SET #settings.#theme = :theme, #settings.#seen = #settings.#seen + :seen REMOVE #settings.#hint",
    ],
    ["patch of a record", { scores: patch({ de: 1, fr: remove() }) }, "SET #scores.#de = :de REMOVE #scores.#fr"],
    [
      "append from",
      { notes: append(["a"], { from: ["first"] }) },
      "SET #notes = list_append(if_not_exists(#notes, :notes_default), :notes)",
      { ":notes_default": { L: [{ S: "first" }] }, ":notes": { L: [{ S: "a" }] } },
    ],
    [
      "append to a list with a default, which reading would give",
      { log: append(["a"]) },
      "SET #log = list_append(if_not_exists(#log, :log_default), :log)",
      { ":log_default": { L: [{ S: "made" }] }, ":log": { L: [{ S: "a" }] } },
    ],
    ["an empty list", { notes: [] }, "SET #notes = :notes", { ":notes": { L: [] } }],
    ["negative zero", { count: -0 }, "SET #count = :count", { ":count": { N: "0" } }],
    ["add members of a number set", { ranks: add([1, 2, 1]) }, "ADD #ranks :ranks", { ":ranks": { NS: ["1", "2"] } }],
    ["remove members of a number set", { ranks: remove([1]) }, "DELETE #ranks :ranks", { ":ranks": { NS: ["1"] } }],
    [
      "add members of a binary set",
      { hashes: add([new Uint8Array([1]), new Uint8Array([1])]) },
      "ADD #hashes :hashes",
      { ":hashes": { BS: [new Uint8Array([1])] } },
    ],
    ["remove members of a binary set", { hashes: remove([new Uint8Array([1])]) }, "DELETE #hashes :hashes"],
    ["nothing", {}, undefined as never],
  ];
  test.each(cases)("%s", (_name, changes, update, values) => {
    const printed = print(changes);
    expect(printed.update).toBe(update);
    expect(printed.conditions).toEqual([]);
    if (values) expect(printed.values).toEqual(values);
  });

  test("sections stand in a fixed order, each once", () => {
    const { update } = print({
      tags: remove(["a"]),
      labels: add(["b"]),
      expiresAt: remove(),
      title: "x",
      points: remove(),
      count: 1,
    });
    expect(update).toBe(
      "SET #ttl = :ttl, #count = :count REMOVE #expiresAt, #points ADD #labels :labels DELETE #tags :tags",
    );
  });
});

describe("whenExists", () => {
  test("demands what is patched", () => {
    expect(print({ assignee: whenExists(patch({ name: "Ada", phone: remove() })) })).toMatchObject({
      update: "SET #assignee.#name = :name REMOVE #assignee.#phone",
      conditions: ["attribute_exists(#assignee)"],
    });
    const nested = { assignee: whenExists(patch({ address: whenExists(patch({ city: "x" })) })) } satisfies TaskChanges;
    expect(print(nested)).toMatchObject({
      update: "SET #assignee.#address.#city = :city",
      conditions: ["attribute_exists(#assignee)", "attribute_exists(#assignee.#address)"],
    });
  });

  test("demands a map where null may be stored", () => {
    expect(print({ box: whenExists(patch({ width: 1 })) }).conditions).toEqual(["attribute_type(#box, :type_M)"]);
  });

  test("makes `from` needless", () => {
    expect(print({ points: whenExists(increment(1)) })).toMatchObject({
      update: "SET #points = #points + :points",
      conditions: ["attribute_exists(#points)"],
    });
  });
});

describe("the callback form", () => {
  test("reaches list elements and entries, and other attributes", () => {
    const { update } = print([
      set(at(t.lines, 0).quantity, increment(1)),
      set(at(t.lines, 3), remove()),
      set(entryOf(t.scores, "de"), increment(2, { from: 0 })),
      set(t.title, t.settings.theme),
      set(t.count, increment(t.settings.seen)),
    ]);
    expect(update).toBe(
      "SET #lines[0].#quantity = #lines[0].#quantity + :quantity, #scores.#de = if_not_exists(#scores.#de, :de_default) + :de, #ttl = #settings.#theme, #count = #count + #settings.#seen REMOVE #lines[3]",
    );
  });

  const terms: readonly [string, Action<"Task">, string, object?][] = [
    ["another attribute", set(t.count, t.settings.seen), "SET #count = #settings.#seen"],
    [
      "another attribute, or a value",
      set(t.count, ifNotExists(t.points, 7)),
      "SET #count = if_not_exists(#points, :points_default)",
      { ":points_default": { N: "7" } },
    ],
    [
      "another attribute, or yet another",
      set(t.count, ifNotExists(t.points, t.count)),
      "SET #count = if_not_exists(#points, #count)",
    ],
    [
      "itself, or another attribute",
      set(t.points, ifNotExists(t.points, t.count)),
      "SET #points = if_not_exists(#points, #count)",
    ],
    [
      "a sum",
      set(t.count, sum(t.settings.seen, at(t.lines, 0).quantity)),
      "SET #count = #settings.#seen + #lines[0].#quantity",
    ],
    [
      "a sum with a value",
      set(t.points, sum(1, ifNotExists(t.points, 0))),
      "SET #points = :points + if_not_exists(#points, :points_default)",
    ],
    ["a difference", set(t.count, difference(t.count, t.settings.seen)), "SET #count = #count - #settings.#seen"],
    ["a difference from a value", set(t.count, difference(10, t.count)), "SET #count = :count - #count"],
    [
      "an increment by another attribute",
      set(t.count, increment(t.settings.seen)),
      "SET #count = #count + #settings.#seen",
    ],
    [
      "an increment by another attribute that may be absent",
      set(t.points, decrement(ifNotExists(t.points, 1), { from: 5 })),
      "SET #points = if_not_exists(#points, :points_default) - if_not_exists(#points, :points_default_2)",
    ],
    [
      "an increment from another attribute",
      set(entryOf(t.scores, "de"), increment(1, { from: t.count })),
      "SET #scores.#de = if_not_exists(#scores.#de, #count) + :de",
    ],
    [
      "elements of another list",
      set(t.log, append(ifNotExists(t.notes, []))),
      "SET #log = list_append(if_not_exists(#log, :log_default), if_not_exists(#notes, :notes_default))",
    ],
    [
      "elements from another list",
      set(t.notes, append(["x"], { from: t.log })),
      "SET #notes = list_append(if_not_exists(#notes, #log), :notes)",
    ],
    [
      "two lists",
      set(t.notes, concat(t.log, ifNotExists(at(t.matrix, 0), []))),
      "SET #notes = list_append(#log, if_not_exists(#matrix[0], :matrix_default))",
    ],
    [
      "a list of lists",
      set(at(t.matrix, 1), append(["x"])),
      "SET #matrix[1] = list_append(if_not_exists(#matrix[1], :matrix_default), :matrix)",
    ],
    ["an item of a tuple", set(at(t.pair, 1), increment(1)), "SET #pair[1] = #pair[1] + :pair"],
    ["an element", set(at(t.lines, 2), remove()), "REMOVE #lines[2]"],
    ["an entry", set(entryOf(t.scores, "de"), remove()), "REMOVE #scores.#de"],
    ["an element that is added to", set(at(t.lines, 0).quantity, add(2)), "ADD #lines[0].#quantity :quantity"],
  ];
  test.each(terms)("%s", (_name, action, update, values) => {
    const printed = print([action]);
    expect(printed.update).toBe(update);
    expect(printed.conditions).toEqual([]);
    if (values) expect(printed.values).toEqual(values);
  });

  test("what is demanded twice is printed once", () => {
    const { conditions } = print([set(t.assignee.name, whenExists("Ada")), set(t.assignee.phone, whenExists("1"))]);
    expect(conditions).toEqual(["attribute_exists(#assignee)"]);
  });

  test("what an option of a union alone has demands that option", () => {
    expect(print([set(variant(t.payment, "kind", "card").last4, "4242")])).toMatchObject({
      update: "SET #payment.#last4 = :last4",
      conditions: ["#payment.#kind = :kind"],
      values: { ":kind": { S: "card" }, ":last4": { S: "4242" } },
    });
    expect(print({ payment: patch({ currency: "EUR", note: "x" }) as never })).toMatchObject({
      update: "SET #payment.#currency = :currency, #payment.#note = :note",
      conditions: ["#payment.#kind IN (:kind, :kind_2)"],
    });
    expect(print({ payment: patch({ note: "x" }) as never }).conditions).toEqual([]);
    expect(print([set(t.payment.note, "x")]).conditions).toEqual([]);
    const optional = modelOf(
      "Loose",
      z.object({
        map: z.discriminatedUnion("kind", [
          z.object({ kind: z.literal("a").optional(), x: z.string() }),
          z.object({ kind: z.literal("b"), y: z.string() }),
        ]),
      }),
    );
    const plan = changesToActions(optional, { map: patch({ x: "1" }) });
    const printer = createPrinter("Loose");
    expect(plan.conditions.map((each) => printer.condition(each))).toEqual([
      "attribute_not_exists(#map.#kind) OR #map.#kind = :kind",
    ]);
  });

  test("whenExists demands the parent that may be absent", () => {
    expect(print([set(t.assignee.name, whenExists("Ada"))])).toMatchObject({
      update: "SET #assignee.#name = :name",
      conditions: ["attribute_exists(#assignee)"],
    });
    expect(print([set(t.assignee.address.zip, whenExists(remove()))])).toMatchObject({
      update: "REMOVE #assignee.#address.#zip",
      conditions: ["attribute_exists(#assignee.#address)"],
    });
  });
});

test("planners learn which attributes are set, removed or computed", () => {
  const { plan } = print({ title: "x", expiresAt: remove(), count: increment(1), settings: patch({ theme: "a" }) });
  expect([...plan.set]).toEqual([["title", { S: "x" }]]);
  expect([...plan.removed]).toEqual(["expiresAt"]);
  expect([...plan.computed]).toEqual(["count", "settings"]);
});

test("a plain value is never taken for a change", () => {
  const values = z.object({ data: z.object({ kind: z.string(), by: z.number() }) });
  const plain = modelOf("Plain", values);
  const { actions } = changesToActions(plain, { data: { kind: "increment", by: 1 } });
  expect(actions).toMatchObject([
    { kind: "set", value: { kind: "literal", value: { M: { kind: { S: "increment" } } } } },
  ]);
});

describe("what is refused", () => {
  // What types refuse is refused at run time as well, for those who have none.
  const cases: readonly [string, unknown, RegExp][] = [
    ["undefined", { expiresAt: undefined }, /expiresAt: .*remove\(\)/],
    ["an unknown attribute", { tittle: "x" }, /did you mean 'title'/],
    ["an unknown attribute of a map", { settings: patch({ nope: 1 } as never) }, /settings\.nope/],
    ["a managed attribute", { version: 3 }, /version: is managed/],
    ["a wrong value", { status: "NOPE" }, /status/],
    ["a value that fails a check", { title: "" }, /title/],
    ["the removal of a required attribute", { title: remove() }, /optional attribute/],
    ["the removal of a default's attribute", { status: remove() }, /optional attribute/],
    ["members out of a required set", { labels: remove(["a"]) }, /optional attribute/],
    ["an increment of a string", { title: increment(1) }, /stored as a number/],
    ["an increment of an optional number", { points: increment(1) }, /needs \{ from \}/],
    ["a fraction of an integer", { points: increment(0.5, { from: 0 }) }, /takes an integer/],
    ["NaN", { count: increment(Number.NaN) }, /takes a number/],
    ["an unsafe integer", { count: increment(2 ** 60) }, /bigint/],
    ["an empty set", { tags: add([]) }, /at least one member/],
    ["members of no set", { title: add(["a"]) }, /stored as a set/],
    ["elements of no list", { title: append(["a"]) }, /stored as a list/],
    ["a wrong element", { notes: append([1]) }, /notes/],
    ["a patch of no map", { title: patch({} as never) }, /stored as a map/],
    ["a patch of an optional map", { assignee: patch({ name: "x" } as never) }, /whenExists\(patch/],
    ["a patch of a nullable map", { box: patch({ width: 1 } as never) }, /whenExists\(patch/],
    ["a path under an optional attribute", [set(t.assignee.name, "Ada")], /whenExists\(\.\.\.\)/],
    ["undefined in an action", [set(t.count, undefined as never)], /count is undefined|count: is undefined/],
    ["a copy of another type", [set(t.title, t.count as never)], /set\(title.* stored as S; count is stored as N/],
    [
      "a copy of what may be null",
      [set(t.settings, t.box as never)],
      /stored as (M); box is stored as (M or NULL|NULL or M)/,
    ],
    ["a sum of strings", [set(t.count, sum(t.title as never, 1))], /takes numbers; title is not stored as one/],
    ["a sum for a string", [set(t.title, sum(1, 1) as never)], /stored as a number/],
    [
      "a sum with what may be absent",
      [set(t.count, sum(t.points as never, 1))],
      /got points, which may be absent: write ifNotExists\(t\.points, otherwise\)/,
    ],
    [
      "a list with an element that may be absent",
      [set(t.notes, concat(at(t.matrix, 0) as never, ["x"]))],
      /got matrix\[0\], which may be absent/,
    ],
    ["fractions for an integer", [set(t.points, sum(t.count, 1))], /count may have a fraction/],
    [
      "an increment inside of an increment",
      [set(t.count, increment(increment(1) as never))],
      /values, other attributes, and ifNotExists/,
    ],
    [
      "ifNotExists as what an absent number counts for",
      [set(t.points, increment(1, { from: ifNotExists(t.count, 1) as never }))],
      /another attribute as \{ from \}/,
    ],
    [
      "what may be absent as what an absent list counts for",
      [set(t.log, append(["x"], { from: t.notes as never }))],
      /got notes, which may be absent/,
    ],
    ["a chain", [set(t.count, sum(sum(1, 2) as never, 3))], /values, other attributes, and ifNotExists/],
    [
      "ifNotExists of nothing in a sum",
      [set(t.count, sum(ifNotExists(1) as never, 3))],
      /ifNotExists\(attribute, otherwise\)/,
    ],
    ["ifNotExists of an undefined", [set(t.count, ifNotExists(t.points, undefined as never))], /got undefined/],
    ["a list of other elements", [set(t.notes, concat(t.lines as never, ["x"]))], /stored as S; lines is stored as M/],
    ["a size", [set(t.count, size(t.tags) as never)], /another attribute of Task/],
    ["another entity's attribute", [set(t.count, other.count as never)], /another attribute of Task/],
    ["another entity's attribute in a sum", [set(t.count, sum(other.count, 1))], /another attribute of Task/],
    ["the removal of an item of a tuple", [set(at(t.pair, 1) as never, remove() as never)], /optional attribute/],
    ["the removal of an entry that must be there", { limits: patch({ low: remove() } as never) }, /optional attribute/],
    ["an entry that cannot be there", { limits: patch({ middle: 1 } as never) }, /limits\.middle/],
    ["an entry whose name a check refuses", { codes: patch({ deu: 1 }) }, /codes\.deu/],
    ["an unknown attribute near to one of a map", { settings: patch({ them: "x" } as never) }, /did you mean 'theme'/],
    ["the discriminator alone", { payment: patch({ kind: "cash" } as never) }, /tells the options/],
    ["the discriminator by a path", [set(t.payment.kind, "cash")], /tells the options/],
    ["parts of two options", { payment: patch({ last4: "1", currency: "EUR" } as never) }, /of one option/],
    [
      "parts of two options by paths",
      [set(variant(t.payment, "kind", "card").last4, "1"), set(variant(t.payment, "kind", "cash").currency, "EUR")],
      /payment\.currency.* different options/,
    ],
    ["an empty set as a value", { tags: new Set() }, /tags/],
    ["NaN as a value", { count: Number.NaN }, /count/],
    ["no action", ["x"], /set\(\.\.\.\)/],
    ["an entry without a name", { scores: patch({ "": 1 }) }, /cannot be named ""/],
    [
      "an entry that could not be read",
      { scores: patch(JSON.parse('{"__proto__":1}')) },
      /cannot be named "__proto__"/,
    ],
    ["an entry that could not be read, by a reference", [set(entryOf(t.scores, "__proto__"), 1)], /"__proto__"/],
  ];
  test.each(cases)("%s", (_name, changes, message) => {
    let error: unknown;
    try {
      changesToActions(model, changes as object);
    } catch (thrown) {
      error = thrown;
    }
    expect(ValidationError.isInstance(error)).toBe(true);
    expect((error as Error).message).toMatch(message);
  });

  test("all issues are reported at once", () => {
    expect(() => changesToActions(model, { title: "", status: "NOPE" })).toThrow(/1\. title[\s\S]*2\. status/);
  });

  test("overlapping and conflicting paths, naming both", () => {
    expect(() => print([set(t.settings, t.settings as never), set(t.settings.theme, "x")])).toThrow(
      /settings and settings\.theme overlap/,
    );
    expect(() => print([set(t.title, "a"), set(t.title, "b")])).toThrow(/title and title overlap/);
    expect(() => print([set(t.expiresAt, new Date(0)), set(t.expiresAt, remove())])).toThrow(
      /expiresAt and expiresAt overlap/,
    );
    expect(() => print([set(t.lines, []), set(at(t.lines, 0), remove())])).toThrow(/lines and lines\[0\] overlap/);
    expect(() => print([set(at(t.lines, 0).sku, "x"), set(at(t.lines, 0), remove())])).toThrow(
      /lines\[0\]\.sku and lines\[0\] overlap/,
    );
    expect(() => print([set(t.tags, add(["a"])), set(t.tags, remove(["b"]))])).toThrow(/tags and tags overlap/);
    const parts = [set(t.settings, patch({ theme: "x" }) as never), set(t.settings.theme, "y")];
    expect(() => print(parts)).toThrow(/settings\.theme and settings\.theme overlap/);
    expect(() => changesToActions(model, [set(t.count, 1), set(t.count, 2)])).toThrow(ValidationError);
  });

  test("siblings do not overlap", () => {
    const { update } = print([
      set(at(t.lines, 0).sku, "x"),
      set(at(t.lines, 1), remove()),
      set(at(t.lines, 0).gift, remove()),
    ]);
    expect(update).toBe("SET #lines[0].#sku = :sku REMOVE #lines[1], #lines[0].#gift");
  });
});
