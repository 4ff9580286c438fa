import type { GetItemCommandInput } from "@aws-sdk/client-dynamodb";
import { createPrinter } from "@keywright/expressions";
import type { EntityModel, WireItem } from "@keywright/schema";
import type { GetDescription } from "../../operation/description.ts";
import { capacityInput, type PlanContext } from "../context.ts";
import { storedKey } from "../stored-key.ts";
import { decodeItem } from "./decode.ts";
import { isExpired, isOwn } from "./identity.ts";
import { projectionPaths, type Selection, selected } from "./selection.ts";
import { targetOf } from "./target.ts";

/** A `GetItem` and what its answer means. */
export interface GetPlan {
  readonly kind: "get";
  readonly input: GetItemCommandInput;
  result(item: WireItem | undefined): unknown;
}

/** Plans reading one item. */
export function planGet(description: GetDescription, context: PlanContext): GetPlan {
  const { model, key, consistent, select } = description;
  const selection = select && selected(model, select, targetOf(model, undefined));
  // Not a literal with spreads: a batch has a hundred of these.
  const input: GetItemCommandInput = {
    TableName: context.tableName(model.table.name),
    Key: storedKey(model, key).item,
  };
  if (consistent) input.ConsistentRead = true;
  if (selection && !selection.whole) Object.assign(input, projectionInput(model, selection));
  if (context.returnCapacity !== "NONE") Object.assign(input, capacityInput(context));
  return {
    kind: "get",
    input,
    result(item) {
      if (item === undefined || !isOwn(model, item) || isExpired(model, item, context.now)) return undefined;
      return decodeItem(model, item, context.readMode, selection);
    },
  };
}

function projectionInput(model: EntityModel, selection: Selection): Partial<GetItemCommandInput> {
  const printer = createPrinter(model.name);
  const paths = projectionPaths(model, selection, targetOf(model, undefined));
  return { ProjectionExpression: printer.projection(paths), ...printer.finish() };
}
