import { KeywrightError } from "@keywright/schema";

const code = "index-backfilling";

/** An index that was added to the table is still being filled, and cannot be read yet. */
export class IndexBackfillingError extends KeywrightError {
  override readonly name: string = "IndexBackfillingError";
  declare readonly code: typeof code;

  constructor(options: { readonly subject: string; readonly cause: unknown }) {
    super({
      code,
      retryable: true,
      cause: options.cause,
      message: `${options.subject}: the index is still being filled from the table. Try again when it is ACTIVE; addIndex of @keywright/tables waits for that.`,
    });
  }

  static override isInstance(error: unknown): error is IndexBackfillingError {
    return KeywrightError.isInstance(error) && error.code === code;
  }
}
