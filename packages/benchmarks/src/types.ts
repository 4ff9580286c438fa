// Measures what entities and operations cost the compiler, next to the zod schemas that they are made of.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { compilerVersions } from "./compile/compiler.ts";
import { measureCompilers } from "./compile/measure.ts";
import { programWithMistakes } from "./compile/program.ts";
import { costsOf, costTable } from "./compile/report.ts";
import { verifyMistakes } from "./compile/verify.ts";
import { makeWorkspace } from "./compile/workspace.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    sizes: { type: "string", default: "1,10,50,100" },
    json: { type: "string" },
  },
});
const rounds = Number(values.rounds);
const sizes = values.sizes.split(",").map(Number);
for (const count of [rounds, ...sizes]) {
  if (!Number.isInteger(count) || count < 1) throw new RangeError("--rounds and --sizes take positive integers");
}

const workspace = makeWorkspace();
try {
  const mistakes = programWithMistakes();
  const folder = workspace.write("mistakes", mistakes);
  for (const compiler of compilerVersions) verifyMistakes(compiler, folder, mistakes);
  console.log("Every planted mistake is found, and nothing else.\n");

  const costs = costsOf(measureCompilers(workspace, sizes, rounds));
  console.log("Instantiations");
  console.log(costTable(costs));
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ costs }, null, 2)}\n`);
} finally {
  workspace.remove();
}
