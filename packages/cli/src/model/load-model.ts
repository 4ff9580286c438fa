import { resolve } from "node:path";
import type { Context } from "../context/context.ts";
import { loadModule } from "../load/load-module.ts";
import { Problem } from "../world/problem.ts";
import { findModel, type Model } from "./model.ts";

/**
 * Loads the model that the command line names, or the configuration.
 *
 * @throws Problem where none is named, or its files have neither tables nor entities
 */
export async function loadModel(named: readonly string[] | undefined, { io, config }: Context): Promise<Model> {
  const paths = named ? named.map((path) => resolve(io.cwd, path)) : config.model;
  if (paths.length === 0) {
    throw new Problem("No model is named.", {
      hint: 'Give --model src/model.ts, or make a keywright.config.ts with: export default { model: "src/model.ts" };',
    });
  }
  const exported: Record<string, unknown> = {};
  for (const [i, path] of paths.entries()) {
    for (const [name, value] of Object.entries(await loadModule(path))) exported[`${i} ${name}`] = value;
  }
  const model = findModel(exported);
  if (model.tables.length === 0) {
    throw new Problem(`${paths.join(", ")} exports neither tables nor entities.`, {
      hint: "Export what defineTable and defineEntity give: export const taskTable = defineTable({ ... });",
    });
  }
  return model;
}
