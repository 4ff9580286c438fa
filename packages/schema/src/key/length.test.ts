import { expect, test } from "vitest";
import * as z from "zod";
import { LimitError } from "../error/limit-error.ts";
import { checkSortLength } from "./length.ts";
import { renderKey } from "./render.ts";
import { makeTemplate } from "./testing/template-case.ts";

function limitOf(run: () => unknown): LimitError | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (LimitError.isInstance(error)) return error;
    throw error;
  }
}

test.each([
  ["sort", "é".repeat(512), undefined],
  ["sort", `${"é".repeat(512)}x`, 1025],
  ["partition", "x".repeat(2048), undefined],
  ["partition", "x".repeat(2049), 2049],
] as const)("a %s key takes no more bytes than DynamoDB allows", (role, S, actual) => {
  const template = makeTemplate("{a}", { a: z.string() }, { role });
  const error = limitOf(() => renderKey(template, () => ({ S }), "Task"));
  expect(error?.actual).toBe(actual);
  if (error === undefined) return;
  const maximum = role === "sort" ? 1024 : 2048;
  expect(error).toMatchObject({ limit: `${role}-key-size`, maximum, unit: "bytes", path: ["a"], retryable: false });
  expect(error.message).not.toContain(S);
});

test("the attributes of one sort key share its bytes", () => {
  const templates = ["a", "b"].map((name) => makeTemplate(`{${name}}`, { a: z.string(), b: z.string() }));
  const of = (length: number) => () => ({ S: "x".repeat(length) });
  expect(limitOf(() => checkSortLength(templates, of(512), "Task"))).toBeUndefined();
  expect(limitOf(() => checkSortLength(templates, of(513), "Task"))).toMatchObject({ actual: 1026, maximum: 1024 });
  expect(limitOf(() => checkSortLength(templates.slice(1), of(513), "Task"))).toBeUndefined();
});
