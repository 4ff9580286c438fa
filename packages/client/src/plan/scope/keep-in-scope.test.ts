import { expect, test } from "vitest";
import { ScopeError } from "../../error/scope-error.ts";
import type { OneDescription } from "../../operation/description.ts";
import { Task } from "../../testing/models.ts";
import { at } from "../../testing/requests.ts";
import type { PlanContext } from "../context.ts";
import { planOne } from "../plan.ts";
import { keepInScope } from "./keep-in-scope.ts";

const context: PlanContext = {
  tableName: (name) => name,
  now: at.now,
  writeMark: () => "mark",
  returnCapacity: "NONE",
  readMode: "structural",
  cursorSecret: undefined,
};
const key = { userId: "u1", taskId: "t1" };
const task = { ...key, title: "Write", dueDate: "2026-05-02" };

// A planner that made another key than it was asked for is a mistake that no operation can provoke.
test("the keys of a plan are read back before anything is sent", () => {
  const operations = [
    Task.get(key),
    Task.create(task),
    Task.update(key, { title: "x" }),
    Task.delete(key),
    Task.check(key),
  ];
  for (const operation of operations) {
    const description = operation["~operation"] as OneDescription;
    const plan = planOne(description, context);
    expect(keepInScope(plan, description, { userId: "u1" }, "structural").kind).toBe(plan.kind);
    expect(() => keepInScope(plan, description, { userId: "u2" }, "structural")).toThrow(ScopeError);
  }
});
