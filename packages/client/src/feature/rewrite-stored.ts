import { type KeywrightError, LimitError, ReadError, ValidationError, type WireItem } from "@keywright/schema";
import { ConditionFailedError } from "../error/condition-failed-error.ts";
import { ShapeMismatchError } from "../error/shape-mismatch-error.ts";
import { UniqueConstraintError } from "../error/unique-constraint-error.ts";
import type { Runtime, Subject } from "../execute/runtime.ts";
import { executeWrite } from "../execute/write.ts";
import { type AttributeChange, planRewrite, type Rewrite } from "../plan/claims/rewrite-item.ts";
import { rawKey } from "../plan/read/decode.ts";

/** An item that is not what it should be. */
export interface FailedRewrite {
  /** The key of the item in the table. */
  readonly key: Readonly<Record<string, unknown>>;
  /**
   * `changed`: others wrote it time and again meanwhile; run this again. `unreadable`: a step or the transform threw, or gave what
   * does not fit the schema. `invalid`: the checks of the schema or a limit of DynamoDB refuse it, or an attribute cannot be part of
   * an index key. `taken`: another item has what it would have for unique attributes. `newer`: a newer version of the program wrote it.
   */
  readonly outcome: "changed" | "unreadable" | "invalid" | "taken" | "newer";
  readonly error: KeywrightError;
}

export type RewriteOutcome =
  /** It was as it should be; or became so, or was deleted, by others meanwhile. */
  | { readonly outcome: "unchanged" }
  | { readonly outcome: "changed"; readonly changes: readonly AttributeChange[] }
  | { readonly outcome: "failed"; readonly failure: FailedRewrite };

/** How often an item is changed anew that others write meanwhile. */
const attempts = 10;

/** Rewrites a stored item, or says what would be written. */
export async function rewriteStored(
  runtime: Runtime,
  subject: Subject,
  rewrite: Rewrite,
  stored: WireItem,
  options: { readonly dryRun: boolean; readonly signal: AbortSignal | undefined },
): Promise<RewriteOutcome> {
  try {
    const planned = planRewrite(rewrite, stored, runtime.context(), attempts);
    if (planned === undefined) return { outcome: "unchanged" };
    const { plan, changes } = planned;
    const wrote = options.dryRun || (await executeWrite(runtime, subject, plan, options.signal)) !== false;
    return wrote ? { outcome: "changed", changes } : { outcome: "unchanged" };
  } catch (error) {
    const outcome = outcomeOf(error);
    if (outcome === undefined) throw error;
    const failure = { key: rawKey(rewrite.model, stored), outcome, error: error as KeywrightError };
    return { outcome: "failed", failure };
  }
}

/** What an error says of an item; `undefined` where it says nothing. */
function outcomeOf(error: unknown): FailedRewrite["outcome"] | undefined {
  if (ConditionFailedError.isInstance(error)) return "changed";
  if (UniqueConstraintError.isInstance(error)) return "taken";
  if (ReadError.isInstance(error)) return "unreadable";
  if (ShapeMismatchError.isInstance(error)) return "newer";
  return ValidationError.isInstance(error) || LimitError.isInstance(error) ? "invalid" : undefined;
}
