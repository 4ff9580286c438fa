import type { AuthScheme, Captured } from "./capture.ts";
import type { HttpRequest } from "./sdk-client.ts";
import { type Sign, type SigningScope, signer } from "./sign.ts";

type Headers = Readonly<Record<string, string>>;

/** What requests of one kind have in common. */
export interface Template {
  /** The SDK's class of requests. */
  readonly Request: new (
    parts: HttpRequest,
  ) => HttpRequest;
  /** A request without what is different in each; headers that are, are empty. */
  readonly request: HttpRequest;
  readonly scheme: AuthScheme;
  /** `undefined` where the SDK signs otherwise than this library does, by a signer of somebody's own, for instance. */
  readonly sign: Sign | undefined;
}

/** Headers that are made for each attempt. */
const changing: ReadonlySet<string> = new Set([
  "amz-sdk-invocation-id",
  "amz-sdk-request",
  "authorization",
  "baggage",
  "content-length",
  "traceparent",
  "tracestate",
  "x-amz-content-sha256",
  "x-amz-date",
  "x-amzn-trace-id",
]);

/** Those that say what a request is part of. They are sent unsigned. */
const tracing: ReadonlySet<string> = new Set(["baggage", "traceparent", "tracestate", "x-amzn-trace-id"]);

/** Learns from a request of the SDK what others will have. */
export function templateOf({ request, scheme }: Captured): Template {
  const entries = Object.entries(request.headers).filter(([name]) => !changing.has(name.toLowerCase()));
  const fixed = Object.fromEntries(entries);
  const sign = signOf({ request, scheme }, fixed);
  // All names are there from the start: an object that does not grow is copied fast.
  const filledIn = { "content-length": "", "amz-sdk-invocation-id": "", "amz-sdk-request": "" };
  const signature = sign && { "x-amz-date": "", "x-amz-content-sha256": "", authorization: "" };
  return {
    Request: request.constructor as Template["Request"],
    request: { ...request, headers: { ...fixed, ...filledIn, ...signature }, body: undefined },
    scheme,
    sign,
  };
}

// All headers that are signed in some way have names in small letters.
const authorization =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=\w+$/;

/** This library's signing, where it comes to the same as the SDK's. */
function signOf({ request, scheme }: Captured, fixed: Headers): Sign | undefined {
  const { method, path, query, headers } = request;
  const [, accessKeyId, region, service, signed] = authorization.exec(headers.authorization ?? "") ?? [];
  const { identity } = scheme;
  if (!accessKeyId || !region || !service || !signed || accessKeyId !== identity.accessKeyId) return undefined;
  if (query && Object.keys(query).length > 0) return undefined;
  const scope: SigningScope = { accessKeyId, secretAccessKey: identity.secretAccessKey, region, service };
  const names = signed.split(";");
  const isSame =
    signer(scope, { method, path, names }, fixed)(headers, headers["x-amz-content-sha256"] ?? "") ===
    headers.authorization;
  return isSame ? signer(scope, { method, path, names: names.filter((name) => !tracing.has(name)) }, fixed) : undefined;
}
