import type { AnyTable, SdkClient } from "keywright";
import { TableError } from "../error/table-error.ts";
import type { TableOptions } from "../run/options.ts";
import { type Run, run } from "../run/run.ts";
import { readTable } from "./read-table.ts";
import type { TableDescription } from "./table-description.ts";

/**
 * Waits until a table can be used as its model says: it is there, `ACTIVE`, and so are the indexes of the model, with all
 * their items. (The waiters of the SDK look at the table only.)
 *
 * Requests: `DescribeTable`, with growing pauses between them.
 *
 * @throws {TableError} `table-timeout`, saying what was seen last; `table-unusable` where waiting does not help.
 *
 * @example
 * await waitForTable(client, taskTable, { timeoutMs: 60_000, onProgress: console.log });
 */
export function waitForTable(
  client: SdkClient,
  table: AnyTable,
  options: TableOptions = {},
): Promise<TableDescription> {
  return run(client, table, options, (run) => untilReady(run, [...table.model.indexes.keys()]));
}

/** Waits until the table and these indexes are there and in use. */
export async function untilReady(run: Run, indexes: readonly string[]): Promise<TableDescription> {
  const pause = run.pauses();
  for (;;) {
    const found = await readTable(run);
    if (found === undefined) run.report({ step: "wait", status: "ABSENT" });
    else if (isReady(run, found, indexes)) return found;
    await pause();
  }
}

/**
 * Whether the table and these indexes are in use; reports what is still to come.
 *
 * @throws {TableError} `table-unusable`
 */
export function isReady(run: Run, found: TableDescription, indexes: readonly string[]): boolean {
  const obstacle = notReady(found, indexes);
  if (obstacle !== undefined) {
    assertUsable(found);
    run.report({ step: "wait", ...obstacle });
    return false;
  }
  run.report({ step: "wait", status: found.status });
  for (const index of indexes) run.report({ step: "wait", index, status: "ACTIVE" });
  return true;
}

// Somebody has to do something before a table leaves these.
const unusable: ReadonlySet<string> = new Set([
  "ARCHIVING",
  "ARCHIVED",
  "INACCESSIBLE_ENCRYPTION_CREDENTIALS",
  "REPLICATION_NOT_AUTHORIZED",
]);

/** @throws {TableError} `table-unusable` */
export function assertUsable(found: TableDescription): void {
  if (!unusable.has(found.status)) return;
  throw new TableError({
    code: "table-unusable",
    table: found.name,
    message: `The table '${found.name}' is ${found.status}, which waiting does not change. Restore it, or its access to its key, first.`,
  });
}

/** What is not as it should be yet. */
function notReady(
  found: TableDescription,
  indexes: readonly string[],
): { readonly status: string; readonly index?: string } | undefined {
  if (found.status !== "ACTIVE") return { status: found.status };
  for (const index of indexes) {
    const entry = found.indexes.get(index);
    if (entry === undefined) return { index, status: "ABSENT" };
    if (entry.backfilling) return { index, status: `${entry.status}, backfilling` };
    if (entry.status !== "ACTIVE") return { index, status: entry.status };
  }
  return undefined;
}

/** Waits until the table is gone. */
export async function untilGone(run: Run): Promise<void> {
  const pause = run.pauses();
  for (;;) {
    const found = await readTable(run);
    run.report({ step: "wait", status: found?.status ?? "ABSENT" });
    if (found === undefined) return;
    await pause();
  }
}
