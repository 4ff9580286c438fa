import { randomUUID } from "node:crypto";
import type { RequestName, Requests } from "../transport.ts";
import { writeJson } from "./write-json.ts";

/**
 * A request in DynamoDB's JSON, as the SDK writes it: binary values as base64, `undefined` and `null` members left out, and a
 * token for a transaction that has none. Members that the SDK does not know are written, too: this library makes none.
 */
export function writeRequest<N extends RequestName>(name: N, input: Requests[N]["input"]): Buffer {
  const isTokenMissing = name === "TransactWriteItems" && !("ClientRequestToken" in input && input.ClientRequestToken);
  return writeJson(isTokenMissing ? { ...input, ClientRequestToken: randomUUID() } : input);
}
