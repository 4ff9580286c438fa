import { KeywrightError } from "keywright";

const codes = [
  "engine-unknown",
  "no-engine",
  "engine-start-failed",
  "engine-stopped",
  "dynoxide-missing",
  "java-missing",
  "java-too-old",
  "dynamodb-local-invalid",
  "dynamodb-local-fetch-failed",
  "dynamodb-local-integrity",
  "dynamodb-local-not-loopback",
  "testcontainers-missing",
  "container-runtime-missing",
  "container-runtime-remote",
  "endpoint-missing",
  "endpoint-invalid",
  "endpoint-remote",
  "endpoint-unreachable",
  "table-name-taken",
  "engine-lacks-capability",
  "clock-invalid",
  "expiry-absent",
  "factory-override",
  "factory-no-value",
  "factory-keys",
  "seed-invalid",
  "data-unprocessed",
  "table-not-created",
  "table-not-empty",
  "eventually-timeout",
  "fault-invalid",
  "fault-not-injected",
  "interleave-failed",
  "requests-not-recorded",
  "capacity-unknown",
  "request-forgotten",
  "retry-delays-fixed",
] as const;

/** What went wrong, for programs. The message of the error says what to install or to set. */
export type TestkitErrorCode = (typeof codes)[number];

/**
 * An engine could not be had: something is not installed, not set, not reachable, or was stopped. Or two tables of one test
 * have the same name, or a table needs what the engine does not have.
 *
 * @example
 * try {
 *   await startEngine({ engine: "dynamodb-local" });
 * } catch (error) {
 *   if (TestkitError.isInstance(error) && error.code === "java-missing") console.log(error.message);
 * }
 */
export class TestkitError extends KeywrightError {
  override readonly name: string = "TestkitError";
  declare readonly code: TestkitErrorCode;

  constructor(details: { readonly code: TestkitErrorCode; readonly message: string; readonly cause?: unknown }) {
    super(details);
  }

  /** True for an error of this kind, also when another copy of the package made it. */
  static override isInstance(error: unknown): error is TestkitError {
    return KeywrightError.isInstance(error) && (codes as readonly string[]).includes(error.code);
  }
}
