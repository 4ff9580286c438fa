import type { GetItemCommandInput } from "@aws-sdk/client-dynamodb";
import { createPrinter, PathNode } from "@keywright/expressions";
import type { WireItem } from "@keywright/schema";
import type { GetDescription } from "../../operation/description.ts";
import { capacityInput, type PlanContext } from "../context.ts";
import { storedKey } from "../stored-key.ts";
import { decodeItem } from "./decode.ts";
import { isExpired, isOwn } from "./identity.ts";
import { selection } from "./selection.ts";

/** A `GetItem` and what its answer means. */
export interface GetPlan {
  readonly kind: "get";
  readonly input: GetItemCommandInput;
  result(item: WireItem | undefined): unknown;
}

/** Plans reading one item. */
export function planGet(description: GetDescription, context: PlanContext): GetPlan {
  const { model, key, consistent, select } = description;
  const selected = select && selection(model, select, model.key);
  const printer = createPrinter(model.name);
  const projection = selected && printer.projection(selected.storedNames.map((name) => PathNode([name])));
  return {
    kind: "get",
    input: {
      TableName: context.tableName(model.table.name),
      Key: storedKey(model, key),
      ...(consistent ? { ConsistentRead: true } : {}),
      ...(projection === undefined ? {} : { ProjectionExpression: projection, ...printer.finish() }),
      ...capacityInput(context),
    },
    result(item) {
      if (item === undefined || !isOwn(model, item) || isExpired(model, item, context.now)) return undefined;
      return decodeItem(model, item, context.readMode, selected);
    },
  };
}
