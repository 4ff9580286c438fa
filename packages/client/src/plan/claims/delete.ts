import type { DeleteDescription } from "../../operation/description.ts";
import type { PlanContext } from "../context.ts";
import { refuse } from "../refuse.ts";
import { keyOf, storedKey } from "../stored-key.ts";
import { planDelete } from "../write/delete.ts";
import type { WritePlan } from "../write/write-plan.ts";
import { checkNoAnswer, withPrevious } from "./previous.ts";
import { valueConditions, valuesOfItem } from "./values.ts";
import { withClaims } from "./with-claims.ts";

/** Plans deleting an item, and giving its claims free. */
export function deleteWithClaims(description: DeleteDescription, context: PlanContext): WritePlan {
  const { model, previous, exactlyOnce } = description;
  if (previous === undefined) {
    const message =
      "is missing: the entity has unique attributes, and what the item has of them must be given free. Add previous: item, the item as it was read";
    throw refuse(model, ["previous"], "missing_previous", message);
  }
  checkNoAnswer(description, ["none"]);
  const before = valuesOfItem(model, "delete", previous);
  const claimant = {
    model,
    key: keyOf(model, description.key),
    verb: "delete",
    owner: storedKey(model, description.key).item,
  };
  return withClaims((at) => {
    const action = planDelete(withPrevious(description), at, valueConditions(model, before));
    return { action, claimant, before, after: undefined, exactlyOnce };
  }, context);
}
