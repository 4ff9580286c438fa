import { type ConditionNode, LogicalNode, type Printer } from "@keywright/expressions";

interface ConditionInput {
  readonly ConditionExpression: string;
  readonly ReturnValuesOnConditionCheckFailure: "ALL_OLD";
}

type Conditions = readonly (ConditionNode | undefined)[];

/** Prints the conjunction of conditions as `ConditionExpression`; nothing where there are none. */
export function conditionInput(printer: Printer, conditions: Conditions): ConditionInput | undefined {
  const node = conjunction(conditions);
  return node && { ConditionExpression: printer.condition(node), ReturnValuesOnConditionCheckFailure: "ALL_OLD" };
}

/** All of the conditions as one; nothing where there are none. */
export function conjunction(conditions: Conditions): ConditionNode | undefined {
  const present = conditions.filter((condition) => condition !== undefined);
  return present.length > 1 ? LogicalNode("AND", present) : present[0];
}
