import assert from "node:assert/strict";
import { repository, ValidationError } from "keywright";
import { Task, User } from "../model/first.ts";
import { type Context, errorOf } from "./context.ts";

export async function writeItems({ db, report }: Context): Promise<void> {
  report.step(
    "Write a user and some tasks",
    "`create` refuses to overwrite. Keys are made from the templates of the model; defaults, version and timestamps are filled in.",
  );
  report.call("const users = repository(db, User), tasks = repository(db, Task);");
  const users = repository(db, User);
  const tasks = repository(db, Task);

  report.call('await users.create({ userId: "ada", name: "Ada", email: "ada@example.com" });');
  report.result(await users.create({ userId: "ada", name: "Ada", email: "ada@example.com" }));

  for (const [taskId, title, dueDate] of [
    ["t1", "Write the report", "2026-05-01"],
    ["t2", "Review the report", "2026-05-31"],
    ["t3", "Celebrate", "2026-06-01"],
  ] as const) {
    report.call(
      `await tasks.create({ userId: "ada", taskId: "${taskId}", title: "${title}", dueDate: "${dueDate}" });`,
    );
    const task = await tasks.create({ userId: "ada", taskId, title, dueDate });
    report.result(task);
    assert.deepEqual([task.status, task.points, task.version], ["OPEN", 0, 1]);
  }
}

export async function readItems({ db, report }: Context): Promise<void> {
  report.step("Read one task", "A strongly consistent read sees every write that was acknowledged before it.");
  const tasks = repository(db, Task);
  report.call('await tasks.get({ userId: "ada", taskId: "t1" }, { consistent: true });');
  const task = await tasks.get({ userId: "ada", taskId: "t1" }, { consistent: true });
  report.result(task);
  assert.equal(task?.title, "Write the report");

  report.step(
    "Read the tasks of a user",
    "One query by key prefix: the profile lies in the same partition and is not read.",
  );
  report.call('await tasks.query({ userId: "ada" });');
  const page = await tasks.query({ userId: "ada" });
  report.results(page.items.map(({ taskId, title, dueDate }) => ({ taskId, title, dueDate })));
  assert.deepEqual(
    page.items.map(({ taskId }) => taskId),
    ["t1", "t2", "t3"],
  );
}

export async function refuseInvalid({ db, report }: Context): Promise<void> {
  report.step("Refuse an invalid item", "Nothing is sent; the error names every problem with its path, and no values.");
  const item = { userId: "ada", taskId: "t4", title: "", dueDate: "soon", points: -1 };
  report.call('await tasks.create({ userId: "ada", taskId: "t4", title: "", dueDate: "soon", points: -1 });');
  const before = report.requests();
  const error = await errorOf(repository(db, Task).create(item));
  report.refused(error);
  assert.ok(ValidationError.isInstance(error));
  assert.equal(report.requests(), before);
  assert.deepEqual(
    error.issues.map(({ path }) => path.join(".")),
    ["title", "dueDate", "points"],
  );
}
