import { ValidationError } from "../error/validation-error.ts";
import type { AttributeValue } from "../wire/attribute-value.ts";
import type { ProperRange, SortCondition } from "./range.ts";
import type { KeyTemplate } from "./template.ts";
import { compareBytes, compareNumbers } from "./text.ts";

const operators = { lt: "<", lte: "<=", gt: ">", gte: ">=" } as const;

/** The condition of a range on a key attribute that is a number or binary value itself: the service knows their order. */
export function rawCondition(
  template: KeyTemplate,
  range: ProperRange,
  entity: string,
): SortCondition | "nothing" | undefined {
  const { type } = template.keyAttribute;
  const checked = (value: AttributeValue): AttributeValue => {
    if (type in value) return value;
    throw refuse(template, entity, `must be a value of type ${type}`);
  };
  if ("beginsWith" in range) {
    if (type !== "B")
      throw refuse(
        template,
        entity,
        "is a number: `beginsWith` takes strings and binary values; write `between`, `gte` or `lt`",
      );
    return isEmpty(checked(range.beginsWith)) ? undefined : { operator: "begins_with", values: [range.beginsWith] };
  }
  if ("between" in range) {
    const [low, high] = range.between;
    const order = compare(checked(low), checked(high));
    if (order > 0 || isEmpty(high)) return "nothing";
    return isEmpty(low) ? { operator: "<=", values: [high] } : { operator: "between", values: [low, high] };
  }
  for (const name of ["lt", "lte", "gt", "gte"] as const) {
    if (!(name in range)) continue;
    const value = checked((range as { readonly [N in typeof name]: AttributeValue })[name]);
    // No key is empty, and the service takes no empty value for one.
    if (isEmpty(value)) return name === "lt" || name === "lte" ? "nothing" : undefined;
    return { operator: operators[name], values: [value] };
  }
  throw refuse(template, entity, "has no range");
}

function refuse({ attributes }: KeyTemplate, entity: string, message: string): ValidationError {
  return new ValidationError({ entity, issues: [{ path: attributes.slice(0, 1), code: "invalid_range", message }] });
}

function isEmpty(value: AttributeValue): boolean {
  return "B" in value && value.B.byteLength === 0;
}

function compare(a: AttributeValue, b: AttributeValue): number {
  if ("N" in a && "N" in b) return compareNumbers(a.N, b.N);
  return "B" in a && "B" in b ? compareBytes(a.B, b.B) : 0;
}
