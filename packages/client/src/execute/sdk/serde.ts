import { readAnswer } from "../json/read-answer.ts";
import { metadataOf } from "../json/read-error.ts";
import { writeRequest } from "../json/write-request.ts";
import type { RequestName, Requests } from "../transport.ts";
import type { Hooks, Middleware, RequestType } from "./hooks.ts";

/** DynamoDB's JSON, as the SDK calls it. Another protocol would need other texts. */
const shape = "aws.protocols#awsJson1_0";

export function isDynamoDBJson({ protocol }: Hooks["config"]): boolean {
  return protocol.getShapeId() === shape;
}

interface Endpoint {
  readonly url: URL;
  readonly headers?: Readonly<Record<string, readonly string[]>>;
}

interface Address {
  readonly protocol: string;
  readonly hostname: string;
  readonly port: number | undefined;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Writes requests in place of the SDK's middleware, which is left those whose endpoint is no plain one. */
export function writing<N extends RequestName>(name: N, Request: RequestType, original: Middleware): Middleware {
  // The SDK gives the same object for as long as the endpoint is the same.
  const addresses = new WeakMap<Endpoint, Address>();
  const addressOf = (endpoint: Endpoint): Address => {
    const known = addresses.get(endpoint);
    if (known) return known;
    const address = addressFor(endpoint, name);
    // Headers of an endpoint may be put on that object for each request anew.
    if (Object.keys(endpoint.headers ?? {}).length === 0) addresses.set(endpoint, address);
    return address;
  };
  return (next, context) => (args) => {
    const endpoint = context.endpointV2 as Endpoint | undefined;
    if (endpoint?.url === undefined || endpoint.url.search !== "") return original(next, context)(args);
    const { headers: usual, protocol, hostname, port, path } = addressOf(endpoint);
    const body = writeRequest(name, args.input as Requests[N]["input"]);
    // What is made for each request has no names after spreads: each object would be of a class of its own.
    const headers = { ...usual };
    headers["content-length"] = String(body.byteLength);
    const parts = { method: "POST", protocol, hostname, port, path, query: {}, headers, body };
    return next({ input: args.input, request: new Request(parts) });
  };
}

function addressFor({ url, headers: ofEndpoint = {} }: Endpoint, name: RequestName): Address {
  const { protocol, hostname, port, pathname } = url;
  const headers: Record<string, string> = {};
  for (const header of Object.keys(ofEndpoint)) headers[header.toLowerCase()] = ofEndpoint[header]?.join(", ") ?? "";
  headers["content-type"] = "application/x-amz-json-1.0";
  headers["x-amz-target"] = `DynamoDB_20120810.${name}`;
  // Each request says its own.
  headers["content-length"] = "";
  const path = pathname.endsWith("/") ? pathname : `${pathname}/`;
  return { protocol, hostname, port: port === "" ? undefined : Number(port), path, headers };
}

/** Passes over the middleware that says how long a request is where that is said. */
export function unlessSaid(original: Middleware): Middleware {
  return (next, context) => (args) => {
    const { headers } = args.request as Pick<Address, "headers">;
    return "content-length" in headers ? next(args) : original(next, context)(args);
  };
}

interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  body?: unknown;
}

/** Reads answers in place of the SDK's middleware, which is left errors and what cannot be read: it knows what to say. */
export function reading(
  name: RequestName,
  collect: Hooks["config"]["streamCollector"],
  original: Middleware,
): Middleware {
  return (next, context) => async (args) => {
    const result = await next(args);
    const response = result.response as HttpResponse;
    if (response.statusCode < 300) {
      const body = await bytesOf(response, collect);
      const { statusCode, headers } = response;
      const $metadata = metadataOf({ statusCode, headers: inSmallLetters(headers) });
      const output = readIfPossible(name, body);
      if (output) return { response, output: Object.assign(output, { $metadata }) };
      response.body = body;
    }
    return original(() => Promise.resolve(result), context)(args);
  };
}

function readIfPossible(name: RequestName, body: Uint8Array): object | undefined {
  try {
    const answer = readAnswer(name, body);
    return Array.isArray(answer) ? undefined : answer;
  } catch {
    return undefined;
  }
}

async function bytesOf({ body }: HttpResponse, collect: (stream: unknown) => Promise<Uint8Array>): Promise<Uint8Array> {
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  return body ? collect(body) : new Uint8Array();
}

/** The SDK reads headers in small letters, whatever the handler gives. */
function inSmallLetters(headers: HttpResponse["headers"]): HttpResponse["headers"] {
  const names = Object.keys(headers);
  if (names.every((name) => name === name.toLowerCase())) return headers;
  return Object.fromEntries(names.map((name) => [name.toLowerCase(), headers[name] ?? ""]));
}
