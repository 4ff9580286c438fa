import { expect, test } from "vitest";
import { KeywrightError } from "./keywright-error.ts";
import { ModelError } from "./model-error.ts";
import { formatPath } from "./path.ts";
import { ReadError } from "./read-error.ts";
import { ValidationError } from "./validation-error.ts";

test("paths are printed the way one would write them", () => {
  expect(formatPath([])).toBe("");
  expect(formatPath(["assignee", "address", "city"])).toBe("assignee.address.city");
  expect(formatPath(["lines", 0, "sku"])).toBe("lines[0].sku");
  expect(formatPath(["a.b", "größe", ""])).toBe('["a.b"].größe[""]');
});

test("errors are told apart, also those of another copy of the library", () => {
  const error = new ValidationError({ entity: "Task", issues: [{ path: ["a"], message: "no", code: "custom" }] });
  expect([KeywrightError, ValidationError, ModelError, ReadError].map((kind) => kind.isInstance(error))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(ValidationError.isInstance({ "~keywright": "error", code: "invalid-item" })).toBe(true);
  expect(ValidationError.isInstance(new Error("no"))).toBe(false);
  expect(error).toMatchObject({ name: "ValidationError", code: "invalid-item", retryable: false, entity: "Task" });
  expect(error.message).toContain("1. a: no");
  expect(error.message).toContain("docs/errors.md#invalid-item");
});

test("a model error lists every problem", () => {
  const error = new ModelError({
    subject: "Entity 'Task'",
    problems: [
      { path: "schema.a", message: "x" },
      { path: "", message: "y" },
    ],
  });
  expect(error.message).toContain("has 2 problems");
  expect(error.message).toContain("1. schema.a: x");
  expect(error.message).toContain("2. y");
});
