import { KeywrightError } from "@keywright/schema";

const code = "operation-not-sent";

/** An operation was awaited without having been sent. */
export class NotSentError extends KeywrightError {
  override readonly name: string = "NotSentError";
  declare readonly code: typeof code;

  constructor(options: { readonly subject: string }) {
    super({
      code,
      message: `${options.subject} was awaited but never sent: an operation does nothing by itself. Write \`await db.send(operation)\`.`,
    });
  }

  static override isInstance(error: unknown): error is NotSentError {
    return KeywrightError.isInstance(error) && error.code === code;
  }
}
