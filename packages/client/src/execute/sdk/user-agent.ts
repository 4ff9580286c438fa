import type { Context, Middleware } from "./hooks.ts";

interface HttpRequest {
  readonly headers: Record<string, string>;
}

interface Shared {
  readonly features?: Readonly<Record<string, string>>;
  readonly selectedHttpAuthScheme?: { readonly identity?: object };
}

type Headers = Readonly<Record<string, string>>;

const names = ["user-agent", "x-amz-user-agent"] as const;

/**
 * Keeps what the SDK says of itself in headers: it puts the same text together for each request. What it depends on, beside
 * the configuration, is the endpoint, the credentials, and features of the SDK that middleware notes down.
 */
export function keepUserAgent(original: Middleware): Middleware {
  const kept = new WeakMap<object, WeakMap<object, Map<string, Headers>>>();

  return (next, context) => async (args) => {
    const { headers } = args.request as HttpRequest;
    const found = keysOf(context);
    if (found === undefined || names.some((name) => name in headers)) return original(next, context)(args);
    const { endpoint, identity, features } = found;
    const ofEndpoint = kept.get(endpoint)?.get(identity);
    const known = ofEndpoint?.get(features);
    if (known) {
      Object.assign(headers, known);
      return next(args);
    }
    return original((finished) => {
      const { headers: all } = finished.request as HttpRequest;
      const made = Object.fromEntries(names.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])));
      const byIdentity = kept.get(endpoint) ?? new WeakMap<object, Map<string, Headers>>();
      const byFeatures = byIdentity.get(identity) ?? new Map<string, Headers>();
      kept.set(endpoint, byIdentity.set(identity, byFeatures.set(features, made)));
      return next(finished);
    }, context)(args);
  };
}

/** `undefined` where there is more to it. */
function keysOf(context: Context): { endpoint: object; identity: object; features: string } | undefined {
  const { endpointV2, userAgent, __smithy_context: smithy, __aws_sdk_context: aws } = context;
  const { features, selectedHttpAuthScheme: { identity } = {} } = (smithy ?? {}) as Shared;
  if (!isObject(endpointV2) || !isObject(identity) || userAgent !== undefined) return undefined;
  return { endpoint: endpointV2, identity, features: textOf(features) + textOf((aws as Shared | undefined)?.features) };
}

function textOf(features: Shared["features"]): string {
  return features === undefined ? ";" : `${Object.entries(features).join()};`;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
