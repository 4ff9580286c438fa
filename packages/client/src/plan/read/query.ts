import type { QueryCommandInput } from "@aws-sdk/client-dynamodb";
import { type ConditionNode, createPrinter, LogicalNode, PathNode } from "@keywright/expressions";
import type { EntityModel, KeyTemplate, WireItem } from "@keywright/schema";
import type { QueryDescription } from "../../operation/description.ts";
import { bindWhere, liveCondition } from "../condition.ts";
import { capacityInput, type PlanContext } from "../context.ts";
import { type CursorScope, decodeCursor, encodeCursor, fingerprint } from "../cursor.ts";
import { decodeItem } from "./decode.ts";
import { isExpired, isOwn } from "./identity.ts";
import { keyCondition } from "./key-condition.ts";
import { type Selection, selection } from "./selection.ts";
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
  const { model } = description;
  const target = targetOf(model, description.index);
  const { condition, excluded } = keyCondition(model, target, description.key);
  const selected = selectionOf(description, target);
  const where = bindWhere(model, description.where);
  const filter = conjunction([where, filtersExpired(model, target) ? liveCondition(model, context.now) : undefined]);

  const printer = createPrinter(model.name);
  const keyText = condition === "nothing" ? undefined : printer.keyCondition(condition);
  const filterText = filter && printer.condition(filter);
  const projection = selected?.projected
    ? printer.projection(selected.storedNames.map((name) => PathNode([name])))
    : undefined;
  const scope = cursorScope(description, target, where, context);
  const start = description.cursor === undefined ? undefined : decodeCursor(description.cursor, scope);

  return {
    kind: "query",
    input:
      keyText === undefined
        ? undefined
        : {
            TableName: context.tableName(model.table.name),
            ...(description.index === undefined ? {} : { IndexName: description.index }),
            KeyConditionExpression: keyText,
            ...(filterText === undefined ? {} : { FilterExpression: filterText }),
            ...(projection === undefined ? {} : { ProjectionExpression: projection }),
            ...printer.finish(),
            ...(description.order === "descending" ? { ScanIndexForward: false } : {}),
            ...(description.consistent ? { ConsistentRead: true } : {}),
            ...(start === undefined ? {} : { ExclusiveStartKey: start }),
            ...capacityInput(context),
          },
    // Items that have expired are few: DynamoDB deletes them.
    filtered: where !== undefined,
    limit: description.limit,
    pageSize: description.pageSize,
    maxPages: description.maxPages,
    judge(item) {
      if (!isOwn(model, item)) return { kind: "foreign" };
      if (isExpired(model, item, context.now) || excluded(item)) return { kind: "hidden" };
      return { kind: "item", item: decodeItem(model, item, context.readMode, selected) };
    },
    cursorAfter: (position) => encodeCursor(position, scope),
  };
}

/** What a query reads: what was selected, what the index projects, or (`undefined`) the whole item. */
function selectionOf(
  { model, select }: QueryDescription,
  target: Target,
): (Selection & { readonly projected: boolean }) | undefined {
  if (select !== undefined) return { ...selection(model, select, target.templates), projected: true };
  const { projection } = target;
  if (projection === "ALL") return undefined;
  const inKeys = new Set(target.templates.flatMap((template) => template.attributes));
  const keyNames = new Set(target.templates.map((template) => template.keyAttribute.name));
  const attributes = [...model.attributes.values()]
    .filter(({ name, storedName }) => inKeys.has(name) || keyNames.has(storedName) || projection.includes(storedName))
    .map(({ name }) => name);
  return { attributes, templates: target.templates, storedNames: [], projected: false };
}

// A filter cannot name a key of what is queried, nor see what an index does not project.
function filtersExpired(model: EntityModel, target: Target): boolean {
  const name = model.timeToLive?.storedName;
  if (name === undefined || target.keyAttributes.includes(name)) return false;
  return target.projection === "ALL" || target.projection.includes(name);
}

function conjunction(conditions: readonly (ConditionNode | undefined)[]): ConditionNode | undefined {
  const present = conditions.filter((condition) => condition !== undefined);
  return present.length > 1 ? LogicalNode("AND", present) : present[0];
}

function cursorScope(
  description: QueryDescription,
  target: Target,
  where: ConditionNode | undefined,
  context: PlanContext,
): CursorScope {
  const { model } = description;
  const { condition } = keyCondition(model, target, description.key);
  const texts = [...target.templates].map(({ keyAttribute, text }: KeyTemplate) => `${keyAttribute.name}=${text}`);
  return {
    entity: model.name,
    query: fingerprint(JSON.stringify([description.index, description.order, condition, where], bytesAsText)),
    model: fingerprint(JSON.stringify([model.table.name, model.name, texts])),
    attributes: target.keyAttributes,
    secret: context.cursorSecret,
  };
}

function bytesAsText(_name: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
}
