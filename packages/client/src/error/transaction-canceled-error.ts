import { KeywrightError } from "@keywright/schema";

const code = "transaction-canceled";

/** Why an operation of a transaction failed. */
export interface CancellationReason<Item = unknown, E = Error> {
  /** The label of the operation, or its position from 0, as a text. */
  readonly operation: string;
  /** DynamoDB's code, such as `TransactionConflict` or `ConditionalCheckFailed`. */
  readonly code: string;
  /** Where a condition was false: the error that the operation would have had if it were sent alone. */
  readonly error?: E;
  /** The stored item that the condition was false for. */
  readonly item?: Item;
}

type Reasons = readonly (CancellationReason | undefined)[] | Readonly<Record<string, CancellationReason | undefined>>;

/** What passes: another request was at one of the items, or capacity was short. */
const passing: ReadonlySet<string> = new Set([
  "TransactionConflict",
  "ProvisionedThroughputExceeded",
  "ThrottlingError",
]);

/** Whether this is a reason that passes by itself. */
export function isPassing(code: string): boolean {
  return passing.has(code);
}

/** DynamoDB canceled a transaction. Nothing of it was written. */
export class TransactionCanceledError<R extends Reasons = Reasons> extends KeywrightError {
  override readonly name: string = "TransactionCanceledError";
  declare readonly code: typeof code;
  /**
   * The reason of each operation, by position or label as the transaction was written; `undefined` for those that would
   * have been carried out.
   */
  readonly reasons: R;
  /** The reasons of those that failed. Empty where the service gave none. */
  readonly failed: readonly CancellationReason[];

  constructor(options: {
    readonly subject: string;
    readonly reasons: readonly (CancellationReason | undefined)[];
    readonly labels?: readonly string[] | undefined;
    readonly cause?: unknown;
  }) {
    const { subject, reasons, labels, cause } = options;
    const failed = reasons.filter((reason) => reason !== undefined);
    const retryable = failed.length > 0 && failed.every((reason) => isPassing(reason.code));
    const list = failed.map(
      ({ operation, code: why, error }) => `${operation}: ${error?.message.split("\n")[0] ?? why}`,
    );
    super({
      code,
      retryable,
      cause,
      message: `${subject}: DynamoDB canceled the transaction${list.length === 0 ? "" : ` (${list.join("; ")})`}. Nothing was written. ${retryable ? "Try again." : "Correct what failed before you try again."}`,
    });
    const named = labels && Object.fromEntries(labels.map((label, i) => [label, reasons[i]]));
    // By position or by label: the type of the operation says which.
    this.reasons = (named ?? reasons) as R;
    this.failed = failed;
  }

  static override isInstance(error: unknown): error is TransactionCanceledError {
    return KeywrightError.isInstance(error) && error.code === code;
  }
}
