/** What the constructor of every error takes. */
export interface KeywrightErrorOptions {
  readonly message: string;
  /** The entry in the errors page, and the value of `code`. */
  readonly code: string;
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

const errorsPage = "docs/errors.md";

/**
 * What every error of this library is. Tell errors apart with each class's `isInstance`, which also recognises the errors
 * of another copy of the library, or by `code`.
 */
export class KeywrightError extends Error {
  override readonly name: string = "KeywrightError";
  /** Stable, for programs: `invalid-item`, `invalid-model`, … */
  readonly code: string;
  /** Whether the same call may succeed when it is made again. */
  readonly retryable: boolean;
  /** Marks errors of this library across copies of it. */
  readonly "~keywright": "error" = "error";

  constructor({ message, code, retryable = false, cause }: KeywrightErrorOptions) {
    super(`${message}\nSee ${errorsPage}#${code}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.retryable = retryable;
  }

  static isInstance(error: unknown): error is KeywrightError {
    return typeof error === "object" && error !== null && "~keywright" in error && error["~keywright"] === "error";
  }
}
