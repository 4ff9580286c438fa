import { elementShape, formatPath, isOptional, storedShape, storedTypes, type WireType } from "@keywright/schema";
import { LiteralNode } from "../node/leaf.ts";
import type { PathNode } from "../node/path.ts";
import { IfNotExistsNode, type TermNode } from "../node/update.ts";
import { misuse } from "../reference/misuse.ts";
import { nodeOf, type ReferenceData, referenceData } from "../reference/reference.ts";
import { changeData } from "./change.ts";
import { elementsOf } from "./elements.ts";
import { encodeAmount, encodeAt, isWhole } from "./encode.ts";

/** What the operands of a change have in common. */
interface Operands {
  /** The change, as errors call it. */
  readonly name: string;
  readonly target: ReferenceData;
  readonly encode: (value: unknown) => LiteralNode;
  /** Refuses another attribute. */
  readonly check: (other: ReferenceData) => void;
}

/** Numbers in a change of a number. */
export function numbersFor(target: ReferenceData, name: string): Operands {
  const check = (other: ReferenceData): void => {
    if (!storedTypes(other.shape).has("N")) {
      throw misuse(target, name, `takes numbers; ${formatPath(other.path)} is not stored as one`);
    }
    if (isWhole(target.shape) && !isWhole(other.shape) && storedShape(other.shape).kind !== "open") {
      throw misuse(
        target,
        name,
        `takes integers: the attribute is one, and ${formatPath(other.path)} may have a fraction`,
      );
    }
  };
  return { name, target, encode: (amount) => encodeAmount(amount, target, name), check };
}

/** Lists in a change of a list. */
export function listsFor(target: ReferenceData, name: string): Operands {
  const element = elementsOf(target, name);
  const check = (other: ReferenceData): void => {
    const from = elementShape(other.shape);
    if (!from) throw misuse(target, name, `takes lists; ${formatPath(other.path)} is not stored as one`);
    checkStored(storedTypes(from), storedTypes(element), target, name, other);
  };
  const encode = (elements: unknown): LiteralNode => {
    if (!Array.isArray(elements)) throw misuse(target, name, "takes the elements in an array");
    return LiteralNode({
      L: elements.map((each, i) => encodeAt(each, { ...target, shape: element, path: [...target.path, i] })),
    });
  };
  return { name, target, encode, check };
}

/** A value, another attribute, or that with what stands for it where it is absent. */
export function term(value: unknown, operands: Operands): TermNode {
  const change = changeData(value);
  if (!change) return present(value, operands);
  if (change.kind !== "ifNotExists" || change.of === undefined) {
    const message = "takes values, other attributes, and ifNotExists(attribute, otherwise)";
    throw misuse(operands.target, operands.name, message);
  }
  const other = sameEntity(change.of, operands.target, operands.name);
  operands.check(other);
  return IfNotExistsNode(nodeOf(other), leaf(change.value, operands));
}

/** A value, or another attribute that is always there. */
export function present(value: unknown, operands: Operands): PathNode | LiteralNode {
  if (changeData(value)) {
    throw misuse(operands.target, operands.name, "takes a value or another attribute as { from }, and no change");
  }
  const node = leaf(value, operands);
  const other = referenceData(value);
  if (other) checkThere(other, operands);
  return node;
}

/** Any value for the attribute, in `ifNotExists`. */
export function valueTerm(value: unknown, target: ReferenceData, name: string): PathNode | LiteralNode {
  const check = (other: ReferenceData): void => checkCopy(other, target, name);
  return leaf(value, { name, target, encode: (each) => LiteralNode(encodeAt(each, target)), check });
}

/** An attribute that is copied. */
export function copied(other: unknown, target: ReferenceData, name: string): PathNode {
  const data = sameEntity(other, target, name);
  checkCopy(data, target, name);
  return nodeOf(data);
}

function leaf(value: unknown, { name, target, encode, check }: Operands): PathNode | LiteralNode {
  if (value === undefined) throw misuse(target, name, "got undefined: give a value or another attribute");
  if (!referenceData(value)) return encode(value);
  const other = sameEntity(value, target, name);
  check(other);
  return nodeOf(other);
}

function checkThere(other: ReferenceData, { name, target }: Operands): void {
  if (!isOptional(other.shape) && !other.isMember && other.uncertainParents.length === 0) return;
  const path = formatPath(other.path);
  throw misuse(target, name, `got ${path}, which may be absent: write ifNotExists(t.${path}, otherwise)`);
}

function checkCopy(other: ReferenceData, target: ReferenceData, name: string): void {
  checkStored(storedTypes(other.shape), storedTypes(target.shape), target, name, other);
}

function checkStored(
  from: ReadonlySet<WireType>,
  to: ReadonlySet<WireType>,
  target: ReferenceData,
  name: string,
  other: ReferenceData,
): void {
  const foreign = [...from].filter((type) => !to.has(type));
  // Whatever is stored in an open attribute may fit.
  if (foreign.length === 0 || from.size === 10) return;
  throw misuse(
    target,
    name,
    `takes what is stored as ${[...to].join(" or ")}; ${formatPath(other.path)} is stored as ${[...from].join(" or ")}`,
  );
}

/** Refuses a reference to anything but an attribute of the same entity. */
function sameEntity(value: unknown, target: ReferenceData, name: string): ReferenceData {
  const other = referenceData(value);
  if (other && other.model.name === target.model.name && other.kind === "path" && other.steps.length > 0) return other;
  throw misuse(target, name, `takes a value or another attribute of ${target.model.name}`);
}
