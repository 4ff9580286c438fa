import type { ConditionNode } from "../node/condition.ts";
import { programPath } from "../node/path.ts";
import type { SetValueNode, UpdateAction } from "../node/update.ts";
import { checkBounds, pathOf } from "./check-operands.ts";
import { checkValueSize } from "./limits.ts";

// What an expression must be held against for its values, also where one of its structure was printed before.

/** Refuses bounds of BETWEEN that the service rejects. */
export function checkConditionValues(node: ConditionNode, entity: string): void {
  if (node.kind === "between") checkBounds(node.low, node.high, pathOf(node.operand), entity);
  else if (node.kind === "logical") for (const condition of node.conditions) checkConditionValues(condition, entity);
  else if (node.kind === "not") checkConditionValues(node.condition, entity);
}

/** Refuses values that no item could hold. */
export function checkUpdateValues(actions: readonly UpdateAction[], entity: string): void {
  for (const action of actions) if (action.kind === "set") checkValue(action.value, action, entity);
}

function checkValue(value: SetValueNode, action: UpdateAction, entity: string): void {
  if (value.kind === "literal") checkValueSize(entity, programPath(action.path), value.value);
  else if (value.kind === "listAppend" || value.kind === "arithmetic") {
    checkValue(value.left, action, entity);
    checkValue(value.right, action, entity);
  }
}
