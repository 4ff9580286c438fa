import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { root, run } from "./step.ts";

export interface TestCounts {
  readonly ok: boolean;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly output: string;
  /** The tests that failed, by file and name. */
  readonly failures: readonly string[];
}

interface JsonReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

const vitest = join(root, "node_modules/vitest/vitest.mjs");

/** A mark for each test, which stands before what tests print. */
const dots = /^[·x*-]*·[·x*-]*\n?/gm;

/** Runs one vitest project and counts its tests. A run that fails without a failed test (a file that does not load, none found) counts as one failure. */
export async function runVitest(
  project: string,
  options: { env?: Record<string, string>; args?: readonly string[]; show?: boolean } = {},
): Promise<TestCounts> {
  const folder = mkdtempSync(join(tmpdir(), "keywright-tests-"));
  try {
    const file = join(folder, "report.json");
    const outcome = await run(
      {
        run: [
          vitest,
          "run",
          "--project",
          project,
          `--reporter=${options.show ? "default" : "dot"}`,
          "--reporter=json",
          `--outputFile.json=${file}`,
          ...(options.args ?? []),
        ],
        env: { ...(options.show ? {} : { NO_COLOR: "1" }), ...options.env },
      },
      options.show,
    );
    if (!existsSync(file)) return { ...outcome, ok: false, passed: 0, failed: 1, skipped: 0, failures: [] };
    const report = JSON.parse(readFileSync(file, "utf8")) as JsonReport;
    const none = report.numPassedTests + report.numFailedTests === 0;
    const ok = outcome.ok && !none;
    return {
      ok,
      passed: report.numPassedTests,
      failed: ok ? report.numFailedTests : Math.max(1, report.numFailedTests),
      skipped: report.numPendingTests + report.numTodoTests,
      output: outcome.output.replace(dots, ""),
      failures: failuresOf(report),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function failuresOf({ testResults }: JsonReport): readonly string[] {
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName }) => `${relative(root, name)}: ${fullName}`),
  );
}
