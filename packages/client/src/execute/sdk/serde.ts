import { readAnswer } from "../json/read-answer.ts";
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

/** Writes requests in place of the SDK's middleware, which is left those whose endpoint is no plain one. */
export function writing<N extends RequestName>(name: N, Request: RequestType, original: Middleware): Middleware {
  return (next, context) => {
    const usual = original(next, context);
    return (args) => {
      const endpoint = context.endpointV2 as Endpoint | undefined;
      if (endpoint?.url === undefined || endpoint.url.search !== "") return usual(args);
      const body = writeRequest(name, args.input as Requests[N]["input"]);
      return next({ ...args, request: new Request({ ...addressOf(endpoint, name), method: "POST", query: {}, body }) });
    };
  };
}

function addressOf({ url, headers: ofEndpoint = {} }: Endpoint, name: RequestName): object {
  const { protocol, hostname, port, pathname } = url;
  const headers: Record<string, string> = {};
  for (const header of Object.keys(ofEndpoint)) headers[header.toLowerCase()] = ofEndpoint[header]?.join(", ") ?? "";
  headers["content-type"] = "application/x-amz-json-1.0";
  headers["x-amz-target"] = `DynamoDB_20120810.${name}`;
  const path = pathname.endsWith("/") ? pathname : `${pathname}/`;
  return { protocol, hostname, port: port === "" ? undefined : Number(port), path, headers };
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
      try {
        const output = Object.assign(readAnswer(name, body), { $metadata: metadataOf(response) });
        return { response, output };
      } catch {
        response.body = body;
      }
    }
    return original(() => Promise.resolve(result), context)(args);
  };
}

async function bytesOf({ body }: HttpResponse, collect: (stream: unknown) => Promise<Uint8Array>): Promise<Uint8Array> {
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  return body ? collect(body) : new Uint8Array();
}

function metadataOf({ statusCode, headers }: HttpResponse): object {
  const read = (name: string): string | undefined =>
    headers[name] ?? headers[Object.keys(headers).find((header) => header.toLowerCase() === name) ?? name];
  return {
    httpStatusCode: statusCode,
    requestId: read("x-amzn-requestid") ?? read("x-amzn-request-id") ?? read("x-amz-request-id"),
    extendedRequestId: read("x-amz-id-2"),
    cfId: read("x-amz-cf-id"),
  };
}
