import { canonicalNumber, type Shape } from "@keywright/schema";
import { LiteralNode, type UnboundLeaf, ValueNode } from "../node/leaf.ts";
import { type OperandNode, SizeNode } from "../node/operand.ts";
import type { PathNode } from "../node/path.ts";
import { misuse } from "../reference/misuse.ts";
import { nodeOf, type ReferenceData, referenceData } from "../reference/reference.ts";
import { checkPeer } from "./stored.ts";

/** What stands on the left: an attribute, or a size. */
export function subject(value: unknown, name: string): ReferenceData {
  const data = referenceData(value);
  if (!data) throw misuse(undefined, name, "takes a reference first, such as t.status");
  if (data.steps.length === 0) {
    throw misuse(data, name, "takes an attribute of the item; for the item itself write exists() or notExists()");
  }
  return data;
}

/** As `subject`, where the grammar allows a path only. */
export function pathSubject(value: unknown, name: string): ReferenceData {
  const data = subject(value, name);
  if (data.kind === "size") throw misuse(data, name, "takes an attribute, not a size");
  return data;
}

export function subjectNode(data: ReferenceData): PathNode | SizeNode {
  const path = nodeOf(data);
  return data.kind === "size" ? SizeNode(path) : path;
}

/** What stands on the right: another attribute, a size, or a value in the shape that is given. */
export function operand(
  value: unknown,
  beside: ReferenceData,
  name: string,
  shape: Shape = beside.shape,
): OperandNode<UnboundLeaf> {
  const other = referenceData(value);
  if (other) {
    if (other.model.name !== beside.model.name) {
      throw misuse(beside, name, `cannot compare an attribute of ${beside.model.name} with one of ${other.model.name}`);
    }
    const peer = subject(value, name);
    checkPeer(peer, beside, shape, name);
    return subjectNode(peer);
  }
  if (value === undefined) {
    throw misuse(beside, name, "got undefined; test for an absent attribute with exists(...) or notExists(...)");
  }
  return beside.kind === "size" ? sizeLiteral(value, beside, name) : ValueNode(value, shape, beside.path);
}

function sizeLiteral(value: unknown, beside: ReferenceData, name: string): LiteralNode {
  const text = typeof value === "number" || typeof value === "bigint" ? canonicalNumber(String(value)) : undefined;
  if (text === undefined) throw misuse(beside, name, "compares a size with a finite number");
  return LiteralNode({ N: text });
}
