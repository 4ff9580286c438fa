import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { AttributeValue, WireItem } from "@keywright/schema";
import { CursorError, type CursorProblem } from "../error/cursor-error.ts";

/** What a cursor is bound to. */
export interface CursorScope {
  readonly entity: string;
  /** Tells this query from others: entity, index, key condition, order, condition. */
  readonly query: string;
  /** Tells this model from others: key attributes and templates. */
  readonly model: string;
  /** Names of the key attributes that the position consists of. */
  readonly attributes: readonly string[];
  readonly secret: string | undefined;
}

type Payload = readonly [version: 1, query: string, model: string, key: readonly (readonly [string, string])[]];

// Without a secret the checksum finds damage, not forgery: a forged position can only skip or repeat items of the same query.
const noSecret = "keywright cursor";
const checksumLength = 22;

function checksum(text: string, secret: string | undefined): string {
  return createHmac("sha256", secret ?? noSecret)
    .update(text)
    .digest("base64url")
    .slice(0, checksumLength);
}

/** A short name for a text, for comparing. */
export function fingerprint(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 16);
}

/** The position after an item, as an opaque string. */
export function encodeCursor(position: WireItem, scope: CursorScope): string {
  const key = scope.attributes.map((name) => {
    const value = position[name];
    if (value === undefined) throw new Error(`the position of a cursor lacks the key attribute ${name}`);
    return encodeValue(value);
  });
  const body = Buffer.from(JSON.stringify([1, scope.query, scope.model, key] satisfies Payload)).toString("base64url");
  return `${body}.${checksum(body, scope.secret)}`;
}

/**
 * The position that a cursor stands for, for `ExclusiveStartKey`.
 *
 * @throws CursorError where it is none, was changed, or belongs to another query or model
 */
export function decodeCursor(cursor: string, scope: CursorScope): WireItem {
  const fail = (problem: CursorProblem): never => {
    throw new CursorError({ entity: scope.entity, problem });
  };
  const [body, given, ...rest] = typeof cursor === "string" ? cursor.split(".") : [];
  if (!body || given?.length !== checksumLength || rest.length > 0) return fail("malformed");
  if (!sameText(checksum(body, scope.secret), given)) return fail("tampered");
  const payload = parsePayload(body);
  if (payload === undefined) return fail("malformed");
  const [, query, model, key] = payload;
  if (model !== scope.model) return fail("other-model");
  if (query !== scope.query || key.length !== scope.attributes.length) return fail("other-query");
  const position: WireItem = {};
  scope.attributes.forEach((name, i) => {
    position[name] = decodeValue(key[i] ?? fail("malformed"));
  });
  return position;
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function parsePayload(body: string): Payload | undefined {
  let payload: unknown;
  try {
    payload = JSON.parse(Buffer.from(body, "base64url").toString());
  } catch {
    // Without a secret anybody can make a checksum of anything: not JSON means not a cursor.
    return undefined;
  }
  return isPayload(payload) ? payload : undefined;
}

function isPayload(value: unknown): value is Payload {
  if (!Array.isArray(value) || value.length !== 4 || value[0] !== 1) return false;
  const [, query, model, key]: readonly unknown[] = value;
  return typeof query === "string" && typeof model === "string" && Array.isArray(key) && key.every(isKeyValue);
}

function isKeyValue(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [type, text]: readonly unknown[] = value;
  return (type === "S" || type === "N" || type === "B") && typeof text === "string";
}

// Key attributes are strings, numbers or bytes.
function encodeValue(value: AttributeValue): readonly [string, string] {
  if ("B" in value) return ["B", Buffer.from(value.B).toString("base64")];
  if ("N" in value) return ["N", value.N];
  if ("S" in value) return ["S", value.S];
  throw new Error("a key attribute is neither a string, a number nor binary");
}

function decodeValue([type, text]: readonly [string, string]): AttributeValue {
  if (type === "B") return { B: new Uint8Array(Buffer.from(text, "base64")) };
  return type === "N" ? { N: text } : { S: text };
}
