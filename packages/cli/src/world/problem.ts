/** What the user can put right: printed without a stack. */
export class Problem extends Error {
  override readonly name: string = "Problem";
  readonly "~keywright-problem": true = true;
  /** Further lines: what there is to choose from, or what to do. */
  readonly hint: string | undefined;

  constructor(message: string, options: { readonly hint?: string; readonly cause?: unknown } = {}) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.hint = options.hint;
  }

  static isInstance(error: unknown): error is Problem {
    return typeof error === "object" && error !== null && "~keywright-problem" in error;
  }
}
