import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/** The value of an environment variable; a variable set to nothing counts as not set. */
export function variable(name: string): string | undefined {
  const value = process.env[name];
  return value === undefined || value === "" ? undefined : value;
}

/** The folder in which engines are kept between runs: `KEYWRIGHT_CACHE`, else the platform's place for such things. */
export function cacheFolder(): string {
  const own = variable("KEYWRIGHT_CACHE");
  if (own !== undefined) return own;
  if (process.platform === "win32") {
    return join(variable("LOCALAPPDATA") ?? join(homedir(), "AppData", "Local"), "keywright", "cache");
  }
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches", "keywright");
  const base = variable("XDG_CACHE_HOME");
  return join(base !== undefined && isAbsolute(base) ? base : join(homedir(), ".cache"), "keywright");
}
