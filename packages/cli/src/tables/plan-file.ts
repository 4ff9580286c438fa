import { readFile } from "node:fs/promises";
import type { TablePlan } from "@keywright/tables";
import { Problem } from "../world/problem.ts";

/**
 * Plans that `keywright plan --out` wrote.
 *
 * @throws Problem where the file holds none
 */
export async function readPlans(path: string): Promise<readonly TablePlan[]> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw new Problem(`${path} cannot be read as JSON.`, { cause });
  }
  const plans = Array.isArray(json) ? json : [json];
  if (plans.length > 0 && plans.every(isPlan)) return plans;
  throw new Problem(`${path} holds no plan.`, { hint: "keywright plan --out plan.json writes one." });
}

function isPlan(value: unknown): value is TablePlan {
  return typeof value === "object" && value !== null && "format" in value && "steps" in value && "table" in value;
}
