import { EntityError, type ItemKey } from "@keywright/client";
import { KeywrightError } from "@keywright/schema";

const code = "once-failed";

/** What is to be done once was tried, failed, and is not tried again: the failure was stored. */
export class OnceFailedError extends EntityError {
  override readonly name: string = "OnceFailedError";
  declare readonly code: typeof code;
  /** Name and message of the error that was thrown then. Not part of this message, as it may hold values of items. */
  readonly failure: { readonly name: string; readonly message: string };

  constructor(options: {
    readonly entity: string;
    readonly key: ItemKey;
    readonly failure: { readonly name: string; readonly message: string };
  }) {
    const { entity, key, failure } = options;
    super({
      code,
      entity,
      key,
      message: `${entity}: this was tried before, and failed with what the error's failure says. It is not tried again until its marker expires or is deleted; with onError: "retry" failures are not stored.`,
    });
    this.failure = failure;
  }

  static override isInstance(error: unknown): error is OnceFailedError {
    return KeywrightError.isInstance(error) && error.code === code;
  }
}
