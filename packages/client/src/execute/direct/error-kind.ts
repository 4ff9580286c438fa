/** How a failure is to be retried; the names are those of the SDK's retry strategies. */
export type ErrorKind = "THROTTLING" | "TRANSIENT" | "SERVER_ERROR" | "CLIENT_ERROR";

interface Failure {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly cause?: unknown;
  readonly $retryable?: { readonly throttling?: boolean };
  readonly $metadata?: { readonly httpStatusCode?: number; readonly clockSkewCorrected?: boolean };
}

const throttling: ReadonlySet<unknown> = new Set([
  "BandwidthLimitExceeded",
  "EC2ThrottledException",
  "LimitExceededException",
  "PriorRequestNotComplete",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "RequestThrottledException",
  "SlowDown",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
  "TransactionInProgressException",
]);

const transientNames: ReadonlySet<unknown> = new Set(["TimeoutError", "RequestTimeout", "RequestTimeoutException"]);
const transientStatus: ReadonlySet<unknown> = new Set([500, 502, 503, 504]);
const network: ReadonlySet<unknown> = new Set([
  "ECONNRESET",
  "ECONNREFUSED",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
]);

/** What kind of failure the SDK takes an error for. */
export function errorKind(error: unknown): ErrorKind {
  if (!isObject(error)) return "CLIENT_ERROR";
  const status = error.$metadata?.httpStatusCode;
  if (status === 429 || throttling.has(error.name) || error.$retryable?.throttling === true) return "THROTTLING";
  if (isTransient(error)) return "TRANSIENT";
  return status !== undefined && status >= 500 && status <= 599 ? "SERVER_ERROR" : "CLIENT_ERROR";
}

/** The SDK looks for the cause of a cause this often. */
const deepest = 10;

function isTransient(error: Failure, depth = 0): boolean {
  if (error.name === "AbortError") return false;
  const { name, code, message, cause, $metadata } = error;
  return (
    error.$retryable !== undefined ||
    $metadata?.clockSkewCorrected === true ||
    (name === "InvalidSignatureException" && message?.includes("Signature expired") === true) ||
    transientNames.has(name) ||
    network.has(code) ||
    transientStatus.has($metadata?.httpStatusCode) ||
    (code === "ERR_HTTP2_STREAM_ERROR" && message?.includes("NGHTTP2_REFUSED_STREAM") === true) ||
    (isObject(cause) && depth <= deepest && isTransient(cause, depth + 1))
  );
}

function isObject(value: unknown): value is Failure {
  return typeof value === "object" && value !== null;
}
