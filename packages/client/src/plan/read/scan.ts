import { createPrinter } from "@keywright/expressions";
import type { ScanDescription } from "../../operation/description.ts";
import { checkCount } from "../check-input.ts";
import { bindWhere, liveCondition } from "../condition.ts";
import { conjunction } from "../condition-input.ts";
import type { PlanContext } from "../context.ts";
import { refuse } from "../refuse.ts";
import { cursorsOf } from "./cursors.ts";
import { decodeItem } from "./decode.ts";
import { checkProjected } from "./filter.ts";
import { isExpired, isOwn } from "./identity.ts";
import { type Lane, type PagesPlan, readItem } from "./pages-plan.ts";
import { checkPaging, pagingCapacity } from "./paging.ts";
import { filterInput, projectionInput } from "./query.ts";
import { projected, selected } from "./selection.ts";
import { isProjected, targetOf } from "./target.ts";

const mostSegments = 1_000_000;

/** Plans reading a whole table, or a whole index, for the items of one entity. */
export function planScan(description: ScanDescription, context: PlanContext): PagesPlan {
  const { model, index, select, segments, limit, pageSize, maxPages, maxCapacity, cursor } = description;
  const target = targetOf(model, index);
  checkPaging(description, target);
  checkSegments(description);
  const where = bindWhere(model, description.where);
  if (where) checkProjected(model, where, target);
  const ttl = model.timeToLive?.storedName;
  const live = ttl !== undefined && isProjected(target, ttl) ? liveCondition(model, context.now) : undefined;
  const selection = select === undefined ? projected(model, target) : selected(model, select, target);
  const identity = {
    subject: model.name,
    models: [model],
    target,
    partitions: [],
    parts: ["scan", where],
    lanes: segments,
  };
  const cursors = cursorsOf(identity, cursor, context.cursorSecret);

  const printer = createPrinter(model.name);
  const input = {
    TableName: context.tableName(model.table.name),
    ...(index === undefined ? {} : { IndexName: index }),
    ...filterInput(printer, conjunction([where, live])),
    ...projectionInput(printer, model, { select, verb: "scan", hydrate: undefined }, selection, target),
    ...printer.finish(),
    ...(description.consistent ? { ConsistentRead: true } : {}),
    ...pagingCapacity(maxCapacity, context),
  };
  const lane = (segment: number): Lane => ({
    input: segments === 1 ? input : { ...input, Segment: segment, TotalSegments: segments },
    position: cursors.start?.positions[segment] ?? "start",
  });
  return {
    kind: "pages",
    request: "Scan",
    answer: "page",
    lanes: Array.from({ length: segments }, (_, segment) => lane(segment)),
    direction: "forward",
    // Whatever else lies in the table is read as well: what is found says little of how much to ask for.
    filtered: true,
    limit,
    pageSize,
    maxPages,
    maxCapacity,
    hydration: undefined,
    cursors,
    judge(item) {
      if (!isOwn(model, item)) return { kind: "foreign" };
      if (isExpired(model, item, context.now)) return { kind: "hidden" };
      return readItem(context.readMode, () => decodeItem(model, item, context.readMode, selection));
    },
  };
}

function checkSegments({ model, segments, limit }: ScanDescription): void {
  checkCount(model, "segments", segments);
  if (segments > mostSegments) {
    throw refuse(
      model,
      ["segments"],
      "invalid_option",
      "must be 1,000,000 or less, which is as many as DynamoDB takes",
    );
  }
  if (limit === undefined || segments === 1) return;
  const message = "is not possible with several segments, which are read side by side. Leave one of them out";
  throw refuse(model, ["limit"], "invalid_option", message);
}
