import type { AttributeValue, WireItem } from "@keywright/schema";
import type { LiteralNode } from "../node/leaf.ts";
import type { OperandNode } from "../node/operand.ts";
import type { PathNode } from "../node/path.ts";

/** What stands at a path of an item; `undefined` where nothing does. */
export function valueAt({ steps }: PathNode, item: WireItem): AttributeValue | undefined {
  return steps.reduce<AttributeValue | undefined>(
    (value, step) => (value === undefined ? undefined : childOf(value, step)),
    { M: item },
  );
}

function childOf(value: AttributeValue, step: string | number): AttributeValue | undefined {
  if (typeof step === "number") return "L" in value ? value.L[step] : undefined;
  return "M" in value && Object.hasOwn(value.M, step) ? value.M[step] : undefined;
}

/** The value of an operand; `undefined` where its path leads nowhere, or to something that has no size. */
export function operandValue(operand: OperandNode<LiteralNode>, item: WireItem): AttributeValue | undefined {
  if (operand.kind === "literal") return operand.value;
  if (operand.kind === "path") return valueAt(operand, item);
  const size = sizeOf(valueAt(operand.path, item));
  return size === undefined ? undefined : { N: String(size) };
}

function sizeOf(value: AttributeValue | undefined): number | undefined {
  if (value === undefined) return undefined;
  // Of a string, the service counts UTF-16 units here, and bytes of UTF-8 for the size of the item.
  if ("S" in value) return value.S.length;
  if ("B" in value) return value.B.byteLength;
  if ("SS" in value) return value.SS.length;
  if ("NS" in value) return value.NS.length;
  if ("BS" in value) return value.BS.length;
  if ("L" in value) return value.L.length;
  return "M" in value ? Object.keys(value.M).length : undefined;
}
