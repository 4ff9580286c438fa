// Runs the engine tests once on each engine that is available here.
import { availableEngines } from "@keywright/testkit";
import { runVitest } from "../../../scripts/vitest-run.ts";

const engines = await availableEngines();
const required = (process.env.KEYWRIGHT_REQUIRE_ENGINES ?? "")
  .split(",")
  .map((name) => name.trim())
  .filter((name) => name !== "");

console.log("Engines:");
for (const { name, available, reason } of engines) {
  console.log(`  ${name}: ${available ? "available" : `not available: ${reason ?? "no reason given"}`}`);
}

// How many expressions the laws try; the tests that run for every change try fewer.
const expressions = process.env.KEYWRIGHT_EXPRESSIONS ?? "20000";

let passed = 0;
let failed = 0;
for (const name of required) {
  const engine = engines.find((candidate) => candidate.name === name);
  if (engine?.available === true) continue;
  failed += 1;
  console.log(
    `\nFAILED  ${name} is required by KEYWRIGHT_REQUIRE_ENGINES and ${engine ? "not available" : "not known"}`,
  );
}

const available = engines.filter((engine) => engine.available);
if (available.length === 0) {
  failed += 1;
  console.log("\nFAILED  no engine is available");
}

for (const { name } of available) {
  console.log(`\nRunning on ${name}`);
  const counts = await runVitest("engine", { env: { KEYWRIGHT_ENGINE: name, KEYWRIGHT_EXPRESSIONS: expressions } });
  passed += counts.passed;
  failed += counts.failed;
  const detail = `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
  console.log(`${counts.ok ? "ok    " : "FAILED"}  ${name} (${detail})`);
  for (const [line] of counts.output.matchAll(/^\d+ different expressions .*$/gm)) console.log(`        ${line}`);
  if (!counts.ok) console.log(counts.output.trimEnd());
}

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
