import { KeywrightError } from "@keywright/schema";

const code = "throttled";

/** One reason of the service, such as `TableWriteKeyRangeThroughputExceeded` on a table's ARN. */
export interface ThrottlingReason {
  readonly reason: string;
  readonly resource: string;
}

/** DynamoDB refused the request for want of capacity, also after the SDK's retries. Nothing was written. */
export class ThrottledError extends KeywrightError {
  override readonly name: string = "ThrottledError";
  declare readonly code: typeof code;
  /** Empty where the service gave none. */
  readonly reasons: readonly ThrottlingReason[];

  constructor(options: {
    readonly subject: string;
    readonly reasons: readonly ThrottlingReason[];
    readonly cause: unknown;
  }) {
    const reasons = options.reasons.map(({ reason }) => reason).join(", ");
    super({
      code,
      retryable: true,
      cause: options.cause,
      message: `${options.subject} was throttled${reasons === "" ? "" : ` (${reasons})`}. Try again later, spread the load over more partition keys, or raise the capacity.`,
    });
    this.reasons = options.reasons;
  }

  static override isInstance(error: unknown): error is ThrottledError {
    return KeywrightError.isInstance(error) && error.code === code;
  }
}
