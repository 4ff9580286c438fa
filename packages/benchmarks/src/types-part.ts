import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Figure } from "./report/figure.ts";

/** Runs what `npm run bench:types` runs, which prints its own tables. Its figures are its own, too. */
export async function measureTypes(check: boolean): Promise<readonly Figure[]> {
  const program = fileURLToPath(new URL("types.ts", import.meta.url));
  const args = [...process.execArgv, program, ...(check ? ["--check"] : [])];
  const { status, error } = spawnSync(process.execPath, args, { stdio: "inherit" });
  if (error) throw error;
  if (status !== 0) process.exitCode = status ?? 1;
  return [];
}
