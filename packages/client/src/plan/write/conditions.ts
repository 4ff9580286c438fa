import { type ConditionNode, LogicalNode, type Printer } from "@keywright/expressions";

/** Prints the conjunction of conditions as `ConditionExpression`; nothing where there are none. */
export function conditionInput(
  printer: Printer,
  conditions: readonly (ConditionNode | undefined)[],
): { readonly ConditionExpression?: string; readonly ReturnValuesOnConditionCheckFailure?: "ALL_OLD" } {
  const present = conditions.filter((condition) => condition !== undefined);
  const [first] = present;
  if (first === undefined) return {};
  const text = printer.condition(present.length === 1 ? first : LogicalNode("AND", present));
  return text === undefined ? {} : { ConditionExpression: text, ReturnValuesOnConditionCheckFailure: "ALL_OLD" };
}
