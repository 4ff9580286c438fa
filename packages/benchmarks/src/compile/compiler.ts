import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const compilers = fileURLToPath(new URL("../../../../scripts/typescript/node_modules", import.meta.url));

/** The compilers that are measured. With several threads the native one would check shared types more than once. */
export const compilerVersions = [
  { version: "5.9", flags: [] },
  { version: "7.0", flags: ["--singleThreaded"] },
] as const;
export type Compiler = (typeof compilerVersions)[number];

export interface Compilation {
  readonly ok: boolean;
  readonly output: string;
}

/** Compiles the project in a folder and gives what the compiler printed, its diagnostics included. */
export function compile({ version, flags }: Compiler, folder: string): Compilation {
  const tsc = `${compilers}/typescript-${version}/bin/tsc`;
  const args = [tsc, "-p", "tsconfig.json", "--extendedDiagnostics", "--pretty", "false", ...flags];
  const { error, status, signal, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: "utf8",
  });
  if (error) throw error;
  if (status === null) throw new Error(`TypeScript ${version} was ended by ${signal}`);
  return { ok: status === 0, output: `${stdout}${stderr}` };
}
