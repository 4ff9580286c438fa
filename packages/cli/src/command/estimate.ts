import { resolve } from "node:path";
import { estimate, formatEstimate, type Workload } from "@keywright/tables";
import { loadModule } from "../load/load-module.ts";
import { printJson } from "../output/json.ts";
import { exitCodes } from "../world/exit-code.ts";
import { Problem } from "../world/problem.ts";
import { type Command, command } from "./command.ts";
import { modelOptions } from "./common-options.ts";

export const estimateCommand: Command = command({
  name: "estimate",
  summary: "Says what a workload consumes and costs: capacity units, on demand against provisioned, storage.",
  usage: "<file>",
  details: [
    "The file exports the workload as workload, or by default: how large the items of each entity are, how many there are, and how often what is done with them. Prices are list prices of a day, which the report names; give your own with prices. No request is made.",
  ],
  options: { config: modelOptions.config, json: modelOptions.json },
  examples: [
    { line: "estimate workload.ts", says: "a table of operations, then each table with its costs" },
    { line: "estimate workload.ts --json | jq .monthly", says: "as JSON, for other programs" },
  ],
  exits: [],
  async run({ values, positionals }, { io }) {
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) {
      throw new Problem("One file with a workload is needed.", { hint: "keywright estimate workload.ts" });
    }
    const path = resolve(io.cwd, file);
    const { workload, default: main } = await loadModule(path);
    const found = [workload, main, (main as { readonly default?: unknown } | undefined)?.default].find(isWorkload);
    if (found === undefined) {
      throw new Problem(`${path} exports no workload.`, {
        hint: 'Write: export const workload: Workload = { entities: [{ entity: Task, sizes: 800, operations: [{ verb: "get", perSecond: 50 }] }] };',
      });
    }
    const result = estimate(found);
    io.out(values.json ? printJson(result) : `${formatEstimate(result)}\n`);
    return exitCodes.ok;
  },
});

function isWorkload(value: unknown): value is Workload {
  return typeof value === "object" && value !== null && "entities" in value && Array.isArray(value.entities);
}
