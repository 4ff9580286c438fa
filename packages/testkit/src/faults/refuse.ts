import { type Answer, errorAnswer } from "../network/answer.ts";
import { type Attempt, actionsOf, type JsonObject, tablesIn } from "../network/attempt.ts";
import { isRead } from "../network/operation.ts";
import type { ThrottleOptions, ThrottlingError, ThrottlingReason, ThrottlingReasonCode } from "./fault.ts";
import { invalid } from "./selection.ts";

const throttled = {
  ProvisionedThroughputExceededException:
    "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.",
  ThrottlingException: "Throughput exceeds the current capacity of your table or index.",
  RequestLimitExceeded: "Throughput exceeds the current throughput limit for your account.",
} as const;

/** The answer to a request that is too much. */
export function throttlingAnswer(
  attempt: Attempt,
  { as = "ProvisionedThroughputExceededException", reasons }: ThrottleOptions,
  region: string,
): Answer {
  const listed = (reasons ?? [defaultReason(attempt, as)]).map((reason) =>
    typeof reason === "string" ? withResource(reason, attempt.input, region) : reason,
  );
  // The service spells the property in two ways, depending on the exception.
  const property = as === "ThrottlingException" ? "throttlingReasons" : "ThrottlingReasons";
  const details = listed.map(({ reason, resource }) => ({ reason, resource }));
  return errorAnswer(400, as, { message: throttled[as], [property]: details });
}

function defaultReason({ operation }: Attempt, as: ThrottlingError): ThrottlingReasonCode {
  const why = {
    ProvisionedThroughputExceededException: "ProvisionedThroughputExceeded",
    ThrottlingException: "KeyRangeThroughputExceeded",
    RequestLimitExceeded: "AccountLimitExceeded",
  } as const;
  return `Table${isRead(operation) ? "Read" : "Write"}${why[as]}`;
}

function withResource(reason: ThrottlingReasonCode, input: JsonObject, region: string): ThrottlingReason {
  const table = `arn:aws:dynamodb:${region}:000000000000:table/${tablesIn(input)[0] ?? "unknown"}`;
  if (reason.startsWith("Table")) return { reason, resource: table };
  if (typeof input.IndexName === "string") return { reason, resource: `${table}/index/${input.IndexName}` };
  throw invalid(
    { kind: "throttle" },
    `the request names no index for the reason ${reason}; give { reason, resource } with the index's ARN`,
  );
}

export type CancellationCode = "TransactionConflict" | "ProvisionedThroughputExceeded";

const reasonMessages: Readonly<Record<CancellationCode, string>> = {
  TransactionConflict: "Transaction is ongoing for the item",
  ProvisionedThroughputExceeded: throttled.ProvisionedThroughputExceededException,
};

/** The answer to a transaction that is cancelled for the sake of some of its actions. */
export function cancellationAnswer(attempt: Attempt, code: CancellationCode, positions: readonly number[]): Answer {
  const actions = actionsOf(attempt.input);
  const outside = positions.find((position) => actions[position] === undefined);
  if (outside !== undefined) {
    const kind = code === "TransactionConflict" ? "conflict" : "throttle";
    throw invalid({ kind }, `the transaction has ${actions.length} actions, and none at the position ${outside}`);
  }
  const codes = actions.map((_, position) => (positions.includes(position) ? code : "None"));
  return errorAnswer(400, "TransactionCanceledException", {
    CancellationReasons: codes.map((Code) => (Code === "None" ? { Code } : { Code, Message: reasonMessages[Code] })),
    Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(", ")}]`,
  });
}

/** The answer to a write of one item that a transaction is changing. */
export function conflictAnswer(): Answer {
  return errorAnswer(400, "TransactionConflictException", { message: reasonMessages.TransactionConflict });
}

export function serverErrorAnswer(status: number): Answer {
  if (status === 500) return errorAnswer(500, "InternalServerError", { message: "Internal server error" });
  const name =
    status === 503
      ? "com.amazon.coral.availability#ServiceUnavailableException"
      : "com.amazon.coral.service#InternalFailure";
  return errorAnswer(status, name, { message: "Service unavailable" });
}
