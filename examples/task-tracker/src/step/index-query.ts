import assert from "node:assert/strict";
import { Task } from "../model/second.ts";
import type { Context } from "./context.ts";

export async function queryTheIndex({ db, report }: Context): Promise<void> {
  report.step(
    "Query the index",
    "Open tasks due in May, both ends included. The bounds are computed, so that what follows the date in the key does not matter.",
  );
  report.call(
    'const query = Task.indexes.byStatus.query({ status: "OPEN", dueDate: { between: ["2026-05-01", "2026-05-31"] } });',
  );
  const query = Task.indexes.byStatus.query({ status: "OPEN", dueDate: { between: ["2026-05-01", "2026-05-31"] } });
  report.note("Nothing is sent yet: an operation is a value, which db.items sends page by page.");

  report.call("for await (const task of db.items(query)) console.log(task.title, task.dueDate);");
  const due: string[] = [];
  for await (const task of db.items(query)) {
    report.result({ title: task.title, dueDate: task.dueDate });
    due.push(task.dueDate);
  }
  assert.deepEqual(due, ["2026-05-01", "2026-05-31"]);
}
