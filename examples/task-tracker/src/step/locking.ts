import assert from "node:assert/strict";
import { ConditionFailedError, increment, lt, repository, VersionConflictError } from "keywright";
import { Task } from "../model/second.ts";
import { type Context, errorOf } from "./context.ts";

const key = { userId: "ada", taskId: "t1" };

export async function lockOptimistically({ db, report }: Context): Promise<void> {
  report.step(
    "Update with an optimistic lock",
    "`expected` is the task as it was read: the update goes through only if nobody wrote it since. The index key follows the status.",
  );
  const tasks = repository(db, Task);
  report.call('const task = await tasks.get({ userId: "ada", taskId: "t1" }, { consistent: true });');
  const task = await tasks.get(key, { consistent: true });
  assert.ok(task);
  report.result(task);

  report.call('await tasks.update(task, { status: "IN_PROGRESS", points: increment(3) }, { expected: task });');
  const updated = await tasks.update(task, { status: "IN_PROGRESS", points: increment(3) }, { expected: task });
  report.result(updated);
  assert.deepEqual([updated.status, updated.points, updated.version], ["IN_PROGRESS", 3, 2]);

  report.step(
    "The same update again",
    "The task that was read is out of date now. The error carries what is stored: no second read is needed.",
  );
  report.call('await tasks.update(task, { status: "IN_PROGRESS", points: increment(3) }, { expected: task });');
  const error = await errorOf(tasks.update(task, { status: "IN_PROGRESS", points: increment(3) }, { expected: task }));
  assert.ok(VersionConflictError.isInstance(error, Task));
  report.refused(error, { expected: error.expected, actual: error.actual, item: error.item });
  assert.deepEqual([error.expected, error.actual, error.item?.points], [1, 2, 3]);
}

export async function failACondition({ db, report }: Context): Promise<void> {
  report.step(
    "A condition that fails",
    "Conditions are built from references that know the stored types; the error carries the stored item.",
  );
  report.call(
    'await tasks.update({ userId: "ada", taskId: "t1" }, { points: increment(1) }, { where: (t) => lt(t.points, 3) });',
  );
  const error = await errorOf(
    repository(db, Task).update(key, { points: increment(1) }, { where: (t) => lt(t.points, 3) }),
  );
  assert.ok(ConditionFailedError.isInstance(error, Task));
  report.refused(error, { item: error.item });
  assert.equal(error.item?.points, 3);
}
