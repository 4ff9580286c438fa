// Measures what entities and operations cost the compiler, beside the same program written with other libraries.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { overBudget } from "./compile/budget-report.ts";
import { costByOperation } from "./compile/by-operation.ts";
import { measuredVersions } from "./compile/compiler.ts";
import { measureCompletions, measureHovers } from "./compile/editor/measure.ts";
import { measureCompilers } from "./compile/measure.ts";
import { mistakesTable } from "./compile/mistakes/report.ts";
import { costsOf, costTable } from "./compile/report.ts";
import { makeWorkspace, type Workspace } from "./compile/workspace.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    sizes: { type: "string", default: "1,10,50,100" },
    json: { type: "string" },
    /** Folder of a built `keywright` to measure in place of the sources. */
    package: { type: "string" },
    "by-operation": { type: "boolean", default: false },
    /** Fails where a figure is over its budget. */
    check: { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds);
const sizes = values.sizes.split(",").map(Number);
for (const count of [rounds, ...sizes]) {
  if (!Number.isInteger(count) || count < 1) throw new RangeError("--rounds and --sizes take positive integers");
}
if (values.check && (!sizes.includes(100) || sizes.length < 2)) {
  throw new RangeError("--check needs 100 among --sizes, and a smaller one");
}

function measure(workspace: Workspace): void {
  console.log(`${mistakesTable(workspace)}\n`);
  const costs = costsOf(measureCompilers(workspace, sizes, rounds));
  for (const version of measuredVersions) console.log(`${costTable(version, costs)}\n`);
  for (const entities of sizes.filter((size) => size > 1)) {
    console.log(`${measureCompletions(workspace, entities, 3 * rounds)}\n`);
  }
  console.log(`${measureHovers(workspace)}\n`);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ costs }, null, 2)}\n`);
  if (!values.check) return;
  const problems = overBudget(costs);
  console.log(problems.length === 0 ? "All figures are within their budgets." : problems.join("\n"));
  if (problems.length > 0) process.exitCode = 1;
}

const workspace = makeWorkspace(values.package);
try {
  if (values["by-operation"]) console.log(costByOperation(workspace));
  else measure(workspace);
} finally {
  workspace.remove();
}
