// Measures what entities and operations cost the compiler, beside the same program written with other libraries.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { costByOperation } from "./compile/by-operation.ts";
import { compilerVersions } from "./compile/compiler.ts";
import { measureCompilers } from "./compile/measure.ts";
import { costsOf, costTable } from "./compile/report.ts";
import { makeWorkspace } from "./compile/workspace.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    sizes: { type: "string", default: "1,10,50,100" },
    json: { type: "string" },
    /** Folder of a built `keywright` to measure in place of the sources. */
    package: { type: "string" },
    "by-operation": { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds);
const sizes = values.sizes.split(",").map(Number);
for (const count of [rounds, ...sizes]) {
  if (!Number.isInteger(count) || count < 1) throw new RangeError("--rounds and --sizes take positive integers");
}

const workspace = makeWorkspace(values.package);
try {
  if (values["by-operation"]) {
    console.log(costByOperation(workspace));
  } else {
    const costs = costsOf(measureCompilers(workspace, sizes, rounds));
    for (const { version } of compilerVersions) console.log(`${costTable(version, costs)}\n`);
    if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ costs }, null, 2)}\n`);
  }
} finally {
  workspace.remove();
}
