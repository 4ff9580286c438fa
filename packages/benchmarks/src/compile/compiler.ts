import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const compilers = fileURLToPath(new URL("../../../../scripts/typescript/node_modules", import.meta.url));

/** The compilers that the types are made for, oldest first: zod's own floor, and what is in use. */
export const supportedVersions = ["5.5", "5.9", "6.0", "7.0"] as const;
export type Version = (typeof supportedVersions)[number];

/** The compilers whose costs are measured. */
export const measuredVersions = ["5.9", "7.0"] as const satisfies readonly Version[];

export interface Compilation {
  readonly ok: boolean;
  readonly output: string;
}

/** Compiles the project in a folder and gives what the compiler printed, its diagnostics included. */
export function compile(version: Version, folder: string): Compilation {
  const tsc = `${compilers}/typescript-${version}/bin/tsc`;
  // With several threads the native compiler would check shared types more than once.
  const flags = version === "7.0" ? ["--singleThreaded"] : [];
  const args = [tsc, "-p", "tsconfig.json", "--extendedDiagnostics", "--pretty", "false", ...flags];
  const { error, status, signal, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: "utf8",
  });
  if (error) throw error;
  if (status === null) throw new Error(`TypeScript ${version} was ended by ${signal}`);
  return { ok: status === 0, output: `${stdout}${stderr}` };
}
