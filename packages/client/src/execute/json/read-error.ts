import type { DynamoDBServiceException } from "@aws-sdk/client-dynamodb";
import { decodeItem, isObject } from "./binary.ts";
import { newServiceError } from "./error-classes.ts";
import { textOf } from "./read-answer.ts";

/** What answers have beside their body. */
export interface Response {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the SDK says of each answer. */
export interface ResponseMetadata {
  httpStatusCode?: number;
  requestId?: string | undefined;
  extendedRequestId?: string | undefined;
  cfId?: string | undefined;
  attempts?: number;
  totalRetryDelay?: number;
}

export function metadataOf({ statusCode, headers }: Response): ResponseMetadata {
  return {
    httpStatusCode: statusCode,
    requestId: headers["x-amzn-requestid"] ?? headers["x-amzn-request-id"] ?? headers["x-amz-request-id"],
    extendedRequestId: headers["x-amz-id-2"],
    cfId: headers["x-amz-cf-id"],
  };
}

type Content = Record<string, unknown>;

/**
 * The error of an answer that is none, as the SDK throws it: its class, what the service says, `$metadata`, and `$response`.
 *
 * @throws SyntaxError where the body is no JSON
 */
export function readError(response: Response, body: Uint8Array | string): DynamoDBServiceException {
  const text = textOf(body);
  const parsed: unknown = text === "" ? {} : JSON.parse(text);
  const content: Content = isObject(parsed) ? parsed : {};
  const fault = response.statusCode < 500 ? "client" : "server";
  const error = newServiceError(codeOf(content, response.headers) ?? "Unknown", fault);
  decodeMembers(content);
  const { message, Message, ...members } = content;
  Object.assign(error, { $metadata: metadataOf(response) });
  // A body can name what an error has already; that stays.
  for (const [name, value] of Object.entries(members)) {
    if (isEmpty(error[name as keyof typeof error])) Object.assign(error, { [name]: value });
  }
  error.message = String(message || Message || "UnknownError");
  Reflect.deleteProperty(error, "Message");
  return Object.defineProperty(error, "$response", { value: response, enumerable: false });
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

/** What the service calls the error: in its body, or in a header. */
function codeOf(content: Content, headers: Response["headers"]): string | undefined {
  const found = content.__type ?? memberOf(content, "code") ?? memberOf(headers, "x-amzn-errortype");
  if (found === undefined || found === null) return undefined;
  const [code = ""] = String(found).split(/[,:]/, 1);
  return code.slice(code.indexOf("#") + 1);
}

function memberOf(holder: object, lowerCaseName: string): unknown {
  const name = Object.keys(holder).find((each) => each.toLowerCase() === lowerCaseName);
  return name === undefined ? undefined : holder[name as keyof typeof holder];
}

/** Reads what errors have of items and lists. */
function decodeMembers(content: Content): void {
  decodeItem(content.Item);
  for (const name of ["CancellationReasons", "ThrottlingReasons", "throttlingReasons"]) {
    const reasons = content[name];
    if (Array.isArray(reasons)) content[name] = reasons.map(readReason);
  }
}

// The service gives `null` for what a reason has not.
function readReason(reason: unknown): unknown {
  if (!isObject(reason)) return reason;
  decodeItem(reason.Item);
  return Object.fromEntries(Object.entries(reason).filter(([, value]) => value !== null));
}
