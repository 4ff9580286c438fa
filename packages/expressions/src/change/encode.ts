import {
  type AttributeValue,
  canonicalNumber,
  compileCodec,
  memberShape,
  numberProblem,
  type Shape,
  storedShape,
} from "@keywright/schema";
import { LiteralNode } from "../node/leaf.ts";
import { misuse } from "../reference/misuse.ts";
import type { ReferenceData } from "../reference/reference.ts";

/** A value of the attribute itself. */
export function encodeAt(value: unknown, target: ReferenceData): AttributeValue {
  return compileCodec(target.shape).encode(value, target.model.name, target.path);
}

/** An amount: the schema's checks are about the attribute's value, not about what is added to it. */
export function encodeAmount(value: unknown, target: ReferenceData, name: string): LiteralNode {
  if (typeof value === "number" && Number.isSafeInteger(value)) return LiteralNode({ N: String(value) });
  const text = decimalText(value);
  const problem = text === undefined ? "is no number" : numberProblem(text);
  if (text === undefined || problem !== undefined) throw misuse(target, name, `takes a number; this ${problem}`);
  if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw misuse(target, name, "takes integers beyond 2^53 as bigint: a number does not hold them exactly");
  }
  const canonical = canonicalNumber(text) ?? text;
  if (isWhole(target.shape) && canonical.includes("."))
    throw misuse(target, name, "takes an integer: the attribute is one");
  return LiteralNode({ N: canonical });
}

/** Whether the attribute is an integer. */
export function isWhole(shape: Shape): boolean {
  const stored = storedShape(shape);
  return stored.kind === "bigint" || (stored.kind === "number" && stored.integer);
}

function decimalText(value: unknown): string | undefined {
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  if (typeof value === "object" && value !== null && "value" in value && typeof value.value === "string") {
    return value.value;
  }
  return undefined;
}

/** Members of a set. The same one given twice counts once. */
export function encodeMembers(members: unknown, target: ReferenceData, name: string): LiteralNode {
  const shape = memberShape(target.shape);
  if (!shape) throw misuse(target, name, "needs an attribute that is stored as a set");
  const list = Array.isArray(members) || members instanceof Set ? [...members] : [];
  if (list.length === 0) throw misuse(target, name, "takes at least one member, in an array or a set");
  const codec = compileCodec(shape);
  const strings = new Map<string, string>();
  const numbers = new Map<string, string>();
  const binaries = new Map<string, Uint8Array>();
  for (const [i, member] of list.entries()) {
    const stored = codec.encode(member, target.model.name, [...target.path, i]);
    if ("S" in stored) strings.set(stored.S, stored.S);
    else if ("N" in stored) numbers.set(stored.N, stored.N);
    else if ("B" in stored) binaries.set(String(stored.B), stored.B);
    else throw misuse(target, name, "takes members that are stored as strings, numbers or binary values");
  }
  const kinds: readonly AttributeValue[] = [
    ...(strings.size > 0 ? [{ SS: [...strings.values()] }] : []),
    ...(numbers.size > 0 ? [{ NS: [...numbers.values()] }] : []),
    ...(binaries.size > 0 ? [{ BS: [...binaries.values()] }] : []),
  ];
  const [set, second] = kinds;
  if (!set || second) throw misuse(target, name, "takes members of one stored type");
  return LiteralNode(set);
}
