import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const config = fileURLToPath(new URL("./vitest.specs.config.ts", import.meta.url));
const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

export interface SpecRun {
  /** By title: `passed`, or what it failed with. */
  readonly results: Readonly<Record<string, string>>;
  /** What the specs told. */
  readonly told: readonly Readonly<Record<string, unknown>>[];
  readonly output: string;
}

/** Runs specs with real engines in a vitest of their own. */
export async function runSpecs(
  specs: readonly string[],
  { args = [], env = {} }: { readonly args?: readonly string[]; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<SpecRun> {
  const folder = await mkdtemp(join(tmpdir(), "keywright-specs-"));
  try {
    const report = join(folder, "report.json");
    const tellings = join(folder, "told");
    const output = await run(
      [vitest, "run", "--config", config, "--reporter=json", `--outputFile=${report}`, ...args, ...specs],
      { ...env, SPEC_FILE: tellings, KEYWRIGHT_CACHE: folder },
    );
    const text = await readFile(report, "utf8").catch((error: unknown) => {
      throw new Error(`The specs did not run.\n${output}`, { cause: error });
    });
    const told = await readFile(tellings, "utf8").catch(() => "");
    const tests = (JSON.parse(text) as Report).testResults.flatMap(({ assertionResults }) => assertionResults);
    return {
      results: Object.fromEntries(
        tests.map(({ title, status, failureMessages }) => [
          title,
          status === "failed" ? failureMessages.join("\n") : status,
        ]),
      ),
      told: told
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as Record<string, unknown>),
      output,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  // What the vitest outside has set for its own workers must not reach the one inside.
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|NODE_OPTIONS$|TEST$|KEYWRIGHT_)/.test(name),
  );
  const child = spawn(process.execPath, args, {
    env: { ...Object.fromEntries(inherited), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => resolve(output));
  });
}
