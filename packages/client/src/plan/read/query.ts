import type { QueryCommandInput } from "@aws-sdk/client-dynamodb";
import { createPrinter, PathNode } from "@keywright/expressions";
import type { WireItem } from "@keywright/schema";
import type { QueryDescription } from "../../operation/description.ts";
import { checkChoice, checkCount } from "../check-input.ts";
import { liveCondition } from "../condition.ts";
import { conjunction } from "../condition-input.ts";
import { capacityInput, type PlanContext } from "../context.ts";
import { refuse } from "../refuse.ts";
import { cursorsOf } from "./cursors.ts";
import { decodeItem } from "./decode.ts";
import { canFilterExpired, filterOf } from "./filter.ts";
import { isExpired, isOwn } from "./identity.ts";
import { keyCondition } from "./key-condition.ts";
import { projected, projectionNames, selected } from "./selection.ts";
import { type Target, targetOf } from "./target.ts";

/** What became of an item that DynamoDB returned. */
export type Verdict = { readonly kind: "item"; readonly item: unknown } | { readonly kind: "foreign" | "hidden" };

/** A `Query`, page by page, and what its items mean. */
export interface QueryPlan {
  readonly kind: "query";
  /** `undefined` where the range is empty and no request is needed. */
  readonly input: QueryCommandInput | undefined;
  /** Whether a condition of the caller's may leave out most of what DynamoDB evaluates. */
  readonly filtered: boolean;
  readonly limit: number | undefined;
  readonly pageSize: number | undefined;
  readonly maxPages: number;
  judge(item: WireItem): Verdict;
  /** The cursor for the position after an item, or after DynamoDB's `LastEvaluatedKey`. */
  cursorAfter(position: WireItem): string;
}

/** How many items DynamoDB is asked to evaluate next. Behind a filter its `Limit` would say how much is read, not how much is found. */
export function pageSizeOf({ pageSize, limit, filtered }: QueryPlan, found: number): number | undefined {
  if (pageSize !== undefined) return pageSize;
  return limit === undefined || filtered ? undefined : limit - found;
}

/** Plans a query of the table or of one of its indexes. */
export function planQuery(description: QueryDescription, context: PlanContext): QueryPlan {
  const { model, index, select, limit, pageSize, maxPages } = description;
  const target = targetOf(model, index);
  checkOptions(description, target);
  const { condition: key, excluded } = keyCondition(model, target, description.key);
  const where = filterOf(description, target);
  const live = canFilterExpired(model, target) ? liveCondition(model, context.now) : undefined;
  const filter = conjunction([where, live]);
  const selection = select === undefined ? projected(model, target) : selected(model, select, target);
  const cursors = cursorsOf({ description, target, key, where }, context.cursorSecret);
  const start = cursors.start();

  const printer = createPrinter(model.name);
  const input = (): QueryCommandInput => ({
    TableName: context.tableName(model.table.name),
    ...(index === undefined ? {} : { IndexName: index }),
    ...(key === "nothing" ? {} : { KeyConditionExpression: printer.keyCondition(key) }),
    ...(filter && { FilterExpression: printer.condition(filter) }),
    ...(select &&
      selection && { ProjectionExpression: printer.projection(paths(projectionNames(model, selection, target))) }),
    ...printer.finish(),
    ...(description.order === "descending" ? { ScanIndexForward: false } : {}),
    ...(description.consistent ? { ConsistentRead: true } : {}),
    ...(start && { ExclusiveStartKey: start }),
    ...capacityInput(context),
  });
  return {
    kind: "query",
    input: key === "nothing" ? undefined : input(),
    // Items that have expired are few: DynamoDB deletes them.
    filtered: where !== undefined,
    limit,
    pageSize,
    maxPages,
    judge(item) {
      if (!isOwn(model, item)) return { kind: "foreign" };
      if (isExpired(model, item, context.now) || excluded(item)) return { kind: "hidden" };
      return { kind: "item", item: decodeItem(model, item, context.readMode, selection) };
    },
    cursorAfter: cursors.after,
  };
}

function checkOptions({ model, order, limit, pageSize, maxPages, consistent }: QueryDescription, target: Target): void {
  checkChoice(model, "order", order, ["ascending", "descending"]);
  checkCount(model, "limit", limit);
  checkCount(model, "pageSize", pageSize);
  checkCount(model, "maxPages", maxPages);
  if (!consistent || target.type !== "global") return;
  const message = `is not possible on ${target.name}: DynamoDB reads global indexes eventually consistently only. Leave it out, or query the table`;
  throw refuse(model, ["consistent"], "invalid_option", message);
}

function paths(names: readonly string[]): readonly PathNode[] {
  return names.map((name) => PathNode([name]));
}
