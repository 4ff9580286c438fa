import {
  ComparisonNode,
  type ConditionNode,
  ExistsNode,
  LiteralNode,
  PathNode,
  RemoveNode,
  SetNode,
} from "@keywright/expressions";
import type { EntityModel, KeyTemplate, WireItem } from "@keywright/schema";
import { itemExists } from "../condition.ts";
import type { PlanContext } from "../context.ts";
import { own } from "../own.ts";
import { printedUpdate } from "../printed-update.ts";
import { rawKey } from "../read/decode.ts";
import { withKeyValues } from "../read/key-values.ts";
import { sameValue } from "../same-value.ts";
import { storedName, tableKeyOf } from "../stored-key.ts";
import { explainFailure } from "./failure.ts";
import { keysOf } from "./whole-item.ts";
import type { WriteAction } from "./write-plan.ts";

/** Index key attributes of a stored item that are not what its attributes say. */
export function wrongIndexKeys(model: EntityModel, stored: WireItem): readonly KeyTemplate[] {
  const right = keysOf(model, withKeyValues(model, stored));
  const templates = [...model.indexes.values()].flatMap(({ partition, sort }) => [...partition, ...sort]);
  const wrong = templates.filter(({ keyAttribute: { name } }) => !sameValue(own(stored, name), own(right, name)));
  return [...new Map(wrong.map((template) => [template.keyAttribute.name, template])).values()];
}

/**
 * Plans writing index keys anew from what is stored, on condition that it still is: a concurrent write through the model
 * writes the right keys itself.
 */
export function planKeyRepair(
  model: EntityModel,
  stored: WireItem,
  wrong: readonly KeyTemplate[],
  context: PlanContext,
): WriteAction {
  const right = keysOf(model, withKeyValues(model, stored));
  const sources = [...new Set(wrong.flatMap((template) => template.attributes))].map((name) => storedName(model, name));
  const unchanged = sources.map((name): ConditionNode => {
    const value = own(stored, name);
    return value === undefined
      ? ExistsNode(PathNode([name]), true)
      : ComparisonNode("=", PathNode([name]), LiteralNode(value));
  });
  const changes = wrong.map(({ keyAttribute: { name } }) => {
    const value = own(right, name);
    return value === undefined ? RemoveNode(PathNode([name])) : SetNode(PathNode([name]), LiteralNode(value));
  });
  return {
    type: "Update",
    repeatable: true,
    changes,
    input: {
      Key: tableKeyOf(model, stored),
      ...printedUpdate(model, changes, [itemExists(model), ...unchanged], context),
    },
    result: () => undefined,
    failure: (now) => ({
      kind: "error",
      error: explainFailure({ model, key: rawKey(model, stored), verb: "verifyIndexKeys", context }, now),
    }),
  };
}
