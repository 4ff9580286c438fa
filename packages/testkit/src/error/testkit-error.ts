/** What went wrong, for programs. The message of the error says what to install or to set. */
export type TestkitErrorCode =
  | "ENGINE_UNKNOWN"
  | "ENGINE_START_FAILED"
  | "ENGINE_STOPPED"
  | "DYNOXIDE_MISSING"
  | "JAVA_MISSING"
  | "JAVA_TOO_OLD"
  | "DYNAMODB_LOCAL_INVALID"
  | "DYNAMODB_LOCAL_FETCH_FAILED"
  | "DYNAMODB_LOCAL_INTEGRITY"
  | "DYNAMODB_LOCAL_NOT_LOOPBACK"
  | "ENDPOINT_MISSING"
  | "ENDPOINT_INVALID"
  | "ENDPOINT_REMOTE"
  | "ENDPOINT_UNREACHABLE";

/**
 * An engine could not be had: something is not installed, not set, not reachable, or was stopped.
 *
 * @example
 * try {
 *   await startEngine({ engine: "dynamodb-local" });
 * } catch (error) {
 *   if (TestkitError.isInstance(error) && error.code === "JAVA_MISSING") console.log(error.message);
 * }
 */
export class TestkitError extends Error {
  readonly code: TestkitErrorCode;
  /** Marks errors of this kind across copies of the package. */
  readonly "~keywrightTestkitError": true = true;

  constructor(details: { readonly code: TestkitErrorCode; readonly message: string; readonly cause?: unknown }) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "TestkitError";
    this.code = details.code;
  }

  /** True for an error of this kind, also when another copy of the package made it. */
  static isInstance(error: unknown): error is TestkitError {
    return typeof error === "object" && error !== null && "~keywrightTestkitError" in error;
  }
}
