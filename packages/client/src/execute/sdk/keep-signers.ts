import type { Signer } from "./hooks.ts";

/**
 * Keeps what signs, by the way of signing that an endpoint asks for: the SDK makes another one for each request, of a copy of
 * the whole configuration. Credentials are still asked for each time that something is signed.
 */
export function keepSigners(make: Signer): Signer {
  const kept = new Map<string, unknown>();
  return async (scheme) => {
    const key = scheme === undefined ? "" : JSON.stringify(scheme);
    const found = kept.get(key);
    if (found !== undefined) return found;
    const made = await make(scheme);
    if (hasKeys(made)) made.getSigningKey = keepKey(made.getSigningKey.bind(made));
    kept.set(key, made);
    return made;
  };
}

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Derives the key that signs from the secret one. It is the same for a day, a Region and a service. */
type GetKey = (credentials: Credentials, region: string, day: string, service?: string) => Promise<Uint8Array>;

function hasKeys(signer: unknown): signer is { getSigningKey: GetKey } {
  const { getSigningKey } = Object(signer) as { readonly getSigningKey?: unknown };
  return typeof getSigningKey === "function";
}

/** Keeps the last key: the SDK keeps them, too, and hashes the secret each time to find the one that it needs. */
function keepKey(derive: GetKey): GetKey {
  let last: { readonly of: readonly unknown[]; readonly key: Promise<Uint8Array> } | undefined;
  return (credentials, region, day, service) => {
    const of = [credentials.accessKeyId, credentials.secretAccessKey, region, day, service];
    if (last === undefined || last.of.some((part, i) => part !== of[i])) {
      const key = derive(credentials, region, day, service);
      last = { of, key };
      key.catch(() => {
        last = undefined;
      });
    }
    return last.key;
  };
}
