import { EntityError, type ItemKey } from "@keywright/client";
import { KeywrightError } from "@keywright/schema";

const code = "lease-lost";

/** Why a lease is no longer held. */
export type LeaseLoss = "released" | "taken" | "over";

const losses: Readonly<Record<LeaseLoss, string>> = {
  released: "it was released",
  taken: "somebody else has taken it over, or its item was deleted",
  over: "it was not renewed in time",
};

/** A lease is no longer held: the reason of its signal, and what its functions throw from then on. */
export class LeaseLostError extends EntityError {
  override readonly name: string = "LeaseLostError";
  declare readonly code: typeof code;
  /** `taken` by somebody else; `over`, not renewed in time; `released` by the program. */
  readonly loss: LeaseLoss;

  constructor(options: {
    readonly entity: string;
    readonly key: ItemKey;
    readonly loss: LeaseLoss;
    readonly cause?: unknown;
  }) {
    const { entity, key, loss, cause } = options;
    super({
      code,
      entity,
      key,
      cause,
      message: `${entity}: the lease is no longer held: ${losses[loss]}. Stop when its signal says so; writes with its fence as a condition fail once somebody else has written.`,
    });
    this.loss = loss;
  }

  static override isInstance(error: unknown): error is LeaseLostError {
    return KeywrightError.isInstance(error) && error.code === code;
  }
}
