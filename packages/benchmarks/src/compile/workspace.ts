import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Program } from "./programs/program.ts";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const cache = fileURLToPath(new URL("../../node_modules/.cache", import.meta.url));

const compilerOptions = {
  target: "ES2023",
  lib: ["ES2023"],
  module: "NodeNext",
  moduleResolution: "NodeNext",
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
};

/** A temporary folder with `keywright` built as users get it, and programs that import it. */
export interface Workspace {
  /** Writes a program, and gives its folder. */
  write(name: string, program: Program): string;
  remove(): void;
}

/**
 * Builds `keywright` anew, or copies a build of it: declarations are what users' compilers read, and the sources would be
 * checked with each program.
 *
 * @param built folder of a built package, such as an unpacked release
 */
export function makeWorkspace(built?: string): Workspace {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "types-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const target = join(folder, "node_modules/keywright");
  try {
    if (built === undefined) buildPackage(target);
    else cpSync(built, target, { recursive: true });
  } catch (error) {
    remove();
    throw error;
  }
  return {
    write(name, program) {
      const place = join(folder, name);
      writeProgram(place, program);
      return place;
    },
    remove,
  };
}

/** Writes a program into a new folder, with what the compiler needs to know of it. */
function writeProgram(folder: string, program: Program): void {
  mkdirSync(folder);
  writeJson(join(folder, "package.json"), { type: "module" });
  writeJson(join(folder, "tsconfig.json"), { compilerOptions, include: ["*.ts"] });
  for (const [file, text] of program) writeFileSync(join(folder, file), text);
}

function buildPackage(target: string): void {
  const source = join(root, "packages/keywright");
  const bundler = join(root, "node_modules/tsdown/dist/run.mjs");
  const { error, status, stdout, stderr } = spawnSync(process.execPath, [bundler, "-d", join(target, "dist")], {
    cwd: source,
    encoding: "utf8",
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`keywright cannot be built:\n${stdout}${stderr}`);
  const manifest = JSON.parse(readFileSync(join(source, "package.json"), "utf8")) as { publishConfig: object };
  writeJson(join(target, "package.json"), { ...manifest, ...manifest.publishConfig });
}

function writeJson(file: string, value: object): void {
  writeFileSync(file, JSON.stringify(value, null, 2));
}
