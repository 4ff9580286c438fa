import { formatPath } from "@keywright/schema";
import type { LiteralNode } from "../node/leaf.ts";
import type { OperandNode } from "../node/operand.ts";
import { type PathNode, programPath } from "../node/path.ts";
import { checkExpression, checkPathDepth } from "./limits.ts";
import type { Placeholders } from "./placeholders.ts";
import { refuse } from "./refuse.ts";

/** What the passes of one expression share: its placeholders, and the count of its operators. */
export interface Pen {
  readonly entity: string;
  readonly placeholders: Placeholders;
  operators: number;
}

/** Runs one pass and holds its text against the limits of an expression. */
export function printWithin(entity: string, placeholders: Placeholders, print: (pen: Pen) => string): string {
  const pen: Pen = { entity, placeholders, operators: 0 };
  const text = print(pen);
  checkExpression(entity, text, pen.operators);
  return text;
}

export function printPath(path: PathNode, pen: Pen): string {
  checkPathDepth(pen.entity, programPath(path));
  let text = "";
  for (const step of path.steps) {
    if (typeof step === "number") text += `[${step}]`;
    else text += (text === "" ? "" : ".") + pen.placeholders.name(step);
  }
  if (path.steps.includes("")) {
    throw refuse(pen.entity, path.steps, 'an attribute or entry cannot be named "": DynamoDB takes no empty name');
  }
  if (typeof path.steps[0] !== "string") {
    throw refuse(pen.entity, path.steps, "a document path starts with the name of an attribute");
  }
  return text;
}

export function printOperand(operand: OperandNode<LiteralNode>, hint: string, pen: Pen): string {
  switch (operand.kind) {
    case "path":
      return printPath(operand, pen);
    case "size":
      pen.operators += 1;
      return `size(${printPath(operand.path, pen)})`;
    case "literal":
      return pen.placeholders.value(operand.value, hint);
    default:
      throw unknownNode(operand satisfies never);
  }
}

/** The name for the placeholder of a value that stands beside this operand. */
export function hintOf(operand: OperandNode<LiteralNode>): string {
  const path = operand.kind === "size" ? operand.path : operand.kind === "path" ? operand : undefined;
  const name = path?.steps.findLast((step) => typeof step === "string");
  return name === undefined ? "v" : operand.kind === "size" ? `size_${name}` : String(name);
}

/** Names an operand in an error, without its value. */
export function describeOperand(operand: OperandNode<LiteralNode>): string {
  switch (operand.kind) {
    case "path":
      return formatPath(programPath(operand));
    case "size":
      return `size(${formatPath(programPath(operand.path))})`;
    case "literal":
      return "a value";
    default:
      throw unknownNode(operand satisfies never);
  }
}

export function unknownNode(node: never): TypeError {
  return new TypeError(`no such expression node: ${JSON.stringify(node)}`);
}
