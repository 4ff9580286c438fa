import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { TestkitError } from "../../error/testkit-error.ts";
import { variable } from "../environment.ts";
import { run } from "../process/run.ts";

export interface DynoxideBinary {
  readonly file: string;
  readonly version: string | undefined;
}

// A program that starts an engine for each test asks the binary once.
const found = new Map<string, Promise<DynoxideBinary>>();

/**
 * Finds the binary and asks it for its version, which shows that it can be run.
 *
 * @throws {TestkitError} `dynoxide-missing` when there is none or it does not run.
 */
export async function findDynoxide(): Promise<DynoxideBinary> {
  const file = variable("KEYWRIGHT_DYNOXIDE") ?? installedBinary();
  const asked = found.get(file) ?? askVersion(file);
  found.set(file, asked);
  try {
    return await asked;
  } catch (error) {
    found.delete(file);
    throw error;
  }
}

async function askVersion(file: string): Promise<DynoxideBinary> {
  try {
    const { stdout } = await run(file, ["--version"], { timeoutMs: 10_000 });
    return { file, version: /\d+\.\d+\.\d+\S*/.exec(stdout)?.[0] };
  } catch (cause) {
    const from = variable("KEYWRIGHT_DYNOXIDE") === undefined ? "the installed package" : "KEYWRIGHT_DYNOXIDE";
    throw new TestkitError({
      code: "dynoxide-missing",
      message: `The Dynoxide binary ${file} (from ${from}) cannot be run: ${(cause as Error).message.trim()}. Set KEYWRIGHT_DYNOXIDE to a binary for this platform, or unset it and install ${platformPackage()}.`,
      cause,
    });
  }
}

function platformPackage(): string {
  return `@dynoxide/${process.platform}-${process.arch}`;
}

function installedBinary(): string {
  const name = platformPackage();
  // First what came with the testkit, then what the project itself installed.
  for (const from of [import.meta.url, join(process.cwd(), "package.json")]) {
    try {
      const folder = dirname(createRequire(from).resolve(`${name}/package.json`));
      return join(folder, process.platform === "win32" ? "dynoxide.exe" : "dynoxide");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    }
  }
  throw new TestkitError({
    code: "dynoxide-missing",
    message: `No Dynoxide engine for ${process.platform}-${process.arch}: the package ${name} is not installed. Install it (npm install --save-dev ${name}), or set KEYWRIGHT_DYNOXIDE to a Dynoxide binary.`,
  });
}
