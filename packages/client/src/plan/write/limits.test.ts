import { itemSize, LimitError, type WireItem } from "@keywright/schema";
import { expect, test } from "vitest";
import { Plain, Task } from "../../testing/models.ts";
import { at } from "../../testing/requests.ts";
import { checkTransaction } from "./limits.ts";

function limitOf(run: () => unknown): LimitError | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (LimitError.isInstance(error)) return error;
    throw error;
  }
}

const task = { userId: "u", taskId: "t", dueDate: "2026-05-02" };

test("an item of 400 KB is sent, keys and managed attributes included, and not one byte more", () => {
  const create = (length: number) => Task.create({ ...task, title: "x".repeat(length) }).toRequest(at);
  const rest = itemSize(create(1).Item as WireItem) - 1;
  expect(itemSize(create(409_600 - rest).Item as WireItem)).toBe(409_600);
  const error = limitOf(() => create(409_601 - rest));
  expect(error).toMatchObject({ entity: "Task", limit: "item-size", maximum: 409_600, actual: 409_601, unit: "bytes" });
  expect(error?.message).not.toContain("xxx");
});

test("put, too", () => {
  const put = (length: number) => () => Plain.put({ id: "a", name: "x".repeat(length) }).toRequest(at);
  // id and a, name, color and red.
  expect(limitOf(put(409_600 - 3 - 4 - 8))).toBeUndefined();
  expect(limitOf(put(409_601 - 3 - 4 - 8))).toMatchObject({ actual: 409_601 });
});

test("a transaction has 100 actions and 4 MB", () => {
  const puts = (count: number, bytes: number) => Array.from({ length: count }, () => put(bytes));
  const put = (bytes: number) => ({ Put: { TableName: "T", Item: { a: { S: "x".repeat(bytes - 1) } } } });
  expect(limitOf(() => checkTransaction("T", puts(100, 10)))).toBeUndefined();
  expect(limitOf(() => checkTransaction("T", puts(101, 10)))).toMatchObject({
    limit: "transaction-actions",
    actual: 101,
  });
  expect(limitOf(() => checkTransaction("T", puts(16, 262_144)))).toBeUndefined();
  const over = [...puts(15, 262_144), put(262_145)];
  expect(limitOf(() => checkTransaction("T", over))).toMatchObject({ limit: "transaction-size", actual: 4_194_305 });
});
