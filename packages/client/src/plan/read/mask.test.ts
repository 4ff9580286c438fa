import { defineTable, isoDateTime, ValidationError } from "@keywright/schema";
import { expect, test } from "vitest";
import * as z from "zod";
import { defineEntity } from "../../definition/define-entity.ts";
import { at } from "../../testing/requests.ts";

const table = defineTable({ name: "Masks", partitionKey: { PK: "S" } });
const Task = defineEntity({
  name: "Task",
  table,
  schema: z.object({
    id: z.string(),
    title: z.string(),
    assignee: z.object({ name: z.string(), address: z.object({ city: z.string() }).optional() }).optional(),
    scores: z.record(z.string(), z.number()),
    limits: z.partialRecord(z.enum(["low", "high"]), z.number()),
    open: z.looseObject({ a: z.string() }).optional(),
    level: z.object({ at: z.int().default(1), name: z.string(), note: z.string().optional() }).optional(),
    lines: z.array(z.object({ sku: z.string() })),
    box: z.object({ size: z.number() }).nullable(),
    how: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("card"), last: z.string() }),
      z.object({ kind: z.literal("cash"), coins: z.boolean() }),
    ]),
    piped: z.object({ a: z.number() }).pipe(z.object({ a: z.number() })),
    when: isoDateTime(),
    json: z.codec(z.string(), z.object({ a: z.number() }), {
      decode: (s) => JSON.parse(s),
      encode: (value) => JSON.stringify(value),
    }),
  }),
  key: { PK: "TASK#{id}" },
  storedAs: { assignee: "who" },
});

function projection(select: unknown): string | undefined {
  const input = Task.get({ id: "1" }, { select: select as never }).toRequest(at);
  expect(Object.entries(input.ExpressionAttributeNames ?? {}).every(([token, name]) => token === `#${name}`)).toBe(
    true,
  );
  return input.ProjectionExpression;
}

test("paths, under the names in the table", () => {
  const mask = { title: true, assignee: { name: true, address: { city: true } }, scores: { de: true } };
  expect(projection(mask)).toBe("#title, #who.#name, #who.#address.#city, #scores.#de, #PK");
});

test("what its parts do not tell is read whole: null, and which option of a union", () => {
  expect(projection({ box: { size: true }, how: { kind: true } })).toBe("#box, #how, #PK");
  // Maps in the program, whatever is stored.
  expect(projection({ json: { a: true }, piped: { a: true } })).toBe("#json, #piped, #PK");
});

test("a map that may be missing is read whole where no part of it tells that it is there, and a default stands for one", () => {
  expect(projection({ level: { at: true } })).toBe("#level, #PK");
  expect(projection({ level: { at: true, note: true } })).toBe("#level, #PK");
  expect(projection({ level: { at: true, name: true } })).toBe("#level.#at, #level.#name, #PK");
  expect(projection({ level: { note: true } })).toBe("#level.#note, #PK");
});

test("entries of records and of loose objects", () => {
  expect(projection({ limits: { low: true }, open: { a: true, other: true } })).toBe(
    "#limits.#low, #open.#a, #open.#other, #PK",
  );
});

test.each([
  [{}, "select", "names no attribute"],
  [{ titel: true }, "select", '"titel"'],
  [{ title: false }, "select.title", "must be true"],
  [{ assignee: {} }, "select.assignee", "names no attribute"],
  [{ assignee: { nam: true } }, "select.assignee.nam", "did you mean 'name'?"],
  [{ assignee: { address: { citty: true } } }, "select.assignee.address.citty", "did you mean 'city'?"],
  [{ title: { length: true } }, "select.title", "is no map"],
  [{ lines: { sku: true } }, "select.lines", "positions would be lost"],
  [{ json: { b: true } }, "select.json.b", "is not an attribute"],
  [{ piped: { b: true } }, "select.piped.b", "is not an attribute"],
  [{ when: { a: true } }, "select.when", "is no map"],
  [{ limits: { lo: true } }, "select.limits.lo", "did you mean 'low'?"],
  [{ open: { other: { a: true } } }, "select.open.other", "is no map"],
  [{ how: { coins: true } }, "select.how.coins", "every option of the union"],
])("refuses %j", (select, path, message) => {
  try {
    projection(select);
  } catch (error) {
    if (!ValidationError.isInstance(error)) throw error;
    expect(error.message).toContain("Task");
    expect(error.issues.map((issue) => issue.path.join("."))).toEqual([path]);
    expect(error.message).toContain(message);
    return;
  }
  expect.unreachable("was not refused");
});
