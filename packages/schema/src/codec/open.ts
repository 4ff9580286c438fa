import type { Issue } from "../error/issue.ts";
import type { Path } from "../error/path.ts";
import { isBytes } from "../shape/helper/bytes.ts";
import { decimalOf, isTaggedDecimal } from "../shape/helper/decimal.ts";
import type { AttributeValue, WireType } from "../wire/attribute-value.ts";
import { wireType } from "../wire/attribute-value.ts";
import { readInteger, readNumber } from "../wire/number.ts";
import { define } from "./property.ts";
import { decimalProblem, decimalText, doubleProblem, doubleText, kindOf, memberKey, stringProblem } from "./scalar.ts";

/**
 * Levels of lists and maps, counted from the attribute: a list or map at a longer path is too deep. DynamoDB holds 32 levels and
 * counts what the innermost list or map contains as one of them.
 */
export const maxDepth = 31;

const none: AttributeValue = { NULL: true };

function refuse(issues: Issue[], path: Path, message: string | undefined): void {
  if (message !== undefined) issues.push({ path, message, code: "unsupported" });
}

const advice: { readonly [kind: string]: string } = {
  undefined: "undefined cannot be stored: leave the attribute out, or write null",
  function: "A function cannot be stored: take it out",
  symbol: "A symbol cannot be stored: write a string",
  Date: "A Date cannot be stored as it is: declare the attribute with isoDateTime() or epochSeconds(), or pass date.toISOString()",
  Map: "A Map cannot be stored: pass Object.fromEntries(map)",
  URL: "A URL cannot be stored as it is: declare the attribute with url(), or pass url.href",
};

/** Writes a value by what it is. What DynamoDB cannot hold is added to the issues. */
export function marshalOpen(value: unknown, path: Path, issues: Issue[]): AttributeValue {
  switch (typeof value) {
    case "string":
      refuse(issues, path, stringProblem(value));
      return { S: value };
    case "number":
      refuse(issues, path, doubleProblem(value));
      return { N: doubleText(value) };
    case "bigint":
      refuse(issues, path, decimalProblem(String(value)));
      return { N: String(value) };
    case "boolean":
      return { BOOL: value };
    case "object":
      return value === null ? none : marshalObject(value, path, issues);
    default:
      refuse(issues, path, advice[typeof value]);
      return none;
  }
}

function marshalObject(value: object, path: Path, issues: Issue[]): AttributeValue {
  if (path.length > maxDepth) {
    refuse(issues, path, "The value goes in a circle, or is nested deeper than the 32 levels that DynamoDB holds");
    return none;
  }
  if (Array.isArray(value)) return { L: Array.from(value, (element, i) => marshalOpen(element, [...path, i], issues)) };
  if (isBytes(value)) return { B: value };
  if (value instanceof Set) return marshalSet(value, path, issues);
  if (isTaggedDecimal(value)) {
    refuse(issues, path, decimalProblem(value.value));
    return { N: decimalText(value.value) };
  }
  const kind = kindOf(value);
  if (kind !== "object") {
    refuse(issues, path, advice[kind] ?? `This is an ${kind}, and only plain objects can be stored: pass { ...value }`);
    return none;
  }
  const entries: { [name: string]: AttributeValue } = {};
  for (const [name, entry] of Object.entries(value)) {
    if (entry === undefined) continue;
    const at = [...path, name];
    checkName(name, at, issues);
    define(entries, name, marshalOpen(entry, at, issues));
  }
  return { M: entries };
}

/** The service takes no empty name, at any depth. */
export function checkName(name: string, path: Path, issues: Issue[]): void {
  if (name === "") refuse(issues, path, 'An attribute or entry cannot be named "": give it another name');
}

/** Writes a set: its members are of one of the types S, N and B, and there is at least one. */
export function marshalSet(set: ReadonlySet<unknown>, path: Path, issues: Issue[]): AttributeValue {
  if (set.size === 0) {
    refuse(issues, path, "DynamoDB has no empty sets: leave the attribute out, or remove it");
    return none;
  }
  const strings: string[] = [];
  const bytes: Uint8Array[] = [];
  const types = new Set<WireType | undefined>();
  const seen = new Set<string>();
  const before = issues.length;
  for (const member of set) {
    const isDecimal = typeof member === "object" && member !== null && isTaggedDecimal(member);
    if (typeof member === "object" && !isBytes(member) && !isDecimal) {
      refuse(issues, path, "The members of a set are strings, numbers or binary: write a list");
      return none;
    }
    const stored = marshalOpen(member, path, issues);
    const type = wireType(stored);
    types.add(type);
    if ("B" in stored) bytes.push(stored.B);
    else if ("S" in stored) strings.push(stored.S);
    else if ("N" in stored) strings.push(stored.N);
    else if (issues.length === before)
      refuse(issues, path, "The members of a set are strings, numbers or binary: write a list");
    seen.add(memberKey("B" in stored ? stored.B : "S" in stored ? stored.S : "N" in stored ? stored.N : ""));
  }
  if (issues.length > before) return none;
  if (types.size > 1) {
    refuse(
      issues,
      path,
      "The members of a set are all strings, all numbers or all binary, and these are mixed: write a list",
    );
  } else if (seen.size < set.size) {
    refuse(
      issues,
      path,
      "Two members of the set are the same when they are stored, and DynamoDB refuses that: keep one of them",
    );
  }
  if (types.has("B")) return { BS: bytes };
  return types.has("S") ? { SS: strings } : { NS: strings };
}

/** Reads a number: a number where that is exact, a bigint for larger integers, a decimal for the rest. */
export function unmarshalNumber(text: string): unknown {
  return readNumber(text) ?? readInteger(text) ?? decimalOf(decimalText(text));
}

/** Reads a value by its stored type. */
export function unmarshalOpen(value: AttributeValue): unknown {
  if ("S" in value && value.S !== undefined) return value.S;
  if ("N" in value && value.N !== undefined) return unmarshalNumber(value.N);
  if ("BOOL" in value && value.BOOL !== undefined) return value.BOOL;
  if ("M" in value && value.M !== undefined) {
    const entries = {};
    for (const [name, entry] of Object.entries(value.M)) define(entries, name, unmarshalOpen(entry));
    return entries;
  }
  if ("L" in value && value.L !== undefined) return value.L.map(unmarshalOpen);
  if ("NULL" in value && value.NULL !== undefined) return null;
  if ("B" in value && value.B !== undefined) return value.B;
  if ("SS" in value && value.SS !== undefined) return new Set(value.SS);
  if ("NS" in value && value.NS !== undefined) return new Set(value.NS.map(unmarshalNumber));
  if ("BS" in value && value.BS !== undefined) return new Set(value.BS);
  return undefined;
}
