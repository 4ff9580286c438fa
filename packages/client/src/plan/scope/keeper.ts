import { ScopeError } from "../../error/scope-error.ts";
import type { OneDescription } from "../../operation/description.ts";
import type { PlanContext } from "../context.ts";
import type { OnePlan } from "../plans.ts";
import { intoScope } from "./into-scope.ts";
import { keepInScope } from "./keep-in-scope.ts";
import type { AnyKeeper, Scope } from "./scope.ts";

/** Plans an operation where there is no scope. */
type PlanOne = (description: OneDescription, context: PlanContext) => OnePlan;

export interface Keeper extends AnyKeeper {
  /** Plans an operation in the scope. */
  readonly plan: (description: OneDescription, context: PlanContext, plan: PlanOne) => OnePlan;
}

/** What keeps operations in a scope. */
export function keeperOf(values: Scope): Keeper {
  return Object.freeze<Keeper>({
    values,
    plan(description, context, plan) {
      const bound = intoScope(description, values);
      return keepInScope(plan(bound, context), bound, values, context.readMode);
    },
    checkClaims({ name: entity }, writes) {
      for (const attribute of Object.keys(values)) {
        for (const { claim } of writes) {
          if (claim === undefined || claim.attributes.includes(attribute)) continue;
          const place = `the claims of unique.${claim.name}`;
          throw new ScopeError({ entity, attribute, problem: "not-in-key", place });
        }
      }
    },
    refuseTable(entity) {
      throw new ScopeError({ entity, attribute: Object.keys(values).join(", "), problem: "whole-table" });
    },
  });
}
