import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, run } from "./step.ts";

export interface TestCounts {
  readonly ok: boolean;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly output: string;
}

interface JsonReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

const vitest = join(root, "node_modules/vitest/vitest.mjs");

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
          "--reporter=default",
          "--reporter=json",
          `--outputFile.json=${file}`,
          ...(options.args ?? []),
        ],
        ...(options.env === undefined ? {} : { env: options.env }),
      },
      options.show,
    );
    if (!existsSync(file)) return { ...outcome, ok: false, passed: 0, failed: 1, skipped: 0 };
    const report = JSON.parse(readFileSync(file, "utf8")) as JsonReport;
    const none = report.numPassedTests + report.numFailedTests === 0;
    const ok = outcome.ok && !none;
    return {
      ok,
      passed: report.numPassedTests,
      failed: ok ? report.numFailedTests : Math.max(1, report.numFailedTests),
      skipped: report.numPendingTests + report.numTodoTests,
      output: outcome.output,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
