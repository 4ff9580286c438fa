import assert from "node:assert/strict";
import { addIndex, createTable, deleteTable, describeTable } from "@keywright/tables";
import { verifyIndexKeys } from "keywright";
import * as first from "../model/first.ts";
import * as second from "../model/second.ts";
import type { Context } from "./context.ts";

export async function createTheTable({ client, report }: Context): Promise<void> {
  report.step("Create the table", "Keys, stream and time to live come from the model, and are written nowhere else.");
  report.call("await createTable(client, taskTable);");
  const table = await createTable(client, first.taskTable);
  report.result({ name: table.name, status: table.status, stream: table.stream?.view, timeToLive: table.timeToLive });
  assert.equal(table.status, "ACTIVE");
}

export async function addTheIndex({ client, db, report }: Context): Promise<void> {
  report.step(
    "Add an index to the live table",
    "The second release looks tasks up by status and due date. Tasks that are there already lack the keys of the new index.",
  );
  report.call('await addIndex(client, taskTable, "byStatus");');
  const table = await addIndex(client, second.taskTable, "byStatus", {
    onProgress: ({ index = "table", status }) => report.lines([`  -> ${index}: ${status}`]),
  });
  const { name, status } = table.indexes.get("byStatus") ?? {};
  report.result({ name, status });
  assert.equal(status, "ACTIVE");

  report.call("await verifyIndexKeys(db, Task, { fix: true });");
  const { checked, skipped, wrong } = await verifyIndexKeys(db, second.Task, { fix: true });
  report.result({ checked, skipped, fixed: wrong.filter(({ outcome }) => outcome === "fixed").length });
  report.note("The one that was skipped is the profile of the user, which is no task.");
  assert.deepEqual([checked, skipped, wrong.length], [3, 1, 3]);
  assert.ok(wrong.every(({ outcome }) => outcome === "fixed"));
}

export async function deleteTheTable({ client, report }: Context): Promise<void> {
  report.step("Delete the table", "The call comes back when the table is gone.");
  report.call("await deleteTable(client, taskTable);");
  report.result(await deleteTable(client, second.taskTable));
  assert.equal(await describeTable(client, second.taskTable), undefined);
}
