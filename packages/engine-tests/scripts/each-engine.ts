// Runs the engine tests once on each engine that is available here.
import { availableEngines, startEngine } from "@keywright/testkit";
import { runVitest } from "../../../scripts/vitest-run.ts";
import { dynamodbLocal3 } from "./dynamodb-local-3/fetch.ts";

const engines = await availableEngines();
const required = (process.env.KEYWRIGHT_REQUIRE_ENGINES ?? "")
  .split(",")
  .map((name) => name.trim())
  .filter((name) => name !== "");

console.log("Engines:");
for (const { name, available, version, reason } of engines) {
  const state = available ? `available ${version ?? ""}` : `not available: ${reason ?? "no reason given"}`;
  console.log(`  ${name}: ${state.trim()}`);
}

// Alone in having index keys of several attributes, and so run for these.
const newer = dynamodbLocal3();
console.log(`  dynamodb-local-3: ${"folder" in newer ? "available" : `not available: ${newer.reason}`}`);

// How many expressions the laws try; the tests that run for every change try fewer.
const expressions = process.env.KEYWRIGHT_EXPRESSIONS ?? "20000";

let passed = 0;
let failed = 0;
for (const name of required) {
  const engine = engines.find((candidate) => candidate.name === name);
  if (engine?.available === true || (name === "dynamodb-local-3" && "folder" in newer)) continue;
  failed += 1;
  console.log(
    `\nFAILED  ${name} is required by KEYWRIGHT_REQUIRE_ENGINES and ${engine || name === "dynamodb-local-3" ? "not available" : "not known"}`,
  );
}

const available = engines.filter((engine) => engine.available);
if (available.length === 0) {
  failed += 1;
  console.log("\nFAILED  no engine is available");
}

/** Starts an engine once: what has to be fetched for it is fetched, and said, before any test prints something. */
async function fetchFor(name: (typeof available)[number]["name"]): Promise<void> {
  const engine = await startEngine({ engine: name });
  await engine.stop();
}

async function runOn(name: string, args: readonly string[], env: Record<string, string>): Promise<void> {
  console.log(`\nRunning on ${name}`);
  const counts = await runVitest("engine", { args, env: { ...env, KEYWRIGHT_EXPRESSIONS: expressions } });
  passed += counts.passed;
  failed += counts.failed;
  const detail = `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
  console.log(`${counts.ok ? "ok    " : "FAILED"}  ${name} (${detail})`);
  for (const line of expressionFigures(counts.output)) console.log(`        ${line}`);
  if (!counts.ok) console.log(counts.output.trimEnd());
}

// The same product as dynamodb-local, and slower to start: what the way to it can change is tried, and what its version adds.
// One file after the other, because containers of a killed program are removed when no other program has one.
const container = ["multi-attribute-keys", "src/engine/", "conformance.test", "--no-file-parallelism"];
for (const { name } of available) {
  await fetchFor(name);
  await runOn(name, name === "container" ? container : [], { KEYWRIGHT_ENGINE: name });
}
// The other way to the same answers: the verbs, and what holds of sending, whatever the network does.
const dynoxide = available.find(({ name }) => name === "dynoxide");
const ofSending = ["counting", "transfers", "histories", "batches", "round-trip", "hostile", "faults/", "unique"].map(
  (law) => `src/laws/${law}`,
);
if (dynoxide) {
  await runOn("dynoxide, the direct path", ["src/verbs/", ...ofSending], {
    KEYWRIGHT_ENGINE: dynoxide.name,
    KEYWRIGHT_TRANSPORT: "direct",
  });
} else {
  console.log("\nnot run  the tests of the direct path: they need dynoxide");
}
for (const { name, available: there, reason } of engines) {
  if (!there) console.log(`\nnot run  the tests on ${name}: ${reason ?? "no reason given"}`);
}
if ("folder" in newer) {
  const env = { KEYWRIGHT_ENGINE: "dynamodb-local", KEYWRIGHT_DYNAMODB_LOCAL: newer.folder };
  await runOn("dynamodb-local-3", ["multi-attribute-keys", "engine/engine.test", "conformance.test"], env);
} else {
  console.log("\nnot run  the tests of index keys of several attributes: they need dynamodb-local-3");
}

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** What the laws of expressions wrote, and its sum. */
function expressionFigures(output: string): readonly string[] {
  const found = [...output.matchAll(/^(\d+) different expressions in \w+, (\d+) accepted.*$/gm)];
  const sum = (group: 1 | 2): number => found.reduce((total, match) => total + Number(match[group]), 0);
  const total = `${sum(1)} different expressions in all, ${sum(2)} accepted`;
  return found.length === 0 ? [] : [...found.map(([line]) => line), total];
}
