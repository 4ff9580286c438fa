import { type ConditionNode, evaluateCondition } from "@keywright/expressions";
import type { WireItem } from "@keywright/schema";
import type { QueryDescription } from "../../operation/description.ts";
import type { PlanContext } from "../context.ts";
import { tableKeyOf } from "../stored-key.ts";
import { decodeItem } from "./decode.ts";
import { isExpired, isOwn } from "./identity.ts";
import { type Hydration, readItem } from "./pages-plan.ts";
import { selected } from "./selection.ts";
import { targetOf } from "./target.ts";

/**
 * How items that an index found are completed from the table. An index lags behind, so what was asked of it is asked of
 * the whole item again; that may need any attribute, so all of them are read.
 */
export function planHydration(
  { model, select, hydrate }: QueryDescription,
  condition: ConditionNode | undefined,
  excluded: (item: WireItem) => boolean,
  context: PlanContext,
): Hydration {
  const selection = select && selected(model, select, targetOf(model, undefined));
  return {
    keyOf: (item) => tableKeyOf(model, item),
    tableName: context.tableName(model.table.name),
    consistent: hydrate === "consistent",
    judge(item) {
      if (isExpired(model, item, context.now)) return { kind: "hidden" };
      const matches = condition === undefined || evaluateCondition(condition, item);
      if (!matches || !isOwn(model, item) || excluded(item)) return { kind: "changed" };
      return readItem(context.readMode, () => decodeItem(model, item, context.readMode, selection));
    },
  };
}
