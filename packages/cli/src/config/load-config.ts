import { access } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { didYouMean } from "../arguments/did-you-mean.ts";
import { loadModule } from "../load/load-module.ts";
import type { Io } from "../world/io.ts";
import { Problem } from "../world/problem.ts";
import type { Config } from "./config.ts";

const names = ["ts", "mts", "js", "mjs"].map((end) => `keywright.config.${end}`);
const none: Config = { model: [], tables: {}, endpoint: undefined, region: undefined, profile: undefined };

/**
 * Reads the configuration that the command line names, or the one of the working folder, where there is one.
 *
 * @throws Problem where it says what there is not
 */
export async function loadConfig(named: string | undefined, io: Io): Promise<Config> {
  const path = named === undefined ? await found(io.cwd) : resolve(io.cwd, named);
  if (path === undefined) return none;
  const { default: value } = await loadModule(path);
  const config = isRecord(value) && isRecord(value.default) ? value.default : value;
  if (!isRecord(config)) {
    throw new Problem(`${path} has no default export that is a configuration.`, {
      hint: 'Write: export default defineConfig({ model: "src/model.ts" });',
    });
  }
  return read(config, path);
}

async function found(folder: string): Promise<string | undefined> {
  for (const name of names) {
    const path = join(folder, name);
    const there = await access(path).then(
      () => true,
      () => false,
    );
    if (there) return path;
  }
  return undefined;
}

function read(config: Readonly<Record<string, unknown>>, path: string): Config {
  for (const name of Object.keys(config)) {
    if (name in none) continue;
    throw new Problem(`${path}: there is no setting '${name}'.${didYouMean(name, Object.keys(none))}`);
  }
  const text = (name: "endpoint" | "region" | "profile"): string | undefined => {
    const value = config[name];
    if (value === undefined || typeof value === "string") return value;
    throw new Problem(`${path}: ${name} must be a string.`);
  };
  const { model = [], tables = {} } = config;
  const files = typeof model === "string" ? [model] : model;
  if (!Array.isArray(files) || !files.every((file): file is string => typeof file === "string")) {
    throw new Problem(`${path}: model must be the path of a file, or a list of them.`);
  }
  if (!isRecord(tables) || !Object.values(tables).every((name) => typeof name === "string")) {
    throw new Problem(`${path}: tables must be names of tables by those of the model: { TaskApp: "dev-TaskApp" }.`);
  }
  return {
    model: files.map((file) => resolve(dirname(path), file)),
    tables: tables as Config["tables"],
    endpoint: text("endpoint"),
    region: text("region"),
    profile: text("profile"),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
