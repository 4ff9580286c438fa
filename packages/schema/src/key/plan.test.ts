import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { ValidationError } from "../error/validation-error.ts";
import type { AttributeValue, WireItem } from "../wire/attribute-value.ts";
import { allKeys, changedKeys, type KeyChange, type KeyPlan, primaryKey } from "./plan.ts";
import type { KeyedModel, KeyTemplate } from "./template.ts";
import { makeTemplate, type Stored } from "./testing/template-case.ts";

const schemas = {
  id: z.string(),
  a: z.string().optional(),
  b: z.string().optional(),
  c: z.string().optional(),
  day: z.iso.date().optional(),
};

function template(keyAttribute: string, text: string): KeyTemplate {
  const made = makeTemplate(text, schemas, { type: "S" });
  return { ...made, keyAttribute: { name: keyAttribute, type: "S" }, own: text === `{${keyAttribute}}` };
}

const model: KeyedModel = {
  name: "Task",
  key: [template("PK", "TASK#{id}"), template("SK", "TASK")],
  indexes: new Map([
    ["pair", { partition: [template("G1", "A#{a}")], sort: [template("G2", "B#{b}#C#{c}")] }],
    ["plain", { partition: [template("day", "{day}")], sort: [template("G3", "{a}#{id}")] }],
    ["whole", { partition: [template("G4", "ALL")], sort: [template("G5", "T#{id}")] }],
    ["inverse", { partition: [template("SK", "TASK")], sort: [template("PK", "TASK#{id}")] }],
  ]),
};

const S = (text: string): AttributeValue => ({ S: text });
const id = new Map([["id", S("1")]]);
const none: KeyChange = {
  key: id,
  set: new Map(),
  removed: new Set(),
  known: new Map(),
  computed: new Set(),
  ifAbsent: new Map(),
  mayCreate: false,
};

const change = (part: Partial<KeyChange>): KeyPlan => changedKeys(model, { ...none, ...part });

function refusals(action: () => unknown): string[] {
  try {
    action();
  } catch (error) {
    if (ValidationError.isInstance(error))
      return error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
    throw error;
  }
  return [];
}

/** What the service makes of an item's key attributes. */
function apply(keys: WireItem, plan: KeyPlan): WireItem {
  const next = { ...plan.setIfAbsent, ...keys, ...plan.set };
  for (const name of plan.remove) delete next[name];
  return next;
}

/** `allKeys` without the plain attribute, whose own write makes it. */
function planned(attributes: Stored): WireItem {
  const { day: _, ...keys } = allKeys(model, (name) => attributes.get(name));
  return keys;
}

const names = ["a", "b", "c", "day"];
const value = (name: string, text: string): AttributeValue => S(name === "day" ? `2026-05-0${text.length + 1}` : text);
const text = fc.constantFrom("x", "yy", "zzz");
const step = fc.record({
  actions: fc.array(
    fc.record({ name: fc.constantFrom(...names), action: fc.constantFrom("set", "remove", "default", "known"), text }),
    { minLength: 1, maxLength: 4 },
  ),
});

