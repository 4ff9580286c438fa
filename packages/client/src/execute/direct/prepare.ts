import type { RequestName } from "../transport.ts";
import type { HttpRequest, SdkConfig } from "./sdk-client.ts";
import { sha256, signingDate } from "./sign.ts";
import type { Template } from "./template.ts";
import { addTracing } from "./tracing.ts";

/** What is the same in all attempts to send a request. */
export interface Message {
  readonly name: RequestName;
  readonly body: Buffer;
  readonly invocation: string;
  readonly mostAttempts: number;
}

/** What the SDK's signers are told, and what they say to themselves. */
export interface SigningProperties {
  readonly _disableClockSkewCorrection?: boolean;
  readonly _preRequestSystemClockOffset: number;
  readonly _requestSentAt: number;
}

type Changing<T> = { -readonly [K in keyof T]: T[K] };

/** Makes and signs the HTTP request of one attempt. */
export function prepare(
  { systemClockOffset }: SdkConfig,
  { Request, request, scheme, sign }: Template,
  { body, invocation, mostAttempts }: Message,
  attempt: number,
  properties: SigningProperties,
): HttpRequest | Promise<HttpRequest> {
  const headers: Record<string, string> = { ...request.headers };
  headers["content-length"] = String(body.byteLength);
  headers["amz-sdk-invocation-id"] = invocation;
  headers["amz-sdk-request"] = `attempt=${attempt}; max=${mostAttempts}`;
  addTracing(headers);
  const made: Changing<HttpRequest> = new Request(request);
  made.headers = headers;
  made.query = { ...request.query };
  made.body = body;
  if (sign === undefined) return scheme.signer.sign(made, scheme.identity, properties);
  const hash = sha256(body);
  const offset = properties._disableClockSkewCorrection ? 0 : systemClockOffset;
  headers["x-amz-date"] = signingDate(Date.now() + offset);
  headers["x-amz-content-sha256"] = hash;
  headers.authorization = sign(headers, hash);
  return made;
}
