import type { AttributeValue, WireItem } from "keywright";

/** DynamoDB JSON: as the wire form, with binary as base64. */
export type JsonValue = { readonly [type: string]: unknown };

/** An item as DynamoDB JSON. Attributes, and members of sets, are in order, so that the same item has the same text. */
export function itemToJson(item: WireItem): { readonly [name: string]: JsonValue } {
  return Object.fromEntries(sorted(Object.keys(item)).map((name) => [name, toJson(item[name] as AttributeValue)]));
}

function toJson(value: AttributeValue): JsonValue {
  if ("B" in value && value.B !== undefined) return { B: base64(value.B) };
  if ("BS" in value && value.BS !== undefined) return { BS: sorted(value.BS.map(base64)) };
  if ("SS" in value && value.SS !== undefined) return { SS: sorted(value.SS) };
  if ("NS" in value && value.NS !== undefined) return { NS: sorted(value.NS) };
  if ("L" in value && value.L !== undefined) return { L: value.L.map(toJson) };
  if ("M" in value && value.M !== undefined) return { M: itemToJson(value.M) };
  return value;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}

function sorted(texts: readonly string[]): string[] {
  return [...texts].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** Why a text is no DynamoDB JSON: where in the item, and what. */
export class WireProblem extends Error {
  readonly path: string;

  constructor(path: string, message: string) {
    super(message);
    this.path = path;
  }
}

/** @throws {WireProblem} Where a value is none. */
export function itemFromJson(json: unknown, path = ""): WireItem {
  if (!isRecord(json)) throw new WireProblem(path, 'is no map of attributes: { "name": { "S": "Ada" } }');
  const item: WireItem = {};
  for (const [name, value] of Object.entries(json)) {
    const at = path === "" ? name : `${path}.${name}`;
    Object.defineProperty(item, name, {
      value: fromJson(value, at),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return item;
}

const example = 'a value is written with its type, such as { "S": "Ada" } or { "N": "12" }';

function fromJson(json: unknown, path: string): AttributeValue {
  if (!isRecord(json)) throw new WireProblem(path, `is no DynamoDB JSON: ${example}`);
  const [type, ...others] = Object.keys(json);
  if (type === undefined || others.length > 0)
    throw new WireProblem(path, `has ${others.length === 0 ? "no type" : "several types"}: ${example}`);
  const value = json[type];
  switch (type) {
    case "S":
      return { S: text(value, path) };
    case "N":
      return { N: number(value, path) };
    case "B":
      return { B: binary(value, path) };
    case "BOOL":
      if (typeof value !== "boolean") throw new WireProblem(path, "has a BOOL that is neither true nor false");
      return { BOOL: value };
    case "NULL":
      if (value !== true) throw new WireProblem(path, 'has a NULL that is not true: write { "NULL": true }');
      return { NULL: true };
    case "SS":
      return { SS: members(value, path, text) };
    case "NS":
      return { NS: members(value, path, number) };
    case "BS":
      return { BS: members(value, path, binary) };
    case "L":
      if (!Array.isArray(value)) throw new WireProblem(path, "has an L that is no list");
      return { L: value.map((element, i) => fromJson(element, `${path}[${i}]`)) };
    case "M":
      return { M: itemFromJson(value, path) };
    default:
      throw new WireProblem(
        path,
        `has the unknown type '${type}': the types are S, N, B, BOOL, NULL, SS, NS, BS, L, M`,
      );
  }
}

function text(value: unknown, path: string): string {
  if (typeof value !== "string") throw new WireProblem(path, "has an S that is no text");
  return value;
}

function number(value: unknown, path: string): string {
  if (typeof value === "number")
    throw new WireProblem(path, 'has an N that is no text: write { "N": "12" }, so that no digit is lost');
  if (typeof value !== "string" || !/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value)) {
    throw new WireProblem(path, "has an N that is no decimal number");
  }
  return value;
}

const base64Text = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function binary(value: unknown, path: string): Uint8Array {
  if (typeof value !== "string" || !base64Text.test(value)) throw new WireProblem(path, "has a B that is no base64");
  return Uint8Array.from(Buffer.from(value, "base64"));
}

function members<T>(value: unknown, path: string, read: (member: unknown, path: string) => T): T[] {
  if (!Array.isArray(value) || value.length === 0)
    throw new WireProblem(path, "has a set that is no list of one member or more");
  return value.map((member, i) => read(member, `${path}[${i}]`));
}

export function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
