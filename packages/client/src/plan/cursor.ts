import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { AttributeValue, WireItem } from "@keywright/schema";
import { CursorError, type CursorProblem } from "../error/cursor-error.ts";

/** What a cursor is bound to. */
export interface CursorScope {
  readonly entity: string;
  /** Tells this read from others: entity, index, key condition, order, condition. */
  readonly query: string;
  /** Tells this model from others: key attributes and templates. */
  readonly model: string;
  /** Names of the key attributes that a position consists of. */
  readonly attributes: readonly string[];
  /** How many positions there are: one for each segment of a scan. */
  readonly lanes: number;
  readonly secret: string | undefined;
}

/** Where one lane of a read stands: at its beginning, after an item, or at its end. */
export type Position = "start" | "end" | WireItem;

/** Where a read stands, and which way it goes on from there. */
export interface CursorState {
  readonly direction: Direction;
  readonly positions: readonly Position[];
}

/** Along the order of the query, or against it. */
export type Direction = "forward" | "backward";

type Key = readonly (readonly [string, string])[];
type Payload = readonly [
  version: 2,
  query: string,
  model: string,
  direction: "f" | "b",
  positions: readonly (Key | 0 | 1)[],
];

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

/** A state as an opaque string. */
export function encodeCursor({ direction, positions }: CursorState, scope: CursorScope): string {
  const keys = positions.map((position) =>
    typeof position === "string" ? (position === "start" ? 0 : 1) : encodeKey(position, scope.attributes),
  );
  const payload: Payload = [2, scope.query, scope.model, direction === "forward" ? "f" : "b", keys];
  const body = Buffer.from(JSON.stringify(payload)).toString("base64url");
  return `${body}.${checksum(body, scope.secret)}`;
}

/**
 * The state that a cursor stands for.
 *
 * @throws CursorError where it is none, was changed, or belongs to another query or model
 */
export function decodeCursor(cursor: string, scope: CursorScope): CursorState {
  const fail = (problem: CursorProblem): never => {
    throw new CursorError({ entity: scope.entity, problem });
  };
  const [body, given, ...rest] = typeof cursor === "string" ? cursor.split(".") : [];
  if (!body || given?.length !== checksumLength || rest.length > 0) return fail("malformed");
  if (!sameText(checksum(body, scope.secret), given)) return fail("tampered");
  const payload = parsePayload(body);
  if (payload === undefined) return fail("malformed");
  const [, query, model, direction, positions] = payload;
  if (model !== scope.model) return fail("other-model");
  if (query !== scope.query || positions.length !== scope.lanes) return fail("other-query");
  return {
    direction: direction === "f" ? "forward" : "backward",
    positions: positions.map((key) => {
      if (key === 0 || key === 1) return key === 0 ? "start" : "end";
      return key.length === scope.attributes.length ? decodeKey(key, scope.attributes) : fail("other-query");
    }),
  };
}

function encodeKey(position: WireItem, attributes: readonly string[]): Key {
  return attributes.map((name) => {
    const value = position[name];
    if (value === undefined) throw new Error(`the position of a cursor lacks the key attribute ${name}`);
    return encodeValue(value);
  });
}

function decodeKey(key: Key, attributes: readonly string[]): WireItem {
  return Object.fromEntries(key.map((value, i) => [attributes[i], decodeValue(value)]));
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
  if (!Array.isArray(value) || value.length !== 5 || value[0] !== 2) return false;
  const [, query, model, direction, positions]: readonly unknown[] = value;
  if (typeof query !== "string" || typeof model !== "string" || (direction !== "f" && direction !== "b")) return false;
  return Array.isArray(positions) && positions.every(isPosition);
}

function isPosition(value: unknown): boolean {
  return value === 0 || value === 1 || (Array.isArray(value) && value.every(isKeyValue));
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
