import { KeywrightError } from "@keywright/schema";

const code = "deadline-exceeded";

/** An operation was not answered within its deadline. A write that was on its way by then is an `OutcomeUnknownError` instead. */
export class DeadlineError extends KeywrightError {
  override readonly name: string = "DeadlineError";
  declare readonly code: typeof code;
  /** The deadline in milliseconds. */
  readonly deadline: number;

  constructor(options: { readonly subject: string; readonly deadline: number }) {
    super({
      code,
      retryable: true,
      message: `${options.subject} was not answered within its deadline of ${options.deadline} ms. Allow more time, or ask for less.`,
    });
    this.deadline = options.deadline;
  }

  static override isInstance(error: unknown): error is DeadlineError {
    return KeywrightError.isInstance(error) && error.code === code;
  }
}
