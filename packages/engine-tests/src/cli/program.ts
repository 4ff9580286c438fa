import { type ChildProcess, spawn } from "node:child_process";
import { cp, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { EngineClientConfig } from "@keywright/testkit";
import { build } from "esbuild";

const packages = fileURLToPath(new URL("../../../", import.meta.url));
const place = fileURLToPath(new URL("../../node_modules/.cache/cli/", import.meta.url));
/** Where the program runs: with a configuration, a model and other files. */
const files = join(place, "files");

/**
 * The sources of the command, and of the packages that the user's files import, each in one file: that starts in a fraction of
 * the time that hundreds of files take.
 */
export async function buildProgram(): Promise<void> {
  const installed = (name: string): string => join(place, "node_modules", name, "index.mjs");
  const entries = [
    ["cli/src/main.ts", join(place, "main.mjs")],
    ["cli/src/index.ts", installed("@keywright/cli")],
    ["keywright/src/index.ts", installed("keywright")],
  ] as const;
  for (const [source, outfile] of entries) {
    await build({
      entryPoints: [join(packages, source)],
      outfile,
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node20",
      conditions: ["@keywright/source"],
      external: ["@aws-sdk/*", "zod", "tsx", "testcontainers", "vitest", "@dynoxide/*"],
      // Dependencies in CommonJS ask for modules of Node.
      banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
      logLevel: "error",
    });
    if (basename(outfile) !== "index.mjs") continue;
    await writeFile(join(dirname(outfile), "package.json"), '{ "type": "module", "main": "index.mjs" }');
  }
  await cp(fileURLToPath(new URL("files/", import.meta.url)), files, { recursive: true });
}

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/**
 * Starts the `keywright` command.
 *
 * @param engine - Whose credentials it gets: DynamoDB Local keeps tables apart by them, and by the Region.
 */
export function start({ region, credentials }: EngineClientConfig, args: readonly string[]): Running {
  // Nothing of this machine's configuration of AWS.
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_"));
  const env = {
    ...Object.fromEntries(kept),
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    AWS_REGION: region,
    ...(credentials && {
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    }),
  };
  const child = spawn(process.execPath, [join(place, "main.mjs"), ...args], {
    cwd: files,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, out, err }));
  });
  return { child, ended };
}
