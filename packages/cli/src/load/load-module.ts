import { access } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { register as registerCommonJs } from "tsx/cjs/api";
import { type NamespacedUnregister, register } from "tsx/esm/api";
import { Problem } from "../world/problem.ts";

let loader: NamespacedUnregister | undefined;

/** Loads TypeScript. One for all files: it takes a quarter of a second, and only where one is loaded. */
function typescript(): NamespacedUnregister {
  if (loader === undefined) {
    const namespace = "keywright";
    registerCommonJs({ namespace });
    loader = register({ namespace });
  }
  return loader;
}

/**
 * What a file of the user's exports: TypeScript or JavaScript, as a module or in CommonJS.
 *
 * @throws Problem where it is not there, or fails while it is loaded
 */
export async function loadModule(path: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    await access(path);
  } catch (cause) {
    throw new Problem(`There is no file ${path}.`, { cause });
  }
  try {
    return exportsOf((await typescript().import(pathToFileURL(path).href, import.meta.url)) as Record<string, unknown>);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new Problem(`${path} cannot be loaded: ${message}`, { cause });
  }
}

/** Named exports, and those of a default export: CommonJS has them there. */
function exportsOf(module: Record<string, unknown>): Readonly<Record<string, unknown>> {
  const { default: main } = module;
  const inner = typeof main === "object" && main !== null ? main : {};
  return { ...inner, ...module };
}
