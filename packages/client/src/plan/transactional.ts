import type { EntityModel } from "@keywright/schema";
import type { Description, OneDescription } from "../operation/description.ts";
import { refuse } from "./refuse.ts";

/** @throws ValidationError where an operation is a transaction on a table that has none */
export function checkTransactional(description: Description): void {
  if (!("operations" in description)) {
    if (isTransaction(description)) check(description.model, description.verb);
    return;
  }
  const { verb, operations } = description;
  if (verb === "batchGet" || verb === "batchWrite") return;
  for (const { model } of operations) check(model, verb);
}

/** Whether an operation on one item is sent as a transaction. */
function isTransaction(description: OneDescription): boolean {
  const { verb } = description;
  if (verb === "check" || verb === "move") return true;
  return "exactlyOnce" in description && description.exactlyOnce === true;
}

function check(model: EntityModel, verb: string): void {
  if (model.table.globalTable !== "strong") return;
  const message = `is a transaction here, and '${model.table.name}' is a strongly consistent global table, which has none. Write items one by one, with a version or a where`;
  throw refuse(model, [], "no_transactions", `${verb} ${message}`);
}
