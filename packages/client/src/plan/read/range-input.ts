import type { EntityModel, Range } from "@keywright/schema";
import { refuse } from "../refuse.ts";
import { encodeAttribute } from "../stored-key.ts";

const code = "invalid_key_condition";
const rangeNames = ["between", "beginsWith", "lt", "lte", "gt", "gte"] as const;
type RangeName = (typeof rangeNames)[number];

/** A range in stored form; `undefined` where the value is one to be equal to. */
export function rangeOf(model: EntityModel, name: string, value: unknown): Range | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const names = Object.keys(value);
  if (names.length === 0 || !names.every((n): n is RangeName => rangeNames.includes(n as RangeName))) return undefined;
  const [operator] = names;
  if (operator === undefined || names.length > 1) {
    throw refuse(model, [name], code, `has ${names.join(" and ")}. A range is exactly one of ${rangeNames.join(", ")}`);
  }
  const operand: unknown = value[operator as keyof typeof value];
  switch (operator) {
    case "between": {
      if (!Array.isArray(operand) || operand.length !== 2)
        throw refuse(model, [name], code, "`between` takes two values: [low, high]");
      return { between: [encodeAttribute(model, name, operand[0]), encodeAttribute(model, name, operand[1])] };
    }
    case "beginsWith":
      // A prefix is seldom a valid value of its attribute, so it is not encoded as one.
      if (operand instanceof Uint8Array) return { beginsWith: { B: operand } };
      if (typeof operand !== "string") throw refuse(model, [name], code, "`beginsWith` takes a string, or bytes");
      return { beginsWith: { S: operand } };
    case "lt":
      return { lt: encodeAttribute(model, name, operand) };
    case "lte":
      return { lte: encodeAttribute(model, name, operand) };
    case "gt":
      return { gt: encodeAttribute(model, name, operand) };
    case "gte":
      return { gte: encodeAttribute(model, name, operand) };
    default:
      return operator satisfies never;
  }
}