describe("the key planner", () => {
  it("makes the whole primary key, or says what is missing", () => {
    expect(primaryKey(model, (name) => id.get(name))).toEqual({ PK: S("TASK#1"), SK: S("TASK") });
    expect(refusals(() => primaryKey(model, () => undefined))).toEqual([expect.stringMatching(/^id is missing.*PK/)]);
  });

  it("makes the index keys whose attributes are there", () => {
    expect(allKeys(model, (name) => new Map([...id, ["a", S("x")], ["b", S("y")]]).get(name))).toEqual({
      PK: S("TASK#1"),
      SK: S("TASK"),
      G1: S("A#x"),
      G3: S("x#1"),
      G4: S("ALL"),
      G5: S("T#1"),
    });
  });

  it("after any changes leaves the keys that the attributes make", () => {
    let planned_ = 0;
    let refused = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) => {
        let attributes = new Map<string, AttributeValue>(id);
        let keys = planned(attributes);
        for (const { actions } of steps) {
          const set = new Map<string, AttributeValue>();
          const removed = new Set<string>();
          const known = new Map<string, AttributeValue | undefined>();
          for (const { name, action, text } of actions) {
            // The last action on an attribute counts.
            set.delete(name);
            removed.delete(name);
            if (action === "set") set.set(name, value(name, text));
            else if (action === "remove") removed.add(name);
            else known.set(name, attributes.get(name));
          }
          const next = new Map([...attributes, ...set]);
          for (const name of removed) next.delete(name);
          let plan: KeyPlan;
          try {
            plan = changedKeys(model, { ...none, set, removed, known });
          } catch (error) {
            if (!ValidationError.isInstance(error)) throw error;
            refused++;
            // Only what is neither in the key, in the write, nor known can be missing.
            for (const { path } of error.issues) {
              const name = String(path[0]);
              expect(set.has(name) || removed.has(name) || known.has(name) || id.has(name)).toBe(false);
            }
            continue;
          }
          planned_++;
          attributes = next;
          keys = apply(keys, plan);
          expect(keys).toEqual(planned(attributes));
        }
      }),
      { numRuns: 1500 },
    );
    expect(planned_).toBeGreaterThan(refused);
  });

  it("of a write that may create the item leaves the keys that the attributes make", () => {
    // An item written with this model has all of its defaults, or none of it is there.
    const defaults = fc.subarray(["a", "b", "c"]);
    fc.assert(
      fc.property(
        fc.boolean(),
        defaults,
        fc.subarray(["a", "b", "c", "day"]),
        text,
        text,
        (exists, absent, given, old, fresh) => {
          const ifAbsent = new Map(absent.filter((name) => !given.includes(name)).map((name) => [name, S(fresh)]));
          const set = new Map(given.map((name) => [name, value(name, fresh)]));
          const before = new Map<string, AttributeValue>(
            exists ? [...id, ...absent.map((name) => [name, S(old)] as const)] : [],
          );
          const after = new Map([...ifAbsent, ...before, ...id, ...set]);
          let plan: KeyPlan;
          try {
            plan = change({ set, ifAbsent, mayCreate: true });
          } catch (error) {
            if (ValidationError.isInstance(error)) return;
            throw error;
          }
          const primary = primaryKey(model, (name) => id.get(name));
          expect(apply({ ...(exists ? planned(before) : {}), ...primary }, plan)).toEqual(planned(after));
        },
      ),
      { numRuns: 1500 },
    );
  });

  it("does nothing for attributes that no template uses, and for plain key attributes", () => {
    const nothing = { set: {}, remove: [], setIfAbsent: {} };
    expect(change({ set: new Map([["other", S("x")]]) })).toEqual(nothing);
    expect(change({ set: new Map([["day", S("2026-05-01")]]) })).toEqual(nothing);
    expect(change({ removed: new Set(["day"]) })).toEqual(nothing);
    expect(change({ known: new Map([["a", S("x")]]) })).toEqual(nothing);
  });

  it("checks the value of a plain key attribute all the same", () => {
    expect(refusals(() => change({ set: new Map([["day", S("tomorrow")]]) }))).toEqual([
      expect.stringMatching(/^day is not a date/),
    ]);
  });

  it("removes keys with any of their attributes, whatever is known of the others", () => {
    expect(change({ removed: new Set(["b"]) })).toEqual({ set: {}, remove: ["G2"], setIfAbsent: {} });
    expect(change({ removed: new Set(["b"]), set: new Map([["c", S("x")]]) }).remove).toEqual(["G2"]);
    // Known to be absent: what another program may have left there goes.
    expect(change({ set: new Map([["c", S("x")]]), known: new Map([["b", undefined]]) }).remove).toEqual(["G2"]);
  });

  it("asks for what is missing, and names all of it", () => {
    expect(refusals(() => change({ set: new Map([["b", S("x")]]) }))).toEqual([
      expect.stringMatching(/^c is needed.*G2 \('B#\{b\}#C#\{c\}'\).*change it too, or pass it in `known`/),
    ]);
    expect(change({ set: new Map([["b", S("x")]]), known: new Map([["c", S("y")]]) }).set).toEqual({
      G2: S("B#x#C#y"),
    });
  });

  it("refuses what the service would compute", () => {
    expect(refusals(() => change({ computed: new Set(["a"]) }))).toEqual([
      expect.stringMatching(/^a is part of the index key G1/),
      expect.stringMatching(/^a is part of the index key G3/),
    ]);
    // Known to be absent before says nothing of what the service makes of it.
    expect(refusals(() => change({ computed: new Set(["a"]), known: new Map([["a", undefined]]) }))).toHaveLength(2);
    // Without `c` there is no key, whatever `b` becomes.
    expect(change({ computed: new Set(["b"]), removed: new Set(["c"]) }).remove).toEqual(["G2"]);
  });

  it("writes keys of defaults where the item has none", () => {
    expect(change({ ifAbsent: new Map([["a", S("x")]]), mayCreate: true })).toEqual({
      set: { G4: S("ALL"), G5: S("T#1") },
      remove: [],
      setIfAbsent: { G1: S("A#x"), G3: S("x#1") },
    });
    const both = { set: new Map([["b", S("x")]]), ifAbsent: new Map([["c", S("y")]]), mayCreate: true };
    expect(refusals(() => change(both))).toEqual([expect.stringMatching(/^c is needed/)]);
    // A default of what is known to be absent will be written.
    expect(change({ ...both, known: new Map([["c", undefined]]), mayCreate: false }).set).toEqual({ G2: S("B#x#C#y") });
    // The key stays away with the attribute that is known to be absent.
    expect(change({ ifAbsent: new Map([["c", S("y")]]), known: new Map([["b", undefined]]) })).toEqual({
      set: {},
      remove: ["G2"],
      setIfAbsent: {},
    });
  });
});
