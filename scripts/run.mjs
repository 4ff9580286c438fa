// Entry of every root script. Needs nothing but Node and npm: it gets the pinned pnpm, installs, and hands over to tasks.ts.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const { packageManager } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
const [name, version] = packageManager.split("@");

// npm hands its own configuration down as variables, and pnpm would take it for its own.
const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^(npm_|pnpm_config_)/i.test(key)));
env.TURBO_TELEMETRY_DISABLED = "1";
env.DO_NOT_TRACK = "1";
env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

/** Runs a program to its end and leaves with its exit code if that is not 0. */
function must(program, args, options) {
  const result = spawnSync(program, args, { cwd: root, env, stdio: "inherit", shell: false, ...options });
  if (result.error) throw result.error;
  if (result.status === 0) return;
  if (options?.encoding)
    process.stderr.write(`${result.stdout}${result.stderr}\n${program} ${args.join(" ")} failed.\n`);
  process.exit(result.status ?? 1);
}

if (env.KEYWRIGHT_PNPM !== version) {
  // npx puts this pnpm first on PATH, where turbo looks for it.
  env.KEYWRIGHT_PNPM = version;
  const inner = ["--yes", "-p", `${name}@${version}`, "node", fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  must(process.platform === "win32" ? "npx.cmd" : "npx", inner, { shell: process.platform === "win32" });
} else {
  if (!existsSync(`${root}node_modules`)) console.log("Installing dependencies (once)");
  must("pnpm", ["install", "--frozen-lockfile", "--prefer-offline"], { stdio: "pipe", encoding: "utf8" });
  must(process.execPath, ["node_modules/tsx/dist/cli.mjs", "scripts/tasks.ts", ...process.argv.slice(2)]);
}
