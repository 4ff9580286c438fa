import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { ReadError } from "../error/read-error.ts";
import { defineTable } from "../table/define-table.ts";
import { anyOpen, attributeName } from "../testing/index.ts";
import type { WireItem } from "../wire/attribute-value.ts";
import type { EntityModel } from "./model.ts";
import { problemsOf, task, untyped } from "./test-support.ts";
import type { UpgradeStep } from "./upgrade.ts";
import { shapeNumber, transformItem, upgradeItem } from "./upgrade-item.ts";

function model(steps: readonly unknown[], more: object = {}): EntityModel {
  return untyped(task({ upgrade: { steps }, ...more }));
}

const stored: WireItem = {
  PK: { S: "USER#u" },
  SK: { S: "TASK#t" },
  userId: { S: "u" },
  name: { S: "Write" },
  many: { N: "12345678901234567890" },
  exact: { N: "1.10" },
  tags: { SS: ["a"] },
  map: { M: { deep: { L: [{ NULL: true }, { B: new Uint8Array([1]) }] } } },
};

function failing(steps: readonly unknown[], item: WireItem = stored): ReadError {
  try {
    upgradeItem(model(steps), item);
  } catch (error) {
    if (ReadError.isInstance(error)) return error;
    throw error;
  }
  throw new Error("should have failed");
}

describe("upgrade of a definition", () => {
  it.each<[string, unknown, string]>([
    ["no object", [], "upgrade: write upgrade: { steps:"],
    ["no steps", {}, "upgrade.steps: the steps are functions"],
    ["a step that is no function", { steps: [{}] }, "upgrade.steps: the steps are functions"],
    ["another property", { steps: [], version: 1 }, "upgrade.version: there is no property 'version' here"],
    [
      "no name",
      { steps: [], attribute: "" },
      'upgrade.attribute: this names an attribute, such as attribute: "_shape"',
    ],
    [
      "a name of the schema",
      { steps: [], attribute: "title" },
      "upgrade.attribute: 'title' is the number of upgrade steps",
    ],
    ["a key attribute", { steps: [], attribute: "PK" }, "upgrade.attribute: 'PK' is a key attribute"],
  ])("reports %s", (_, upgrade, problem) => {
    expect(problemsOf(task({ upgrade }))).toEqual([expect.stringContaining(problem)]);
  });

  it("is data of the model, with a name by default", () => {
    const step: UpgradeStep = (old) => old;
    expect(model([step]).upgrade).toEqual({ attribute: "_shape", steps: [step] });
    expect(untyped(task()).upgrade).toBeUndefined();
  });
});

