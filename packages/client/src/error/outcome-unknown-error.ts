import { KeywrightError } from "@keywright/schema";

const code = "outcome-unknown";

/**
 * A write may have been carried out, and nothing can tell: its answer was lost (a reset connection, a time limit, an abort, a
 * failure of the service), and what is stored now does not show it either. Read the item before you repeat the write.
 *
 * Writes of a versioned entity leave a mark by which a repeated request recognises itself, so they end here only where
 * somebody else wrote the item since, where nothing is left to carry a mark, or where the last attempt got no answer.
 */
export class OutcomeUnknownError<Item = unknown> extends KeywrightError {
  override readonly name: string = "OutcomeUnknownError";
  declare readonly code: typeof code;
  /** The entity and the verb, such as `Task.update`. */
  readonly subject: string;
  /** `true` where the write is known to be carried out, and only what it gives back is lost, or cannot be read. */
  readonly written: true | undefined;
  /** The stored item, where a later attempt found one that its condition was false for. */
  readonly item: Item | undefined;

  constructor(options: {
    readonly subject: string;
    readonly written?: true | undefined;
    readonly item?: Item | undefined;
    readonly cause?: unknown;
  }) {
    const { subject, written, item, cause } = options;
    super({
      code,
      cause,
      message: written
        ? `${subject} was carried out, but ${cause === undefined ? "the answer with what was stored before is lost" : "the item that it gives back cannot be read: error.cause says why"}. Do not repeat it.`
        : `${subject} may have been carried out: the answer to an attempt is lost. Read the item before you repeat it; a version, or exactlyOnce: true, makes this rare.`,
    });
    this.subject = subject;
    this.written = written;
    this.item = item;
  }

  static override isInstance(error: unknown): error is OutcomeUnknownError {
    return KeywrightError.isInstance(error) && error.code === code;
  }
}
