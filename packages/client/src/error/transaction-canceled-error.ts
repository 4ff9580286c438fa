import { KeywrightError } from "@keywright/schema";

const code = "transaction-canceled";

/** Why an action of a transaction failed. */
export interface CancellationReason<Item = unknown> {
  /** The position of the action in the transaction, from 0. */
  readonly action: number;
  /** DynamoDB's code, such as `TransactionConflict` or `ConditionalCheckFailed`. */
  readonly code: string;
  /** The stored item, where a condition failed for one. */
  readonly item?: Item;
}

/** What passes: another request was at one of the items, or capacity was short. */
const passing: ReadonlySet<string> = new Set([
  "TransactionConflict",
  "ProvisionedThroughputExceeded",
  "ThrottlingError",
]);

/** DynamoDB canceled a transaction. Nothing of it was written. */
export class TransactionCanceledError<Item = unknown> extends KeywrightError {
  override readonly name: string = "TransactionCanceledError";
  declare readonly code: typeof code;
  /** The actions that failed; the others did not run. Empty where the service gave no reasons. */
  readonly reasons: readonly CancellationReason<Item>[];

  constructor(options: {
    readonly subject: string;
    readonly reasons: readonly CancellationReason<Item>[];
    readonly cause?: unknown;
  }) {
    const { subject, reasons, cause } = options;
    const retryable = reasons.length > 0 && reasons.every((reason) => passing.has(reason.code));
    const list = reasons.map(({ action, code: why }) => `action ${action}: ${why}`).join(", ");
    super({
      code,
      retryable,
      cause,
      message: `${subject}: DynamoDB canceled the transaction${list === "" ? "" : ` (${list})`}. Nothing was written. ${retryable ? "Try again." : "Correct what failed before you try again."}`,
    });
    this.reasons = reasons;
  }

  static override isInstance(error: unknown): error is TransactionCanceledError {
    return KeywrightError.isInstance(error) && error.code === code;
  }
}
