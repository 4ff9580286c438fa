import { type EntityModel, ReadError, type WireItem } from "@keywright/schema";
import { ScopeError } from "../../error/scope-error.ts";
import type { OneDescription } from "../../operation/description.ts";
import type { ReadMode } from "../context.ts";
import type { GetPlan } from "../read/get.ts";
import { isOwn } from "../read/identity.ts";
import { type PagesPlan, readItem, type Verdict } from "../read/pages-plan.ts";
import type { WriteAction, WritePlan } from "../write/write-plan.ts";
import type { Scope } from "./scope.ts";
import { foreignAttribute } from "./scoped-key.ts";

/**
 * The plan of an operation that was bound to a scope, with two more checks: of the keys that are sent, and of the items that
 * are read. An index may hold an item of another partition under a key that somebody else wrote.
 */
export function keepInScope<P extends GetPlan | PagesPlan | WritePlan>(
  plan: P,
  description: OneDescription,
  scope: Scope,
  mode: ReadMode,
): P;
export function keepInScope(
  plan: GetPlan | PagesPlan | WritePlan,
  description: OneDescription,
  scope: Scope,
  mode: ReadMode,
): GetPlan | PagesPlan | WritePlan {
  const { model } = description;
  const models = description.verb === "collection" ? [...description.members.values()] : [model];
  switch (plan.kind) {
    case "get":
      checkKey(model, plan.input.Key as WireItem, scope);
      return {
        ...plan,
        result(item) {
          const misplaced = item && misplacedItem(models, item, scope);
          if (misplaced) throw misplaced;
          return plan.result(item);
        },
      };
    case "write":
      // Claims of unique attributes have keys of their own, which are judged where they are planned.
      for (const action of plan.actions) if (!action.claim) checkKey(model, keyAttributesOf(action), scope);
      return plan;
    case "pages": {
      // Before it is decoded: nothing of another tenant's item should get into an error either.
      const judge =
        <V>(next: (item: WireItem) => V) =>
        (item: WireItem): V | Verdict => {
          const misplaced = misplacedItem(models, item, scope);
          if (misplaced === undefined) return next(item);
          return readItem(mode, () => {
            throw misplaced;
          });
        };
      const { hydration } = plan;
      return {
        ...plan,
        judge: judge(plan.judge),
        hydration: hydration && { ...hydration, judge: judge(hydration.judge) },
      };
    }
    default:
      return plan satisfies never;
  }
}

/** The whole item, where there is one: it says the attributes, too. */
function keyAttributesOf(action: WriteAction): WireItem {
  return (action.type === "Put" ? action.input.Item : action.input.Key) as WireItem;
}

function checkKey(model: EntityModel, key: WireItem, scope: Scope): void {
  const attribute = foreignAttribute(model, key, scope);
  if (attribute !== undefined) throw new ScopeError({ entity: model.name, attribute, problem: "other-value" });
}

/** The error for an item of one of the models that is not of the scope; without its key, which is not of the scope either. */
function misplacedItem(models: readonly EntityModel[], item: WireItem, scope: Scope): ReadError | undefined {
  const model = models.find((member) => isOwn(member, item));
  const attribute = model && foreignAttribute(model, item, scope);
  if (model === undefined || attribute === undefined) return undefined;
  const message =
    "is not what the connection is scoped to: another program wrote this item, or its index keys. verifyIndexKeys finds wrong index keys, through a connection without the scope";
  return new ReadError({ entity: model.name, issues: [{ path: [attribute], code: "outside_scope", message }] });
}
