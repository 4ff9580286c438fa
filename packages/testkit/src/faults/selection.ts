import { TestkitError } from "../error/testkit-error.ts";
import type { Attempt } from "../network/attempt.ts";
import type { DynamoDBOperation } from "../network/operation.ts";
import type { Fault } from "./fault.ts";

/** Which attempts a fault happens to, of all that can have it. Retries of the SDK are attempts of their own. */
export interface FaultSelection {
  /** DynamoDB's names of requests. By default all that can have the fault; for `interleave` all that write. */
  readonly on?: DynamoDBOperation | readonly DynamoDBOperation[];
  /** The name of a table in the model, which the request touches, alone or with others. */
  readonly table?: string;
  /** Asked last, and not for attempts that the other properties leave out. */
  readonly when?: (attempt: Attempt) => boolean;
  /** How often the fault happens: 1 by default, and `Infinity` by default where `probability` is given. */
  readonly times?: number;
  /** How many of the attempts selected so far go by first; 0 by default. */
  readonly after?: number;
  /** Between 0 and 1: how likely the fault happens to each attempt selected. */
  readonly probability?: number;
  /**
   * A whole number: with the same one, the same of the attempts that are selected are hit, counted in the order in which they
   * are sent. By default another each time; the report says which.
   */
  readonly seed?: number;
}

const writes: readonly DynamoDBOperation[] = [
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "BatchWriteItem",
  "TransactWriteItems",
];
const transactions: readonly DynamoDBOperation[] = ["TransactWriteItems", "TransactGetItems"];
const conflicting: readonly DynamoDBOperation[] = ["PutItem", "UpdateItem", "DeleteItem", ...transactions];
const batches: readonly DynamoDBOperation[] = ["BatchGetItem", "BatchWriteItem"];

/** The operations that can have a fault; `undefined` where all can. */
function applicable(fault: Fault): readonly DynamoDBOperation[] | undefined {
  switch (fault.kind) {
    case "unprocessed":
      return batches;
    case "conflict":
      return fault.actions === undefined ? conflicting : transactions;
    case "throttle":
      return fault.actions === undefined ? undefined : transactions;
    default:
      return undefined;
  }
}

/** Whether the selection takes in an attempt for this fault. */
export function selects({ on, table, when }: FaultSelection, fault: Fault | undefined, attempt: Attempt): boolean {
  const operations = on === undefined ? undefined : [on].flat();
  if (operations !== undefined && !operations.includes(attempt.operation)) return false;
  if (fault !== undefined && applicable(fault)?.includes(attempt.operation) === false) return false;
  if (fault?.kind === "interleave" && operations === undefined && !writes.includes(attempt.operation)) return false;
  if (table !== undefined && !attempt.tableNames.includes(table)) return false;
  return when === undefined || when(attempt);
}

/** @throws {TestkitError} `fault-invalid` where a fault could never happen, or a number means nothing */
export function checkSelection(selection: FaultSelection, fault: Fault): void {
  const { on, times, after, probability, seed } = selection;
  if (times !== undefined && times !== Infinity && !isCount(times, 1)) {
    throw invalid(fault, "`times` must be a whole number from 1, or Infinity");
  }
  if (after !== undefined && !isCount(after, 0)) throw invalid(fault, "`after` must be a whole number from 0");
  if (probability !== undefined && !(probability > 0 && probability <= 1)) {
    throw invalid(fault, "`probability` must be above 0 and at most 1");
  }
  if (seed !== undefined && !Number.isSafeInteger(seed)) throw invalid(fault, "`seed` must be a whole number");
  if (seed !== undefined && probability === undefined) {
    throw invalid(fault, "`seed` decides nothing without `probability`");
  }
  const possible = applicable(fault);
  const wrong = possible && [on ?? []].flat().find((operation) => !possible.includes(operation));
  if (wrong !== undefined)
    throw invalid(fault, `DynamoDB never does this to ${wrong}: only to ${possible?.join(", ")}`);
}

function isCount(value: number, least: number): boolean {
  return Number.isSafeInteger(value) && value >= least;
}

export function invalid({ kind }: { readonly kind: string }, problem: string): TestkitError {
  return new TestkitError({ code: "fault-invalid", message: `The fault '${kind}' cannot be: ${problem}.` });
}
