import type { Failure, WriteAction } from "../plan/write/write-plan.ts";
import type { StoredReason } from "./service-error.ts";

/** An action of a canceled transaction that would not have been carried out. */
export interface FailedAction {
  readonly action: WriteAction;
  readonly reason: StoredReason;
  /** What a false condition means; `undefined` for another reason. */
  readonly failure: Failure | undefined;
}

export function failedActions(
  actions: readonly WriteAction[],
  reasons: readonly (StoredReason | undefined)[],
): readonly FailedAction[] {
  return actions.flatMap((action, i) => {
    const reason = reasons[i];
    if (reason === undefined) return [];
    const isCondition = reason.code === "ConditionalCheckFailed";
    return [{ action, reason, failure: isCondition ? action.failure(reason.stored) : undefined }];
  });
}

/**
 * The one of several false conditions that says what becomes of them all: what finds its own mark was carried out, and so were
 * the others. Otherwise nothing can be done about an error.
 */
export function decisive(failures: readonly (Failure | undefined)[]): Failure | undefined {
  const of = (kind: Failure["kind"]): Failure | undefined => failures.find((failure) => failure?.kind === kind);
  return of("succeeded") ?? of("error") ?? of("instead");
}
