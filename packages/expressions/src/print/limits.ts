import {
  type AttributeValue,
  formatPath,
  LimitError,
  maxItemSize,
  oversizeOfValue,
  type Path,
} from "@keywright/schema";

const maxBytes = 4096;
const maxOperators = 300;
const maxInOperands = 100;
const maxDepth = 32;
/** Bytes of names and values that DynamoDB accepts in the expressions of one request. */
export const maxSubstitution: number = 2 * 1024 * 1024;

const shorter = "Write a shorter condition, or make the change in several updates";

/** Holds one expression against its limits. Its text is ASCII: names and values are placeholders. */
export function checkExpression(entity: string, text: string, operators: number): void {
  if (text.length > maxBytes) {
    throw new LimitError({
      entity,
      limit: "expression-size",
      maximum: maxBytes,
      actual: text.length,
      unit: "bytes",
      message: `an expression takes ${text.length} bytes; DynamoDB accepts ${maxBytes}. ${shorter}`,
    });
  }
  if (operators > maxOperators) {
    throw new LimitError({
      entity,
      limit: "expression-operators",
      maximum: maxOperators,
      actual: operators,
      unit: "operators",
      message: `an expression has ${operators} operators and functions; DynamoDB accepts ${maxOperators}. ${shorter}`,
    });
  }
}

export function checkInOperands(entity: string, path: Path, count: number): void {
  if (count <= maxInOperands) return;
  throw new LimitError({
    entity,
    limit: "in-operands",
    maximum: maxInOperands,
    actual: count,
    unit: "operands",
    path,
    message: `${formatPath(path)}: isIn takes 1 to ${maxInOperands} values, not ${count}; split a longer list with or(...)`,
  });
}

/** The attribute is the first level of a path. */
export function checkPathDepth(entity: string, path: Path): void {
  if (path.length <= maxDepth) return;
  throw new LimitError({
    entity,
    limit: "path-depth",
    maximum: maxDepth,
    actual: path.length,
    unit: "levels",
    path,
    message: `a document path leads ${path.length} levels deep; DynamoDB holds ${maxDepth}`,
  });
}

/** A value that no item could hold. What an update makes of the whole item only DynamoDB can tell. */
export function checkValueSize(entity: string, path: Path, value: AttributeValue): void {
  const actual = oversizeOfValue(value);
  if (actual === undefined) return;
  throw new LimitError({
    entity,
    limit: "item-size",
    maximum: maxItemSize,
    actual,
    unit: "bytes",
    path,
    message: `${formatPath(path)}: the value takes ${actual} bytes; DynamoDB accepts ${maxItemSize} in a whole item. Split the item, or store the value elsewhere and keep its address`,
  });
}

export function checkSubstitution(entity: string, bytes: number): void {
  if (bytes <= maxSubstitution) return;
  throw new LimitError({
    entity,
    limit: "substitution-size",
    maximum: maxSubstitution,
    actual: bytes,
    unit: "bytes",
    message: `the names and values of the expressions take ${bytes} bytes; DynamoDB accepts ${maxSubstitution} in one request. Write the item with \`put\`, or change it in several updates`,
  });
}
