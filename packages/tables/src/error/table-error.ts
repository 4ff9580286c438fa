import { KeywrightError } from "keywright";

const codes = [
  "table-exists",
  "table-absent",
  "table-differs",
  "table-timeout",
  "table-unusable",
  "table-unreadable",
  "workbench-unreadable",
  "index-absent",
  "index-local",
  "plan-dangerous",
  "plan-stale",
  "plan-without-effect",
  "client-missing",
  "checkpoint-mismatch",
  "policy-invalid",
  "policy-unsafe",
  "workload-invalid",
  "backup-absent",
  "recovery-unavailable",
  "transfer-failed",
] as const;

/**
 * What went wrong with a table, for programs.
 *
 * - `table-exists`: it should have been created and is there.
 * - `table-absent`: there is no such table, or it is being deleted.
 * - `table-differs`: it is there, with other keys, indexes, stream or time to live than the model's.
 * - `table-timeout`: it did not reach the wanted state in time.
 * - `table-unusable`: it is in a state from which waiting does not help, such as `ARCHIVED`.
 * - `table-unreadable`: the answer of `DescribeTable` lacks what every table has.
 * - `workbench-unreadable`: a data model of NoSQL Workbench is not of the form that is read.
 * - `index-absent`: the model has no such index.
 * - `index-local`: a local index was to be added to a table that exists, or made by an import.
 * - `plan-dangerous`: a plan has steps of a kind that was not allowed.
 * - `plan-stale`: the table has changed since the plan was made.
 * - `plan-without-effect`: a request was accepted and has changed nothing.
 * - `client-missing`: a plan has requests for another service or Region than there are clients for.
 * - `checkpoint-mismatch`: a backfill should go on from a checkpoint of another one.
 * - `policy-invalid`: a policy was asked for with a name that there is not, or without what it needs.
 * - `policy-unsafe`: no condition of a policy would hold what was asked for.
 * - `workload-invalid`: an estimate was asked for with a name that there is not, or a number out of its range.
 * - `backup-absent`: there is no such backup.
 * - `recovery-unavailable`: an earlier state of the table is not kept: point-in-time recovery is off, or does not reach so far.
 * - `transfer-failed`: an export or import failed, or was cancelled.
 */
export type TableErrorCode = (typeof codes)[number];

/**
 * A table could not be created, changed, deleted or waited for. Errors of the service pass as they are.
 *
 * @example
 * try {
 *   await createTable(client, taskTable, { ifExists: "keep" });
 * } catch (error) {
 *   if (TableError.isInstance(error) && error.code === "table-differs") console.log(error.differences);
 * }
 */
export class TableError extends KeywrightError {
  override readonly name: string = "TableError";
  declare readonly code: TableErrorCode;
  /** The name of the table in the service. */
  readonly table: string;
  /** One sentence for each difference; of a plan the parts that have changed, or the steps that are dangerous. Else empty. */
  readonly differences: readonly string[];

  constructor(options: {
    readonly code: TableErrorCode;
    readonly table: string;
    readonly message: string;
    readonly differences?: readonly string[];
    readonly retryable?: boolean;
    readonly cause?: unknown;
  }) {
    super({
      code: options.code,
      message: options.message,
      retryable: options.retryable ?? false,
      ...(options.cause !== undefined && { cause: options.cause }),
    });
    this.table = options.table;
    this.differences = options.differences ?? [];
  }

  /** True for an error of this kind, also when another copy of the package made it. */
  static override isInstance(error: unknown): error is TableError {
    return KeywrightError.isInstance(error) && (codes as readonly string[]).includes(error.code);
  }
}
