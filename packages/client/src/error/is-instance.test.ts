import { describe, expect, test } from "vitest";
import { ConditionFailedError } from "./condition-failed-error.ts";
import { CursorError } from "./cursor-error.ts";
import { DeadlineError } from "./deadline-error.ts";
import { IndexBackfillingError } from "./index-backfilling-error.ts";
import { ItemExistsError } from "./item-exists-error.ts";
import { ItemNotFoundError } from "./item-not-found-error.ts";
import { NotSentError } from "./not-sent-error.ts";
import { ThrottledError } from "./throttled-error.ts";
import { TransactionCanceledError } from "./transaction-canceled-error.ts";
import { VersionConflictError } from "./version-conflict-error.ts";

const entity = "Task";
const key = { id: "secret-value" };
const errors = [
  [ConditionFailedError, new ConditionFailedError({ entity, key, verb: "put", item: undefined })],
  [CursorError, new CursorError({ entity, problem: "tampered" })],
  [DeadlineError, new DeadlineError({ subject: "Task.get", deadline: 5 })],
  [IndexBackfillingError, new IndexBackfillingError({ subject: "Task.query", cause: undefined })],
  [ItemExistsError, new ItemExistsError({ entity, key, item: { id: "secret-value" } })],
  [ItemNotFoundError, new ItemNotFoundError({ entity, key, verb: "update", expired: true })],
  [NotSentError, new NotSentError({ subject: "Task.get" })],
  [ThrottledError, new ThrottledError({ subject: "Task.get", reasons: [], cause: undefined })],
  [TransactionCanceledError, new TransactionCanceledError({ subject: "Task.move", reasons: [] })],
  [
    VersionConflictError,
    new VersionConflictError({ entity, key, verb: "put", expected: 1, actual: undefined, item: {} }),
  ],
] as const;

/** The error as another copy of the library makes it: the same marks, another class. */
function fromAnotherCopy(error: Error): Error {
  return Object.defineProperties(new Error(error.message), Object.getOwnPropertyDescriptors(error));
}

describe("isInstance", () => {
  test.each(errors.map(([type, error]) => [error.name, type, error] as const))("%s", (name, type, error) => {
    expect(type.name).toBe(name);
    const copy = fromAnotherCopy(error);
    expect(copy).not.toBeInstanceOf(type);
    expect(type.isInstance(error)).toBe(true);
    expect(type.isInstance(copy)).toBe(true);
    for (const [other, different] of errors) {
      if (other !== type) expect(type.isInstance(different)).toBe(false);
    }
    for (const value of [undefined, null, "text", {}, new Error(error.message), { code: error.code }]) {
      expect(type.isInstance(value)).toBe(false);
    }
    expect(error.message).toContain(`docs/errors.md#${error.code}`);
    expect(error.message).not.toContain("secret-value");
  });

  test("tells entities apart where one is named", () => {
    for (const [type, error] of errors) {
      if (!("entity" in error)) continue;
      const narrow = (name: string): boolean => (type as typeof ItemNotFoundError).isInstance(error, { name });
      expect(narrow("Task")).toBe(true);
      expect(narrow("Comment")).toBe(false);
    }
  });
});
