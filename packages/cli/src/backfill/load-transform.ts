import type { BackfillTransform } from "@keywright/tables";
import { loadModule } from "../load/load-module.ts";
import { Problem } from "../world/problem.ts";

/**
 * The function that a file exports as `transform`, or by default.
 *
 * @throws Problem where it exports none
 */
export async function loadTransform(path: string): Promise<BackfillTransform> {
  const module = await loadModule(path);
  const inner = module.default;
  const found = [module.transform, inner, (inner as { readonly default?: unknown } | undefined)?.default];
  const transform = found.find((each) => typeof each === "function");
  if (transform !== undefined) return transform as BackfillTransform;
  throw new Problem(`${path} exports no transform.`, {
    hint: "Write: export const transform = ({ name, ...rest }) => (name === undefined ? undefined : { ...rest, title: name });",
  });
}
