import { KeywrightError } from "@keywright/schema";

const code = "batch-incomplete";

/** DynamoDB left part of a batch unprocessed, also after retries: it was throttled. What is listed was neither read nor written. */
export class BatchIncompleteError<Key = unknown> extends KeywrightError {
  override readonly name: string = "BatchIncompleteError";
  declare readonly code: typeof code;
  /** How many were processed. */
  readonly done: number;
  /** Keys of the items that were not, as they are stored. */
  readonly unprocessed: readonly Key[];

  constructor(options: { readonly subject: string; readonly done: number; readonly unprocessed: readonly Key[] }) {
    const { subject, done, unprocessed } = options;
    super({
      code,
      retryable: true,
      message: `${subject}: DynamoDB processed ${done} items of a batch and left ${unprocessed.length}, also after retries. Try again with those in \`unprocessed\`, later or more slowly.`,
    });
    this.done = done;
    this.unprocessed = unprocessed;
  }

  static override isInstance(error: unknown): error is BatchIncompleteError {
    return KeywrightError.isInstance(error) && error.code === code;
  }
}
