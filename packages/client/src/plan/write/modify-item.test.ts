import { evaluateUpdate } from "@keywright/expressions";
import { type AttributeValue, defineTable, type WireItem } from "@keywright/schema";
import { anySchema, flavors, type SchemaCase } from "@keywright/schema/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { defineEntity } from "../../definition/define-entity.ts";
import { Payment, Task } from "../../testing/models.ts";
import { at } from "../../testing/requests.ts";
import { type UntypedEntity, untyped } from "../../testing/untyped.ts";
import type { PlanContext } from "../context.ts";
import { decodeItem } from "../read/decode.ts";
import { sameValue } from "../same-value.ts";
import { draftOf } from "./draft.ts";
import { planModify } from "./modify-item.ts";
import type { WriteAction } from "./write-plan.ts";

const context: PlanContext = {
  tableName: (name) => name,
  now: at.now,
  writeMark: () => "mark",
  returnCapacity: "NONE",
  readMode: "structural",
  cursorSecret: undefined,
};
const later = { ...context, now: new Date(at.now.getTime() + 1000) };

type Values = Readonly<Record<string, unknown>>;

function modified(entity: UntypedEntity, stored: WireItem, change: (item: Values) => Values): WriteAction {
  const item = decodeItem(entity.model, stored, "structural");
  const { before } = draftOf(entity.model, stored, "structural");
  return planModify({ model: entity.model, key: {}, stored, item, before, changed: change(item) }, later).action;
}

/** What is stored when an action was carried out. */
function resultOf(action: WriteAction, stored: WireItem): WireItem {
  if (action.type === "Put") return action.input.Item as WireItem;
  if (action.type !== "Update") return expect.unreachable();
  return evaluateUpdate(action.changes, stored) ?? expect.unreachable();
}

/** What a put of the changed item would store. */
function putOf(entity: UntypedEntity, stored: WireItem, change: (item: Values) => Values): WireItem {
  const item = decodeItem(entity.model, stored, "structural");
  const { version, createdAt, updatedAt, ...rest } = item;
  // Copies keep what the schema does not know, and managed attributes are as they were read.
  const unknown = Object.fromEntries(Object.getOwnPropertySymbols(item).map((key) => [key, Reflect.get(item, key)]));
  const put = entity.put({ ...unknown, ...change(rest), version, createdAt, updatedAt }, { expected: version });
  return put.toRequest({ now: later.now, writeMark: "mark" }).Item as WireItem;
}

const leaf = fc.oneof(
  fc.string().map((S): AttributeValue => ({ S })),
  fc.integer().map((n): AttributeValue => ({ N: String(n) })),
  fc.constantFrom<AttributeValue>({ NULL: true }, { BOOL: true }, { SS: ["a", "b"] }, { B: new Uint8Array([1]) }),
);
const unknownAttributes = fc.dictionary(fc.constantFrom("other", "G3", "constructor", "toString"), leaf);

const box = fc.dictionary(
  fc.constantFrom("x", "y", "constructor", "size"),
  fc.dictionary(fc.constantFrom("a", "b", "toString"), fc.oneof(fc.nat(3), fc.string({ maxLength: 100 }))),
);

