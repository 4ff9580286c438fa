import assert from "node:assert/strict";
import { repository } from "keywright";
import { Task } from "../model/second.ts";
import type { Context } from "./context.ts";

const key = { userId: "ada", taskId: "t9" };

export async function expire({ db, report, advance }: Context): Promise<void> {
  report.step(
    "An item that expires",
    "DynamoDB deletes expired items days later. For this library they are gone at once: reads do not show them.",
  );
  const tasks = repository(db, Task);
  const expiresAt = new Date(Date.now() + 24 * 60 * 60 * 1000);
  report.call(
    'await tasks.create({ userId: "ada", taskId: "t9", title: "For a day", dueDate: "2026-05-02", expiresAt: tomorrow });',
  );
  report.result(await tasks.create({ ...key, title: "For a day", dueDate: "2026-05-02", expiresAt }));

  advance(2);
  report.note("(two days later)");
  report.call('await tasks.get({ userId: "ada", taskId: "t9" });');
  const gone = await tasks.get(key);
  report.result(gone);
  assert.equal(gone, undefined);

  report.call('await tasks.query({ userId: "ada" });');
  const { items } = await tasks.query({ userId: "ada" });
  report.results(items.map(({ taskId }) => taskId));
  assert.ok(items.every(({ taskId }) => taskId !== "t9"));

  report.call('await tasks.create({ userId: "ada", taskId: "t9", title: "Anew", dueDate: "2026-07-01" });');
  const anew = await tasks.create({ ...key, title: "Anew", dueDate: "2026-07-01" });
  report.result(anew);
  assert.deepEqual([anew.title, anew.version, anew.expiresAt], ["Anew", 1, undefined]);
}
