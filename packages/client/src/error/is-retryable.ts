import { KeywrightError } from "@keywright/schema";

const passing: ReadonlySet<string> = new Set([
  "ProvisionedThroughputExceededException",
  "ThrottlingException",
  "RequestLimitExceeded",
  "LimitExceededException",
  "TransactionConflictException",
  "TransactionInProgressException",
  "ReplicatedWriteConflictException",
  "InternalServerError",
  "ServiceUnavailable",
  "TimeoutError",
  "NetworkingError",
]);

const network: ReadonlySet<string> = new Set([
  "ECONNRESET",
  "ECONNREFUSED",
  "EPIPE",
  "ETIMEDOUT",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

/**
 * Whether the same call may succeed when it is made again: of the errors of this library what `retryable` says, of those of
 * the AWS SDK throttling, conflicts, failures of the service and of the network. A write that got no answer may have happened.
 *
 * @example
 * if (isRetryable(error)) await enqueueAgain(job);
 */
export function isRetryable(error: unknown): boolean {
  if (KeywrightError.isInstance(error)) return error.retryable;
  if (typeof error !== "object" || error === null) return false;
  if (passing.has(text(error, "name")) || network.has(text(error, "code"))) return true;
  if ("$retryable" in error && error.$retryable) return true;
  const metadata = "$metadata" in error ? error.$metadata : undefined;
  if (typeof metadata !== "object" || metadata === null || !("httpStatusCode" in metadata)) return false;
  const status = metadata.httpStatusCode;
  return typeof status === "number" && (status === 429 || status >= 500);
}

function text(error: object, name: string): string {
  const value = name in error ? error[name as keyof typeof error] : undefined;
  return typeof value === "string" ? value : "";
}
