import type { AnyTable, SdkClient } from "keywright";
import { readTable } from "../describe/read-table.ts";
import { readTimeToLive } from "../describe/read-time-to-live.ts";
import type { TableDescription } from "../describe/table-description.ts";
import { untilGone, untilReady } from "../describe/wait-for-table.ts";
import { TableError } from "../error/table-error.ts";
import { createTableInput } from "../model/create-table-input.ts";
import { tableDifferences } from "../model/differences.ts";
import type { TableOptions } from "../run/options.ts";
import { type Run, run, whenFree } from "../run/run.ts";
import { isNamed } from "../run/send.ts";
import { enableTimeToLive } from "./enable-time-to-live.ts";

export interface CreateTableOptions extends TableOptions {
  /**
   * What to do where a table of this name exists: `error` (the default), or `keep` it if its keys, indexes, stream and
   * time to live are those of the model.
   */
  readonly ifExists?: "error" | "keep";
}

/**
 * Creates a table with its indexes, waits until all of them are in use, and puts time to live on where the model has it. A
 * table of this name that is being deleted is waited for. Safe to repeat with `ifExists: "keep"`.
 *
 * Requests: `CreateTable` as `createTableInput` prints it, `DescribeTable` with growing pauses, and with a time to live
 * `DescribeTimeToLive` and `UpdateTimeToLive`. DynamoDB may take an hour until time to live is on; that is not waited for.
 *
 * @throws {TableError} `table-exists`; `table-differs`, naming each difference; `table-timeout`; `table-unusable`.
 *
 * @example
 * await createTable(client, taskTable, { name: "prod-TaskApp", ifExists: "keep" });
 */
export function createTable(
  client: SdkClient,
  table: AnyTable,
  options: CreateTableOptions = {},
): Promise<TableDescription> {
  const { ifExists = "error" } = options;
  const { model } = table;
  return run(client, table, options, async (run) => {
    const existing = await createOrFind(run, table);
    if (existing !== undefined) {
      if (ifExists === "error") throw tableExists(run.name, existing);
      const found = { ...existing.found, ...(await readTimeToLive(run)) };
      const differences = tableDifferences(model, found);
      if (differences.length > 0) throw tableDiffers(run.name, differences);
    }
    const ready = await untilReady(run, [...model.indexes.keys()]);
    if (model.timeToLive === undefined) return ready;
    return { ...ready, ...(await enableTimeToLive(run, model.timeToLive)) };
  });
}

interface Existing {
  readonly found: TableDescription;
  /** How often the SDK had sent the request that found the table. */
  readonly attempts: number;
}

/** Has the table created, or returns the one that is there. */
async function createOrFind(run: Run, table: AnyTable): Promise<Existing | undefined> {
  const input = createTableInput(table, { name: run.name });
  const pause = run.pauses();
  for (;;) {
    try {
      const { TableDescription } = await whenFree(run, ["LimitExceededException"], () =>
        run.send("CreateTable", input),
      );
      run.report({ step: "create", status: TableDescription?.TableStatus ?? "CREATING" });
      return undefined;
    } catch (error) {
      if (!isNamed(error, "ResourceInUseException")) throw error;
      const found = await readTable(run);
      if (found?.status === "DELETING") await untilGone(run);
      else if (found !== undefined) return { found, attempts: attemptsOf(error) };
      // It has been deleted between the two requests, or DescribeTable does not see it yet.
      else await pause();
    }
  }
}

function attemptsOf(error: object): number {
  const metadata = "$metadata" in error ? error.$metadata : undefined;
  if (typeof metadata !== "object" || metadata === null || !("attempts" in metadata)) return 1;
  return typeof metadata.attempts === "number" ? metadata.attempts : 1;
}

function tableExists(table: string, { found, attempts }: Existing): TableError {
  const own =
    attempts > 1
      ? ` The request was sent ${attempts} times, so that an earlier attempt of this call may have created it.`
      : "";
  return new TableError({
    code: "table-exists",
    table,
    message: `The table '${table}' exists and is ${found.status}.${own} Write ifExists: "keep" to use a table that is as the model says, or give another name.`,
  });
}

function tableDiffers(table: string, differences: readonly string[]): TableError {
  return new TableError({
    code: "table-differs",
    table,
    differences,
    message: `The table '${table}' exists, and differs from its model:\n${differences
      .map((difference, i) => `  ${i + 1}. ${difference}`)
      .join("\n")}\nChange the model or the table, or give another name.`,
  });
}
