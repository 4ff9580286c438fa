import { decimal, epochSeconds, ValidationError } from "@keywright/schema";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { createPrinter } from "../print/printer.ts";
import { at, entryOf } from "../reference/navigate.ts";
import { type ReferencesOf, referencesOf } from "../reference/references-of.ts";
import { modelOf } from "../testing/model.ts";
import type { Changes } from "./changes.ts";
import { append, prepend } from "./list.ts";
import { decrement, increment } from "./number.ts";
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
});
type Refs = ReferencesOf<"Task", typeof schema>;
type TaskChanges = Changes<(typeof schema)["_zod"]["def"]["shape"], never, never>;
const model = modelOf("Task", schema, { storedAs: new Map([["title", "ttl"]]), managed: ["version"] });
const t = referencesOf<Refs>(model);

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
  });
});