describe("upgradeItem", () => {
  it("runs the steps that an item lacks, in order", () => {
    const entity = model(
      ["a", "b", "c"].map((letter) => (old: WireItem) => ({ ...old, name: `${old.name}${letter}` })),
    );
    const at = (shape: WireItem): unknown => upgradeItem(entity, { ...stored, ...shape }).name;
    expect(at({})).toEqual({ S: "Writeabc" });
    expect(at({ _shape: { N: "0" } })).toEqual({ S: "Writeabc" });
    expect(at({ _shape: { N: "2" } })).toEqual({ S: "Writec" });
    expect(at({ _shape: { S: "odd" } })).toEqual({ S: "Writeabc" });
    for (const done of ["3", "4"]) {
      const item = { ...stored, _shape: { N: done } };
      expect(upgradeItem(entity, item)).toBe(item);
      expect(shapeNumber(entity, item)).toBe(Number(done));
    }
    expect(upgradeItem(untyped(task()), stored)).toBe(stored);
    expect(shapeNumber(untyped(task()), stored)).toBeUndefined();
  });

  it("gives steps plain values, and stores what they make", () => {
    let seen: unknown;
    const step: UpgradeStep = ({ name, ...rest }) => {
      seen = rest;
      return { ...rest, title: name, gone: undefined, set: new Set([1]) };
    };
    expect(upgradeItem(model([step]), stored)).toEqual({
      ...Object.fromEntries(Object.entries(stored).filter(([name]) => name !== "name")),
      title: { S: "Write" },
      set: { NS: ["1"] },
      exact: { N: "1.1" },
      _shape: { N: "1" },
    });
    expect(seen).toMatchObject({
      many: 12345678901234567890n,
      exact: 1.1,
      tags: new Set(["a"]),
      map: { deep: [null, new Uint8Array([1])] },
    });
  });

  it("leaves key, version and write mark as they are, whatever steps say", () => {
    const entity = model([() => ({ PK: "x", version: 9, title: "T" })], { version: "version" });
    const item: WireItem = { PK: { S: "USER#u" }, SK: { S: "TASK#t" }, version: { N: "2" }, _mark: { S: "m" } };
    expect(upgradeItem(entity, item)).toEqual({ ...item, title: { S: "T" }, _shape: { N: "1" } });
    const { version, ...unversioned } = item;
    expect(upgradeItem(entity, unversioned)).not.toHaveProperty("version");
  });

  it("names the key and the step that fails, and no value", () => {
    const cause = new Error("secret");
    const steps = [
      (old: WireItem) => old,
      () => {
        throw cause;
      },
    ];
    const error = failing(steps);
    expect(error).toMatchObject({ entity: "Task", key: { PK: "USER#u", SK: "TASK#t" }, cause });
    expect(error.message).toContain("The upgrade step from shape 1 to 2 threw an error");
    expect(error.message).not.toContain("secret");
  });

  it.each<[string, UpgradeStep | (() => unknown), string]>([
    ["a promise", async () => ({}), "a step is no async function"],
    ["nothing", () => undefined, "must give an object"],
    ["a list", () => [], "must give an object"],
    ["a Date", (old: object) => ({ ...old, at: new Date(0) }), "at: A Date cannot be stored"],
    ["an empty set", (old: object) => ({ ...old, tags: new Set() }), "tags: DynamoDB has no empty sets"],
    ["another key", (old: object) => ({ ...old, userId: "other" }), "userId: is part of the primary key"],
  ])("refuses %s from a step", (_, step, message) => {
    expect(failing([step]).message).toContain(message);
  });

  it("stores again what it reads: a step that changes nothing changes nothing", () => {
    const entity = untyped({
      name: "Any",
      table: defineTable({ name: "Any", partitionKey: { id: "S" } }),
      schema: z.object({ id: z.string() }),
      upgrade: { steps: [(old: object) => ({ ...old })] },
    });
    const item = fc.dictionary(attributeName, anyOpen, { maxKeys: 5 });
    fc.assert(
      fc.property(item, (values) => {
        const once = upgradeItem(entity, upgradeItem(untyped({ ...entityOf(values) }), { id: { S: "x" } }));
        expect(upgradeItem(entity, { ...once, _shape: { N: "0" } })).toEqual(once);
      }),
    );
  });
});

describe("transformItem", () => {
  const entity = model([(old: object) => old], { version: "version" });
  const item: WireItem = { ...stored, version: { N: "2" }, _mark: { S: "m" }, _shape: { N: "1" } };

  it("stores what the transform gives, and leaves key, version, write mark and number of shape", () => {
    const given = ({ userId, name }: { readonly userId?: unknown; readonly name?: unknown }) => ({
      userId,
      title: name,
      PK: "x",
      version: 9,
      _shape: 7,
    });
    const { PK, SK, userId, version, _mark, _shape } = item;
    expect(transformItem(entity, item, given)).toEqual({
      PK,
      SK,
      userId,
      version,
      _mark,
      _shape,
      title: { S: "Write" },
    });
    expect(transformItem(entity, item, () => undefined)).toBe(item);
  });

  it.each<[string, () => unknown, string]>([
    ["a promise", async () => ({}), "The transform must give an object"],
    ["another key", () => ({ userId: "other" }), "userId: is part of the primary key, and the transform changes it"],
    ["an error", () => JSON.parse("secret"), "The transform threw an error, which is the cause of this one"],
  ])("refuses %s, without values", (_, transform, message) => {
    let error: unknown;
    try {
      transformItem(entity, item, transform as () => undefined);
    } catch (thrown) {
      error = thrown;
    }
    expect(ReadError.isInstance(error) && error.message).toContain(message);
    expect(String(error)).not.toMatch(/secret|other/);
  });
});

/** An entity whose step gives items these attributes. */
function entityOf(values: object): object {
  return {
    name: "Made",
    table: defineTable({ name: "Any", partitionKey: { id: "S" } }),
    schema: z.object({ id: z.string() }),
    upgrade: { steps: [() => values], attribute: "_made" },
  };
}