describe("an update from one item to another", () => {
  for (const [name, flavor] of Object.entries(flavors)) {
    test(`stores what a put would: any schema of ${name}`, () => {
      const cases = fc.array(anySchema(flavor), { minLength: 3, maxLength: 3 });
      const someItem = (schemas: readonly SchemaCase[]): fc.Arbitrary<Values> =>
        fc.record(
          {
            ...Object.fromEntries(schemas.map(({ value }, i) => ["abc"[i], value])),
            box,
            status: fc.constantFrom("open", "done"),
            rank: fc.constantFrom("r1", "r2"),
          },
          { requiredKeys: ["status"] },
        );
      const situations = cases.chain((schemas) =>
        fc.record({
          schemas: fc.constant(schemas.map(({ schema }) => schema)),
          before: someItem(schemas),
          after: someItem(schemas),
          unknown: unknownAttributes,
        }),
      );
      fc.assert(
        fc.property(situations, ({ schemas: [a, b, c], before, after: wanted, unknown }) => {
          const optional = (schema: unknown) => flavor.optional(schema as never);
          const entity = untyped(
            (defineEntity as unknown as (definition: object) => UntypedEntity)({
              name: "Any",
              table: defineTable({
                name: "Any",
                partitionKey: { PK: "S" },
                indexes: {
                  byStatus: { type: "global", partitionKey: { G1: "S" }, sortKey: { G2: "S" }, projection: "ALL" },
                  byOther: { type: "global", partitionKey: { G3: "S" }, projection: "ALL" },
                },
              }),
              schema: flavor.object({
                id: flavor.string(),
                a: optional(a),
                b: optional(b),
                c: optional(c),
                box: optional(flavor.record(flavor.string(), flavor.record(flavor.string(), flavor.unknown()))),
                status: flavor.string(),
                rank: optional(flavor.string()),
              } as never),
              key: { PK: "ANY#{id}" },
              indexes: { byStatus: { G1: "STATUS#{status}", G2: "RANK#{rank}#{status}" } },
              storedAs: { rank: "r" },
              version: "version",
              timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" },
              typeAttribute: { name: "_type", value: "any" },
            }),
          );
          const created = entity.create({ id: "i", ...before }).toRequest(at).Item as WireItem;
          const stored: WireItem = { ...unknown, ...created };
          const change = ({ id }: Values): Values => ({ id, ...wanted });
          const result = resultOf(modified(entity, stored, change), stored);
          const put = putOf(entity, stored, change);
          expect(sameValue({ M: result }, { M: put }) || { result, put }).toBe(true);
        }),
        { numRuns: 100 },
      );
    });
  }

  const create = (entity: UntypedEntity, item: Values): WireItem =>
    entity.create(item).toRequest({ ...at, writeMark: "before" }).Item as WireItem;
  const task = { userId: "u", taskId: "t", title: "T", dueDate: "2026-05-02" };

  test("says what is different, and that the item is as it was read", () => {
    const assignee = { name: "x".repeat(200), city: "Bonn" };
    const stored = create(Task, { ...task, assignee, owner: "o", tags: new Set(["a", "b"]) });
    const action = modified(Task, stored, ({ owner: _, ...item }) => ({
      ...item,
      assignee: { ...assignee, city: "Ulm" },
      tags: new Set(["b", "a"]),
    }));
    expect(action.input).toEqual({
      TableName: "TaskApp",
      Key: { PK: { S: "USER#u" }, SK: { S: "TASK#t" } },
      UpdateExpression:
        "SET #assignee.#city = :city, #updatedAt = :updatedAt, #version = :version, #_mark = :_mark REMOVE #owner, #GSI2PK",
      ConditionExpression:
        "attribute_exists(#PK) AND #version = :version_2 AND #_mark = :_mark_2 AND (attribute_not_exists(#expiresAt) OR #expiresAt > :expiresAt)",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      ExpressionAttributeNames: expect.any(Object),
      ExpressionAttributeValues: expect.objectContaining({
        ":city": { S: "Ulm" },
        ":version": { N: "2" },
        ":version_2": { N: "1" },
        ":_mark": { S: "mark" },
        ":_mark_2": { S: "before" },
      }),
    });
  });

  test("changes the variant", () => {
    const stored = create(Payment, { kind: "card", id: "p", amount: 5, last4: "1234" });
    const change = ({ id, amount }: Values): Values => ({ kind: "cash", id, amount });
    const action = modified(Payment, stored, change);
    expect(resultOf(action, stored)).toEqual(putOf(Payment, stored, change));
    expect(resultOf(action, stored)).not.toHaveProperty("last4");
    expect(resultOf(action, stored)).not.toHaveProperty("GSI1PK");
  });

  test("is a put where it would be too long", () => {
    const Wide = untyped(
      defineEntity({
        name: "Wide",
        table: defineTable({ name: "Wide", partitionKey: { id: "S" } }),
        schema: z.object({ id: z.string(), box: z.record(z.string(), z.string()) }),
        version: "version",
      }),
    );
    const names = Array.from({ length: 600 }, (_, i) => `name${i}`);
    const all = (value: string): Values => ({ box: Object.fromEntries(names.map((name) => [name, value])) });
    const stored = create(Wide, { id: "w", ...all("x".repeat(100)) });
    const change = (value: string) => (item: Values) => ({ ...item, ...all(value) });
    expect(modified(Wide, stored, change("y".repeat(100))).type).toBe("Update");
    const some = (item: Values): Values => ({
      ...item,
      box: { ...(item.box as object), ...Object.fromEntries(names.slice(0, 250).map((name) => [name, "z"])) },
    });
    const put = modified(Wide, stored, some);
    expect(put.type).toBe("Put");
    expect(resultOf(put, stored)).toEqual(putOf(Wide, stored, some));
  });

  test("leaves what the schema does not see in maps that stay, and in lists that do not change", () => {
    const Nested = untyped(
      defineEntity({
        name: "Nested",
        table: defineTable({ name: "Nested", partitionKey: { id: "S" } }),
        schema: z.object({
          id: z.string(),
          who: z.object({ name: z.string(), home: z.object({ city: z.string() }).optional() }).optional(),
          lines: z.array(z.object({ sku: z.string() })),
          scores: z.record(z.string(), z.int()).default({}),
        }),
        version: "version",
      }),
    );
    const more = { S: "x".repeat(100) };
    const home = { M: { city: { S: "Bonn" }, more } };
    const lines = { L: [{ M: { sku: { S: "s" }, more } }] };
    const stored: WireItem = {
      ...create(Nested, { id: "n", lines: [{ sku: "s" }], scores: { a: 1, b: 2 } }),
      who: { M: { name: { S: "Ada" }, home, more } },
      lines,
    };
    const result = (change: (item: Values) => Values): WireItem => resultOf(modified(Nested, stored, change), stored);
    const who = { name: "Eve", home: { city: "Bonn" } };
    expect(result((item) => ({ ...item, who, scores: { b: 3 } }))).toMatchObject({
      who: { M: { name: { S: "Eve" }, home, more } },
      lines,
      scores: { M: { b: { N: "3" } } },
    });
    expect(result((item) => ({ ...item, scores: { b: 3 } })).scores).toEqual({ M: { b: { N: "3" } } });
    const gone = result(({ id, scores }) => ({
      id,
      scores,
      who: { name: "Ada" },
      lines: [{ sku: "s" }, { sku: "t" }],
    }));
    expect(gone.who).toEqual({ M: { name: { S: "Ada" }, more } });
    expect(gone.lines).toEqual({ L: [{ M: { sku: { S: "s" } } }, { M: { sku: { S: "t" } } }] });
    expect(result(({ who: _, ...item }) => item)).not.toHaveProperty("who");
  });
});
