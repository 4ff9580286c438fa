import { EntityError, type ItemKey } from "@keywright/client";
import { KeywrightError } from "@keywright/schema";

const code = "lease-held";

/** Somebody else holds the lease, or carries out what `once` is for, and the time to wait for it is over. */
export class LeaseHeldError extends EntityError {
  override readonly name: string = "LeaseHeldError";
  declare readonly code: typeof code;
  /** What the holder calls itself, where it says so. */
  readonly owner: string | undefined;

  constructor(options: { readonly entity: string; readonly key: ItemKey; readonly owner: string | undefined }) {
    const { entity, key, owner } = options;
    super({
      code,
      entity,
      key,
      retryable: true,
      message: `${entity}: somebody else holds the lease, and the time to wait for it is over. Try again later, or wait for longer than its duration: only then is it taken over from a holder that is gone.`,
    });
    this.owner = owner;
  }

  static override isInstance(error: unknown): error is LeaseHeldError {
    return KeywrightError.isInstance(error) && error.code === code;
  }
}
