import type { Signer } from "./hooks.ts";

/**
 * Keeps what signs, by region and service: the SDK makes another one for each request, of a copy of the whole configuration.
 * Credentials are still asked for each time that something is signed.
 */
export function keepSigners(make: Signer): Signer {
  const kept = new Map<string, unknown>();
  return async (scheme) => {
    const key = scheme === undefined ? "" : JSON.stringify(scheme);
    const found = kept.get(key);
    if (found !== undefined) return found;
    const made = await make(scheme);
    kept.set(key, made);
    return made;
  };
}
