import { OutcomeUnknownError } from "../../error/outcome-unknown-error.ts";
import { executeWrite } from "../../execute/write.ts";
import type { Repaired } from "../../plan/claims/repair.ts";
import type { WritePlan } from "../../plan/write/write-plan.ts";
import type { Verification } from "./look.ts";

/** Carries out a fix. What became of one whose answer is lost shows when one looks again. */
export async function repair(
  { runtime, subject, signal }: Verification,
  plan: WritePlan,
): Promise<Repaired | "unknown"> {
  try {
    // Plans of repairs give nothing else.
    return (await executeWrite(runtime, subject, plan, signal)) as Repaired;
  } catch (error) {
    if (!OutcomeUnknownError.isInstance(error)) throw error;
    signal?.throwIfAborted();
    return "unknown";
  }
}
