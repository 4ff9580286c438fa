import { type EntityModel, type KeywrightError, LimitError, ValidationError } from "@keywright/schema";
import { type Claim, claimsOf } from "./claim.ts";
import type { ClaimedValues } from "./values.ts";

/** What an item can claim with its values, and why it cannot claim the rest. */
interface Claimable {
  /** The model with the constraints of which it can. */
  readonly model: EntityModel;
  /** By the name of the constraint. */
  readonly claims: ReadonlyMap<string, Claim>;
  readonly problems: ReadonlyMap<string, KeywrightError>;
}

/** The claims of stored values, which another program may have written: some may not fit into a key. */
export function claimable(model: EntityModel, values: ClaimedValues): Claimable {
  try {
    return { model, claims: claimsOf(model, values), problems: new Map() };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return oneByOne(model, values);
  }
}

function oneByOne(model: EntityModel, values: ClaimedValues): Claimable {
  const { unique } = model;
  if (unique === undefined) return { model, claims: new Map(), problems: new Map() };
  const problems = new Map<string, KeywrightError>();
  const constraints = unique.constraints.filter((constraint) => {
    try {
      claimsOf({ ...model, unique: { ...unique, constraints: [constraint] } }, values);
      return true;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      problems.set(constraint.name, error);
      return false;
    }
  });
  const able = { ...model, unique: { ...unique, constraints } };
  return { model: able, claims: claimsOf(able, values), problems };
}

function isRefusal(error: unknown): error is ValidationError | LimitError {
  return ValidationError.isInstance(error) || LimitError.isInstance(error);
}
