import { type AttributeValue, type Path, type WireType, wireType } from "@keywright/schema";
import type { LiteralNode } from "../node/leaf.ts";
import type { OperandNode } from "../node/operand.ts";
import { programPath } from "../node/path.ts";
import { compareScalars } from "./compare-scalars.ts";
import { describeOperand, type Pen } from "./pen.ts";
import { refuse } from "./refuse.ts";

type Operand = OperandNode<LiteralNode>;

const ordered: readonly WireType[] = ["S", "N", "B"];
const typeNames: { readonly [T in WireType]: string } = {
  S: "a string (S)",
  N: "a number (N)",
  B: "binary (B)",
  BOOL: "a boolean (BOOL)",
  NULL: "null (NULL)",
  SS: "a set of strings (SS)",
  NS: "a set of numbers (NS)",
  BS: "a set of binary values (BS)",
  L: "a list (L)",
  M: "a map (M)",
};

/** Where an operand stands, as errors say it. */
export function pathOf(operand: Operand): Path {
  const path = operand.kind === "path" ? operand : operand.kind === "size" ? operand.path : undefined;
  return path ? programPath(path) : [];
}

/** Refuses a literal or a size of a type that the operator or function does not take: the service would, whatever is stored. */
export function checkType(what: string, operand: Operand, types: readonly WireType[], at: Path, pen: Pen): void {
  if (operand.kind === "path") return;
  const type = operand.kind === "size" ? "N" : wireType(operand.value);
  if (type !== undefined && types.includes(type)) return;
  const wanted = types.map((each) => typeNames[each]).join(", ");
  throw refuse(pen.entity, at, `${what} takes ${wanted}, not ${type === undefined ? "this" : typeNames[type]}`);
}

export function checkOrdered(what: string, operand: Operand, at: Path, pen: Pen): void {
  checkType(what, operand, ordered, at, pen);
}

/** Refuses an attribute that is compared with itself; the service does not mind a size. */
export function checkDistinct(what: string, first: Operand, others: readonly Operand[], pen: Pen): void {
  if (first.kind !== "path") return;
  for (const other of others) {
    if (other.kind === "path" && samePath(first.steps, other.steps)) {
      throw refuse(
        pen.entity,
        pathOf(first),
        `${what} compares ${describeOperand(first)} with itself; DynamoDB requires distinct operands`,
      );
    }
  }
}

/** Refuses bounds of BETWEEN that the service rejects: of two types, or the upper one below the lower one. */
export function checkBounds(low: Operand, high: Operand, at: Path, entity: string): void {
  if (low.kind !== "literal" || high.kind !== "literal") return;
  const order = orderOf(low.value, high.value);
  if (order === undefined) throw refuse(entity, at, "the bounds of between are of different types");
  if (order > 0) throw refuse(entity, at, "the lower bound of between is above the upper one: swap them");
}

function orderOf(low: AttributeValue, high: AttributeValue): number | undefined {
  return wireType(low) === wireType(high) ? compareScalars(low, high) : undefined;
}

function samePath(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((step, i) => step === b[i]);
}
