import { TestkitError } from "../error/testkit-error.ts";
import type { DataOperation, DynamoDBOperation } from "../network/operation.ts";
import type { RecordedRequest } from "./log.ts";
import { logOf, type RequestSource } from "./source.ts";
import { describeRequest, unlike } from "./unlike.ts";

/** Capacity units: of each kind, or a number for both together. */
export type CapacityBudget = number | { readonly read?: number; readonly write?: number };

/**
 * Checks that requests consumed no more capacity units. Counted is what answers said that came; DynamoDB says nothing of
 * requests that failed, although a false condition consumes units, too.
 *
 * @throws {AssertionError} which lists the requests and the units of each
 * @throws {TestkitError} `requests-not-recorded`; `capacity-unknown` where a request did not ask for its consumed capacity
 *
 * @example
 * expectCapacity(dynamodb, { atMost: { read: 0.5 } });
 */
export function expectCapacity(source: RequestSource, { atMost }: { readonly atMost: CapacityBudget }): void {
  const log = logOf(source);
  const silent = log.all.find(tellsNothing);
  if (silent) {
    throw new TestkitError({
      code: "capacity-unknown",
      message: `The capacity of ${describeRequest(silent)} is not known: it was sent without ReturnConsumedCapacity. Leave \`capacity: "none"\` out of connect(), and set ReturnConsumedCapacity: "TOTAL" in commands of the SDK.`,
    });
  }
  const { read, write } = log.capacity();
  const total = read + write;
  const fits =
    typeof atMost === "number"
      ? total <= atMost
      : read <= (atMost.read ?? Infinity) && write <= (atMost.write ?? Infinity);
  if (fits) return;
  const actual = typeof atMost === "number" ? total : { read, write };
  const words = typeof atMost === "number" ? `${total} in all` : `${read} for reading and ${write} for writing`;
  const budget = typeof atMost === "number" ? atMost : { read, write, ...atMost };
  throw unlike({
    message: `Expected at most the capacity units ${JSON.stringify(atMost)}; consumed were ${words}.`,
    requests: log.all,
    actual,
    expected: budget,
  });
}

const counted: ReadonlySet<DynamoDBOperation> = new Set<DataOperation>([
  "GetItem",
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "Query",
  "Scan",
  "BatchGetItem",
  "BatchWriteItem",
  "TransactGetItems",
  "TransactWriteItems",
  "ExecuteStatement",
  "BatchExecuteStatement",
  "ExecuteTransaction",
]);

function tellsNothing({ operation, status, capacity }: RecordedRequest): boolean {
  return capacity === undefined && status === 200 && counted.has(operation);
}
