import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Answer } from "./answer.ts";
import { type Attempt, type JsonObject, readAttempt } from "./attempt.ts";
import { isUnobserved } from "./unobserved.ts";

interface HttpRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface HttpOptions {
  readonly abortSignal?: unknown;
}

interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

/** What a client of the SDK sends its requests through; the SDK's own type of it says nothing of requests and answers. */
interface RequestHandler {
  readonly metadata?: { readonly handlerProtocol: string };
  handle(request: HttpRequest, options?: HttpOptions): Promise<{ response: HttpResponse }>;
  updateHttpClientConfig?(name: string, value: unknown): void;
  httpHandlerConfigs?(): object;
}

/** One attempt, and the means to let it go its way. */
export interface Exchange {
  readonly attempt: Attempt;
  /** How large the body of the request is. */
  readonly bytes: number;
  /** The caller's, where there is one. */
  readonly signal: AbortSignal | undefined;
  /** Sends the request to the engine, with another body where one is given, and reads the whole answer. */
  send(input?: JsonObject): Promise<Answer>;
}

export type Intercept = (exchange: Exchange) => Promise<Answer>;

interface Parts {
  /** A client of the same engine: its handler sends what is intercepted, and its signer signs what is changed. */
  readonly through: DynamoDBClient;
  /** Names in the model by names in the service. */
  readonly modelName: (table: string) => string;
  readonly intercept: Intercept;
}

/**
 * The SDK's own handler with `intercept` around it. Above it everything stays the SDK's: middleware, signing, retries,
 * reading of answers and errors. The connections belong to the client that it sends through: destroying another one leaves
 * them open.
 */
export function interceptingHandler({ through, modelName, intercept }: Parts): RequestHandler {
  const inner: RequestHandler = through.config.requestHandler;
  return {
    metadata: inner.metadata ?? { handlerProtocol: "http/1.1" },
    async handle(request, options) {
      const attempt = isUnobserved() ? undefined : readAttempt(request, modelName);
      if (attempt === undefined) return inner.handle(request, options);
      const send = async (input?: JsonObject): Promise<Answer> => {
        const sent = input === undefined ? request : await withBody(through, request, input);
        const { response } = await inner.handle(sent, options);
        return { status: response.statusCode, headers: response.headers, body: await collect(response.body) };
      };
      const { status, headers, body } = await intercept({
        attempt,
        bytes: sizeOf(request.body),
        signal: signalOf(options),
        send,
      });
      return { response: { statusCode: status, headers: { ...headers }, body } };
    },
    updateHttpClientConfig: (name, value) => inner.updateHttpClientConfig?.(name, value),
    httpHandlerConfigs: () => inner.httpHandlerConfigs?.() ?? {},
  };
}

async function withBody(client: DynamoDBClient, request: HttpRequest, input: JsonObject): Promise<HttpRequest> {
  const body = Buffer.from(JSON.stringify(input));
  const { "x-amz-content-sha256": _, ...headers } = request.headers;
  const changed = { ...request, body, headers: { ...headers, "content-length": String(body.byteLength) } };
  const signer = await client.config.signer();
  // The request came from the SDK, with all that its signer looks at.
  return signer.sign(changed as never);
}

async function collect(body: unknown): Promise<Uint8Array> {
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  const chunks: Uint8Array[] = [];
  // The body of an answer of the SDK's handler for Node is a stream.
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

function sizeOf(body: unknown): number {
  if (typeof body === "string") return body.length;
  return ArrayBuffer.isView(body) ? body.byteLength : 0;
}

function signalOf(options: HttpOptions | undefined): AbortSignal | undefined {
  const signal = options?.abortSignal;
  // The SDK has an older kind of signal, too, without events.
  const isSignal = typeof signal === "object" && signal !== null && "addEventListener" in signal;
  return isSignal ? (signal as AbortSignal) : undefined;
}
