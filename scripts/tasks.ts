import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { testConsumer } from "./consumer.ts";
import { checkPackages } from "./package-checks.ts";
import { type Command, type Outcome, root, run, runAll } from "./step.ts";
import { checkUnusedExports } from "./unused-exports.ts";
import { runVitest, type TestCounts } from "./vitest-run.ts";

/** A program of the root's dependencies, run by this Node. */
function tool(path: string, ...args: string[]): Command {
  return { run: [process.execPath, join(root, "node_modules", path), ...args] };
}

const biome = "@biomejs/biome/bin/biome";
const depcruise = "dependency-cruiser/bin/dependency-cruise.mjs";
const native = join(root, "scripts/typescript/node_modules/typescript-7.0/bin/tsc");

const commands = {
  format: [tool(biome, "check", "--write", "--linter-enabled=false", ".")],
  "check:format": [tool(biome, "check", "--linter-enabled=false", ".")],
  "check:lint": [
    tool(biome, "lint", "--error-on-warnings", "."),
    tool("oxlint/bin/oxlint", "--deny-warnings", "packages", "examples", "scripts"),
  ],
  "check:boundaries": [
    tool(depcruise, "--config", ".dependency-cruiser.cjs", "packages", "examples"),
    tool(depcruise, "--config", ".dependency-cruiser.folders.cjs", "packages", "examples"),
  ],
  typecheck: ["tsconfig.json", "tsconfig.programs.json"].map((project) => ({
    run: [process.execPath, native, "-p", project],
  })),
  build: [tool("turbo/bin/turbo", "run", "build", "--output-logs=new-only")],
} satisfies Record<string, readonly Command[]>;

const packageFolder = (name: string) => join(root, "packages", name);
const benchmark = (script: string, args: readonly string[]): Command => ({
  run: ["pnpm", "--silent", "run", script, ...args],
  cwd: packageFolder("benchmarks"),
});

const engineTask = (script: string, ...args: readonly string[]): Command => ({
  run: ["pnpm", "--silent", "run", script, ...args],
  cwd: packageFolder("engine-tests"),
});

function exampleCommands(): readonly Command[] {
  return readdirSync(join(root, "examples"))
    .filter((name) => existsSync(join(root, "examples", name, "package.json")))
    .map((name) => ({ run: ["pnpm", "--silent", "start"], cwd: join(root, "examples", name) }));
}

async function checkDeadCode(): Promise<Outcome> {
  const outcomes = [await runAll([tool("knip/bin/knip.js", "--no-config-hints")]), await checkUnusedExports()];
  return { ok: outcomes.every(({ ok }) => ok), output: outcomes.map(({ output }) => output).join("") };
}

type Step = readonly [name: string, work: () => Promise<Outcome | TestCounts>];

// vitest leaves a core to others, which is half of what small machines have.
const allCores = "--maxWorkers=100%";

const allSteps: readonly Step[] = [
  ["format", () => runAll(commands["check:format"])],
  ["lint", () => runAll(commands["check:lint"])],
  ["boundaries", () => runAll(commands["check:boundaries"])],
  ["dead code", checkDeadCode],
  ["typecheck", () => runAll(commands.typecheck)],
  ["type tests", () => runVitest("types")],
  ["unit tests", () => runVitest("unit", { args: [allCores] })],
  ["engine tests", () => runVitest("engine", { args: [allCores], env: { KEYWRIGHT_ENGINE: "dynoxide" } })],
  ["build", () => runAll(commands.build)],
  ["package checks", checkPackages],
  ["examples", () => runAll(exampleCommands())],
  ["consumer", testConsumer],
];

/** Runs every step, also after a failure, and ends with the line `N passed, N failed`. */
async function testAll(): Promise<boolean> {
  let passed = 0;
  let failed = 0;
  const broken: string[] = [];
  for (const [name, work] of allSteps) {
    const started = performance.now();
    const outcome = await work().catch(broke);
    const seconds = `${((performance.now() - started) / 1000).toFixed(1)} s`;
    const counts = "passed" in outcome ? outcome : undefined;
    passed += counts?.passed ?? (outcome.ok ? 1 : 0);
    failed += counts?.failed ?? (outcome.ok ? 0 : 1);
    const detail = counts === undefined ? seconds : `${counts.passed} passed${skipped(counts)}, ${seconds}`;
    if (outcome.ok) {
      console.log(`ok      ${name} (${detail})`);
      for (const line of notRun(outcome)) console.log(`        ${line}`);
    } else {
      broken.push(name, ...(counts?.failures ?? []).map((test) => `  ${test}`));
      console.log(`FAILED  ${name} (${detail})\n${outcome.output.trimEnd()}\n`);
    }
  }
  if (broken.length > 0) console.log(`\nFailed:\n${broken.join("\n")}`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0;
}

/** A step that throws has failed; the others still run. */
function broke(error: unknown): Outcome {
  return { ok: false, output: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

/** What tests say that cannot run here. */
function notRun({ output }: Outcome): readonly string[] {
  return [...output.matchAll(/^not run {2}.*$/gm)].map(([line]) => line);
}

function skipped(counts: TestCounts): string {
  return counts.skipped === 0 ? "" : `, ${counts.skipped} skipped`;
}

const [task = "", ...args] = process.argv.slice(2);

async function perform(): Promise<boolean> {
  if (task in commands) return (await runAll(commands[task as keyof typeof commands], true)).ok;
  switch (task) {
    case "test":
      return testAll();
    case "test:types":
      return (await runVitest("types", { args, show: true })).ok;
    case "test:unit":
      return (await runVitest("unit", { args, show: true })).ok;
    case "test:engine":
      return (await runVitest("engine", { args, env: { KEYWRIGHT_ENGINE: "dynoxide" }, show: true })).ok;
    case "test:engines":
      // Each engine has the usual time for itself.
      return (await run({ ...engineTask("each-engine"), minutes: 80 }, true)).ok;
    case "conformance":
      return (await run(engineTask(task, ...args), true)).ok;
    case "test:examples":
      // Jest takes what was built: its modules are CommonJS.
      return (await runAll(commands.build)).ok && (await runAll(exampleCommands(), true)).ok;
    case "demo":
      return (await run({ run: ["pnpm", "--silent", "start"], cwd: join(root, "examples/task-tracker") }, true)).ok;
    case "bench":
    case "bench:testkit":
    case "bench:types":
      return (await run(benchmark(task, args), true)).ok;
    case "check:dead":
      return reported(await checkDeadCode());
    case "check:packages":
      return reported((await runAll(commands.build)).ok && (await checkPackages()));
    case "test:consumer":
      return reported((await runAll(commands.build)).ok && (await testConsumer()));
    default:
      throw new Error(`There is no task "${task}". The tasks are the scripts of package.json.`);
  }
}

function reported(outcome: Outcome | false): boolean {
  if (outcome === false) console.log("The build failed: run `npm run build`.");
  else console.log(outcome.output.trimEnd());
  return outcome !== false && outcome.ok;
}

process.exitCode = (await perform()) ? 0 : 1;
