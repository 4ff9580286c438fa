import type { EntityModel } from "@keywright/schema";
import type { DeleteDescription, PutDescription, UpdateDescription } from "../../operation/description.ts";
import { refuse } from "../refuse.ts";

type Replacing = PutDescription | UpdateDescription | DeleteDescription;

/** Of a versioned entity, the item that was read says the version, too. */
export function withPrevious<D extends Replacing>(description: D): D {
  const { model, previous, expected } = description;
  return model.version && previous && expected === undefined ? { ...description, expected: previous } : description;
}

/** What else there is, for messages: `modify` takes versioned entities alone. */
export function orModify({ version }: EntityModel): string {
  return version ? ", or use modify" : "";
}

/** @throws ValidationError where a write that is a transaction is to give back what was stored */
export function checkNoAnswer(description: Replacing, choices: readonly string[]): void {
  const { model, verb, returning } = description;
  if (choices.includes(returning)) return;
  const message = `is ${JSON.stringify(returning)} of ${model.name}.${verb}: unique attributes are written in a transaction, which gives back nothing that was stored. Add returning: ${JSON.stringify(choices[0])}${orModify(model)}`;
  throw refuse(model, ["returning"], "invalid_option", message);
}
