import type { SdkClient } from "keywright";
import { readTable } from "../describe/read-table.ts";
import { untilGone } from "../describe/wait-for-table.ts";
import { TableError } from "../error/table-error.ts";
import type { TableOptions } from "../run/options.ts";
import { type NamedTable, run } from "../run/run.ts";
import { isNamed } from "../run/send.ts";

export interface DeleteTableOptions extends TableOptions {
  /** What to do where there is no table of this name. Default: `error`. */
  readonly ifAbsent?: "error" | "ignore";
}

/**
 * Deletes a table with all its items and waits until it is gone. A change of the table that is under way is waited for. A
 * table that is protected against deletion is not deleted: the error of the service says so.
 *
 * Requests: `DescribeTable` with growing pauses, and `DeleteTable`.
 *
 * @returns Whether there was a table.
 * @throws {TableError} `table-absent`, unless `ifAbsent` is `ignore`; `table-timeout`.
 *
 * @example
 * await deleteTable(client, taskTable, { name: "test-TaskApp", ifAbsent: "ignore" });
 */
export function deleteTable(client: SdkClient, table: NamedTable, options: DeleteTableOptions = {}): Promise<boolean> {
  return run(client, table, options, async (run) => {
    const pause = run.pauses();
    for (let seen = false; ; seen = true) {
      const found = await readTable(run);
      if (found === undefined) {
        if (!seen && options.ifAbsent !== "ignore") throw tableAbsent(run.name);
        return seen;
      }
      if (found.status === "DELETING") {
        await untilGone(run);
        return true;
      }
      try {
        await run.send("DeleteTable", { TableName: run.name });
        run.report({ step: "delete", status: "DELETING" });
        await untilGone(run);
        return true;
      } catch (error) {
        // The table or one of its indexes is being made or changed; not found is a table that has just gone.
        if (!isNamed(error, "ResourceInUseException", "LimitExceededException", "ResourceNotFoundException"))
          throw error;
        run.report({ step: "retry", status: error.name });
      }
      await pause();
    }
  });
}

function tableAbsent(table: string): TableError {
  return new TableError({
    code: "table-absent",
    table,
    message: `There is no table '${table}' to delete. Write ifAbsent: "ignore" where that is fine; check the option name, the Region and the endpoint.`,
  });
}
