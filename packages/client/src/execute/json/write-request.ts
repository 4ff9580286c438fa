import { randomUUID } from "node:crypto";
import type { RequestName, Requests } from "../transport.ts";

/**
 * A request in DynamoDB's JSON, as the SDK writes it: binary values as base64, `undefined` and `null` members left out, and a
 * token for a transaction that has none. Members that the SDK does not know are written, too: this library makes none.
 */
export function writeRequest<N extends RequestName>(name: N, input: Requests[N]["input"]): string {
  const isTokenMissing = name === "TransactWriteItems" && !("ClientRequestToken" in input && input.ClientRequestToken);
  const whole = isTokenMissing ? { ...input, ClientRequestToken: randomUUID() } : input;
  return isJson(whole) ? JSON.stringify(whole) : writeValue(whole);
}

/** Whether JSON.stringify writes a value as it is to be written: it does so faster, and knows nothing of bytes. */
function isJson(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object") return true;
  if (value === null || ArrayBuffer.isView(value)) return false;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) if (!isJson(value[i])) return false;
    return true;
  }
  const { S, N } = value as ShortValue;
  // Most attribute values are one of these two. In a map `S` is an attribute, and so no text.
  if (typeof S === "string" || typeof N === "string") return true;
  for (const name in value) if (!isJson(value[name as keyof typeof value])) return false;
  return true;
}

interface ShortValue {
  readonly S?: unknown;
  readonly N?: unknown;
}

function writeValue(value: unknown): string {
  if (typeof value === "string") return writeText(value);
  if (typeof value === "object" && value !== null) return writeObject(value);
  // JSON has no number for the rest.
  return typeof value === "number" && !Number.isFinite(value) ? `"${value}"` : String(value ?? null);
}

function writeObject(value: object): string {
  if (Array.isArray(value)) return writeList(value);
  const { S, N } = value as ShortValue;
  if (typeof S === "string") return `{"S":${writeText(S)}}`;
  if (typeof N === "string") return `{"N":${writeText(N)}}`;
  if (ArrayBuffer.isView(value)) {
    return `"${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64")}"`;
  }
  let text = "";
  for (const name in value) {
    const member = value[name as keyof typeof value] as unknown;
    if (member === undefined || member === null) continue;
    text += `${text === "" ? "" : ","}${writeText(name)}:${writeValue(member)}`;
  }
  return `{${text}}`;
}

function writeList(values: readonly unknown[]): string {
  let text = "";
  for (let i = 0; i < values.length; i++) text += i === 0 ? writeValue(values[i]) : `,${writeValue(values[i])}`;
  return `[${text}]`;
}

// Finds what does not stand in a JSON text as it is; halves of pairs are left to JSON.stringify, which escapes those that stand alone.
const special = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

function writeText(text: string): string {
  return special.test(text) ? JSON.stringify(text) : `"${text}"`;
}
