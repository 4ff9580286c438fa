import type { QueryCommandInput } from "@aws-sdk/client-dynamodb";
import { type ConditionNode, createPrinter, LogicalNode, type Printer } from "@keywright/expressions";
import type { EntityModel, WireItem } from "@keywright/schema";
import type { QueryDescription } from "../../operation/description.ts";
import { checkChoice } from "../check-input.ts";
import { liveCondition } from "../condition.ts";
import { conjunction } from "../condition-input.ts";
import type { PlanContext } from "../context.ts";
import type { CursorState } from "../cursor.ts";
import { cursorsOf } from "./cursors.ts";
import { decodeItem } from "./decode.ts";
import { canFilterExpired, filterOf } from "./filter.ts";
import { planHydration } from "./hydration.ts";
import { isExpired, isOwn } from "./identity.ts";
import { keyCondition } from "./key-condition.ts";
import { type Lane, type PagesPlan, readItem, type Verdict } from "./pages-plan.ts";
import { checkPaging, pagingCapacity } from "./paging.ts";
import { keysOnly, projected, projectionPaths, type Selection, selected } from "./selection.ts";
import { compareSortKeys } from "./shards.ts";
import { type Target, targetOf } from "./target.ts";

/** Plans a query of the table or of one of its indexes: for its items, the first of them, or their number. */
export function planQuery(description: QueryDescription, context: PlanContext): PagesPlan {
  const { model, verb, index, limit, pageSize, maxPages, maxCapacity, cursor } = description;
  const target = targetOf(model, index);
  checkChoice(model, "order", description.order, ["ascending", "descending"]);
  checkPaging(description, target);
  const { conditions, partitions, excluded } = keyCondition(model, target, description.key);
  const where = filterOf(model, description.where, target);
  const live = canFilterExpired(model, target) ? liveCondition(model, context.now) : undefined;
  const hydration =
    description.hydrate && conditions.length > 0
      ? planHydration(description, conjunction([anyOf(conditions), where]), excluded, context)
      : undefined;
  const selection = selectionOf(description, target);
  const parts = [verb === "count" ? "count" : undefined, description.order, conditions[0] ?? "nothing", where];
  const identity = { subject: model.name, models: [model], target, partitions, parts, lanes: target.shards };
  const cursors = cursorsOf(identity, cursor, context.cursorSecret);

  const judge = (item: WireItem): Verdict => {
    if (!isOwn(model, item)) return { kind: "foreign" };
    if (isExpired(model, item, context.now) || excluded(item)) return { kind: "hidden" };
    if (verb === "count" || hydration) return { kind: "item", item: undefined };
    return readItem(context.readMode, () => decodeItem(model, item, context.readMode, selection));
  };
  const lane = (condition: ConditionNode, shard: number): Lane => {
    const printer = createPrinter(model.name);
    // Not a literal with spreads: they take longer than all the rest.
    const input: QueryCommandInput = { TableName: context.tableName(model.table.name) };
    if (index !== undefined) input.IndexName = index;
    input.KeyConditionExpression = printer.keyCondition(condition);
    const filter = conjunction([where, live]);
    if (filter !== undefined) input.FilterExpression = printer.condition(filter);
    Object.assign(input, projectionInput(printer, model, description, selection, target), printer.finish());
    Object.assign(input, orderInput(description.order, cursors.start));
    if (description.consistent) input.ConsistentRead = true;
    Object.assign(input, pagingCapacity(maxCapacity, context));
    return { input, position: cursors.start?.positions[shard] ?? "start" };
  };
  return {
    kind: "pages",
    request: "Query",
    answer: verb === "query" ? "page" : verb,
    lanes: conditions.map(lane),
    ...(target.shards > 1 && { compare: compareSortKeys(target, description.order) }),
    direction: cursors.start?.direction ?? "forward",
    // Items that have expired are few: DynamoDB deletes them.
    filtered: where !== undefined,
    limit,
    pageSize,
    maxPages,
    maxCapacity,
    hydration,
    cursors,
    judge,
  };
}

function anyOf(conditions: readonly ConditionNode[]): ConditionNode | undefined {
  return conditions.length === 1 ? conditions[0] : LogicalNode("OR", conditions);
}

/** What is read of each item: to count them, or to complete them from the table, their keys are enough. */
function selectionOf({ model, verb, select, hydrate }: QueryDescription, target: Target): Selection | undefined {
  if (verb === "count" || hydrate) return keysOnly(model, target);
  return select === undefined ? projected(model, target) : selected(model, select, target);
}

export function filterInput(printer: Printer, filter: ConditionNode | undefined): { FilterExpression?: string } {
  return filter === undefined ? {} : { FilterExpression: printer.condition(filter) };
}

export function projectionInput(
  printer: Printer,
  model: EntityModel,
  { select, verb, hydrate }: Pick<QueryDescription, "select" | "hydrate"> & { readonly verb: string },
  selection: Selection | undefined,
  target: Target,
): Pick<QueryCommandInput, "ProjectionExpression"> {
  if (selection === undefined || selection.whole || (select === undefined && verb !== "count" && !hydrate)) return {};
  return { ProjectionExpression: printer.projection(projectionPaths(model, selection, target)) };
}

/** The order of the requests: a page before another one is read against the order of the query, from there. */
export function orderInput(
  order: "ascending" | "descending",
  start: CursorState | undefined,
): Pick<QueryCommandInput, "ScanIndexForward"> {
  const descending = (order === "descending") !== (start?.direction === "backward");
  return descending ? { ScanIndexForward: false } : {};
}
