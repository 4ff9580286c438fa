import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Makes one file of a program of this folder, `cpu/worker.ts`, and all of Keywright, as programs that are built do, and gives
 * its path. What runs TypeScript as it is gives each function its name whenever it is made, which would take as long as what
 * is measured.
 */
export async function bundleProgram(file: string): Promise<string> {
  const outfile = `${root}node_modules/.cache/keywright-bench/${file.replace(/\.ts$/, ".mjs")}`;
  await build({
    entryPoints: [`${root}src/${file}`],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["@keywright/source"],
    // Other libraries are what they are when they are installed.
    external: installed().flatMap((name) => [name, `${name}/*`]),
    logLevel: "error",
  });
  return outfile;
}

/** Names of packages that are not of this repository, and of those that the SDK brings. */
function installed(): readonly string[] {
  const { devDependencies } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as {
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  const own = Object.keys(devDependencies).filter((name) => devDependencies[name]?.startsWith("workspace:") !== true);
  return [...own, "@smithy"];
}
