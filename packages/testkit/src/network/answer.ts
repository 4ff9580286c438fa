import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { isObject, type JsonObject, type JsonValue } from "./attempt.ts";

/** A whole answer of DynamoDB. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** An answer with the headers that the service gives: an identity, and the checksum of the body. */
export function makeAnswer(status: number, content: JsonObject, headers?: Answer["headers"]): Answer {
  const body = Buffer.from(JSON.stringify(content));
  return {
    status,
    headers: {
      "x-amzn-requestid": randomBytes(26).toString("hex").toUpperCase(),
      "content-type": "application/x-amz-json-1.0",
      ...headers,
      "content-length": String(body.byteLength),
      "x-amz-crc32": String(crc32(body)),
    },
    body,
  };
}

const namespace = "com.amazonaws.dynamodb.v20120810#";

/** The answer with which the service refuses a request. */
export function errorAnswer(status: number, name: string, details: JsonObject): Answer {
  return makeAnswer(status, { __type: name.includes("#") ? name : `${namespace}${name}`, ...details });
}

export function contentOf({ body }: Answer): JsonObject {
  const content = JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString()) as JsonValue;
  return isObject(content) ? content : {};
}
