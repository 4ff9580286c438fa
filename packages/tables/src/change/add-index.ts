import type { IndexModel, SdkClient, Table, TableModel } from "keywright";
import { readTable } from "../describe/read-table.ts";
import type { TableDescription } from "../describe/table-description.ts";
import { assertUsable, isReady } from "../describe/wait-for-table.ts";
import { TableError } from "../error/table-error.ts";
import { addIndexInput } from "../model/add-index-input.ts";
import { indexDifferences, keyDifferences } from "../model/differences.ts";
import type { TableOptions } from "../run/options.ts";
import { type Run, run, tableName } from "../run/run.ts";
import { isNamed } from "../run/send.ts";

/** The names of a table's indexes; any name where the type of the table does not know them. */
export type IndexName<X> = unknown extends X ? string : keyof X & string;

/**
 * Adds a global index of the model to a table in use, and waits until it is `ACTIVE` and holds the items that were there
 * before. An index that is there, or is being made, with this key and projection is waited for; so are changes of other
 * indexes, of which DynamoDB takes one at a time. Items written before the model had the index carry no keys of it: write
 * them with `verifyIndexKeys` afterwards.
 *
 * Requests: `DescribeTable` with growing pauses, and `UpdateTable` with the index and the definitions of its keys.
 *
 * @throws {TableError} `index-absent`: not in the model; `index-local`: a local index is made with its table only;
 * `table-absent`; `table-differs`: it is there with another key or projection, or the table has another key; `table-timeout`: the service goes on.
 *
 * @example
 * await addIndex(client, taskTable, "byStatus", {
 *   timeoutMs: Infinity,
 *   onProgress: ({ index, status }) => console.log(index, status),
 * });
 */
export async function addIndex<X>(
  client: SdkClient,
  table: Table<string, string, X>,
  indexName: IndexName<X>,
  options: TableOptions = {},
): Promise<TableDescription> {
  const index = globalIndex(table.model, tableName(table, options), indexName);
  return run(client, table, options, async (run) => {
    const pause = run.pauses();
    for (;;) {
      const found = await readTable(run);
      if (found === undefined || found.status === "DELETING") throw tableAbsent(run.name, found);
      assertUsable(found);
      const there = found.indexes.get(index.name);
      const isThere = there !== undefined && there.status !== "DELETING";
      const differences = [
        ...keyDifferences(table.model, found),
        ...(isThere ? indexDifferences(index, there) : typeDifferences(index, found)),
      ];
      if (differences.length > 0) throw indexDiffers(run.name, differences);
      if (isThere) {
        if (isReady(run, found, [index.name])) return found;
      } else {
        const other = [...found.indexes.values()].find(({ status }) => status === "CREATING" || status === "DELETING");
        if (other !== undefined) run.report({ step: "wait", index: other.name, status: other.status });
        else if (found.status !== "ACTIVE") run.report({ step: "wait", status: found.status });
        // Asked for again while the index is not there: an engine has been seen to lose one of two changes made at once.
        else await request(run, index, table.model.settings);
      }
      await pause();
    }
  });
}

/** Asks for the index, unless another change came first. The table has to be looked at again in either case. */
async function request(run: Run, index: IndexModel, settings: TableModel["settings"]): Promise<void> {
  try {
    await run.send("UpdateTable", addIndexInput(run.name, index, settings));
    run.report({ step: "add-index", index: index.name, status: "CREATING" });
  } catch (error) {
    // Another change came first. The SDK takes LimitExceededException for throttling and has repeated it already.
    if (isNamed(error, "LimitExceededException", "ResourceInUseException")) {
      run.report({ step: "retry", index: index.name, status: error.name });
      return;
    }
    // An index that is there is refused as invalid: another program, or an earlier attempt of the SDK, may have made it.
    if (isNamed(error, "ValidationException") && (await readTable(run))?.indexes.has(index.name)) return;
    throw error;
  }
}

function globalIndex(model: TableModel, table: string, name: string): IndexModel {
  const index = model.indexes.get(name);
  if (index === undefined) {
    const global = [...model.indexes.values()]
      .filter(({ type }) => type === "global")
      .map((known) => `'${known.name}'`);
    throw new TableError({
      code: "index-absent",
      table,
      message: `The model of the table '${model.name}' has no index '${name}'; ${global.length === 0 ? "it has no global index" : `its global indexes are ${global.join(", ")}`}. Put the index into defineTable first.`,
    });
  }
  if (index.type === "local") {
    throw new TableError({
      code: "index-local",
      table,
      message: `The index '${name}' of the table '${model.name}' is local, and DynamoDB makes local indexes only together with their table. Make it a global index, or create a new table with createTable and copy the items.`,
    });
  }
  return index;
}

/** An attribute that is a key already has one type for all indexes. */
function typeDifferences(index: IndexModel, found: TableDescription): string[] {
  const known = [
    found.partitionKey,
    ...(found.sortKey === undefined ? [] : [found.sortKey]),
    ...[...found.indexes.values()].flatMap((other) => [...other.partitionKeys, ...other.sortKeys]),
  ];
  return [...index.partitionKeys, ...index.sortKeys].flatMap(({ name, type }) => {
    const other = known.find((key) => key.name === name && key.type !== type);
    return other === undefined ? [] : [`its key attribute '${name}' is ${other.type}, and ${type} in the model`];
  });
}

function tableAbsent(table: string, found: TableDescription | undefined): TableError {
  return new TableError({
    code: "table-absent",
    table,
    message: `There is no table '${table}' to add an index to${found === undefined ? "" : ": it is being deleted"}. createTable creates a table with all its indexes; check the option name, the Region and the endpoint.`,
  });
}

function indexDiffers(table: string, differences: readonly string[]): TableError {
  return new TableError({
    code: "table-differs",
    table,
    differences,
    message: `The table '${table}' differs from its model: ${differences.join("; ")}. Keys and indexes cannot be changed: give the index another name, or delete the one that is there.`,
  });
}
