import { readAnswer } from "../json/read-answer.ts";
import { metadataOf, type ResponseMetadata, readError } from "../json/read-error.ts";
import type { RequestName } from "../transport.ts";
import type { HttpRequest, HttpResponse, SdkConfig } from "./sdk-client.ts";

export interface Answered {
  readonly response: HttpResponse;
  readonly output: { readonly $metadata: ResponseMetadata };
}

/** Sends one HTTP request, and reads the answer. */
export async function exchange(
  config: SdkConfig,
  name: RequestName,
  request: HttpRequest,
  signal: AbortSignal | undefined,
): Promise<Answered> {
  const { response } = await config.requestHandler.handle(request, signal === undefined ? {} : { abortSignal: signal });
  const { statusCode } = response;
  let output: object;
  try {
    const body = await bytesOf(config, response.body);
    if (statusCode >= 300) throw readError(response, body);
    output = readAnswer(name, body);
  } catch (error) {
    throw withResponse(error, response);
  }
  return { response, output: Object.assign(output, { $metadata: metadataOf(lowerCased(response)) }) };
}

async function bytesOf({ streamCollector }: SdkConfig, body: unknown): Promise<Uint8Array | string> {
  if (typeof body === "string" || ArrayBuffer.isView(body)) return body as string | Uint8Array;
  return body === undefined || body === null ? "" : streamCollector(body);
}

/** Handlers of somebody's own may write headers as they like. */
function lowerCased(response: HttpResponse): HttpResponse {
  const { headers } = response;
  for (const name in headers) {
    const lower = name.toLowerCase();
    if (lower === name) continue;
    headers[lower] = headers[name] ?? "";
    delete headers[name];
  }
  return response;
}

interface Failure extends Error {
  $metadata?: object;
}

/** An error of reading a body says which answer it was. */
function withResponse(error: unknown, response: HttpResponse): unknown {
  if (!(error instanceof Error) || "$response" in error) return error;
  Object.defineProperty(error, "$response", { value: response, enumerable: false });
  const failure: Failure = error;
  if (failure.$metadata === undefined) {
    failure.message += "\n  The body of an answer could not be read. The answer is `$response` of this error.";
    failure.$metadata = metadataOf(response);
  }
  return error;
}
