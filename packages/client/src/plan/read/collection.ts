import { type ConditionNode, createPrinter, evaluateCondition, LogicalNode } from "@keywright/expressions";
import { coverConditions, type EntityModel, type WireItem } from "@keywright/schema";
import type { CollectionDescription } from "../../operation/description.ts";
import type { Page } from "../../operation/page.ts";
import { checkAttributes, checkChoice } from "../check-input.ts";
import type { PlanContext } from "../context.ts";
import { own } from "../own.ts";
import type { Planner } from "../planner.ts";
import { refuse } from "../refuse.ts";
import { cursorsOf } from "./cursors.ts";
import { decodeItem } from "./decode.ts";
import { filterOf } from "./filter.ts";
import { isExpired, isOwn } from "./identity.ts";
import { comparison, keyCondition, type PlannedKeyCondition } from "./key-condition.ts";
import { type PagesPlan, readItem, type Verdict } from "./pages-plan.ts";
import { checkPaging, pagingCapacity } from "./paging.ts";
import { filterInput, orderInput } from "./query.ts";
import { projected } from "./selection.ts";
import { type Target, targetOf } from "./target.ts";

/** One of the entities that are read, and which of its items. */
interface Member {
  readonly label: string;
  readonly model: EntityModel;
  readonly target: Target;
  readonly key: PlannedKeyCondition;
  readonly where: ConditionNode | undefined;
}

/** An item of a collection, and whose it is. */
interface Entry {
  readonly entity: string;
  readonly item: unknown;
}

/** Plans one query for the items of several entities that share a partition. */
export const collectionPlanner: Planner<CollectionDescription, PagesPlan> = { plan: planCollection };

function planCollection(description: CollectionDescription, context: PlanContext): PagesPlan {
  const { model, index, limit, pageSize, maxPages, maxCapacity, cursor } = description;
  const target = targetOf(model, index);
  checkChoice(model, "order", description.order, ["ascending", "descending"]);
  checkPaging(description, target);
  const members = membersOf(description);
  const key = sharedKey(members);
  const filter = sharedFilter(members);
  const parts = [description.order, key, ...members.flatMap(({ label, where }) => [label, where])];
  const models = members.map((member) => member.model);
  const subject = [...description.members.keys()].join("+");
  const partitions = members[0]?.key.partitions ?? [];
  const identity = { subject, models, target, partitions, parts, lanes: 1 };
  const cursors = cursorsOf(identity, cursor, context.cursorSecret);

  const printer = createPrinter(subject);
  const input = (condition: ConditionNode): PagesPlan["lanes"][number]["input"] => ({
    TableName: context.tableName(model.table.name),
    ...(index === undefined ? {} : { IndexName: index }),
    KeyConditionExpression: printer.keyCondition(condition),
    ...filterInput(printer, filter),
    ...printer.finish(),
    ...orderInput(description.order, cursors.start),
    ...(description.consistent ? { ConsistentRead: true } : {}),
    ...pagingCapacity(maxCapacity, context),
  });
  return {
    kind: "pages",
    request: "Query",
    answer: "page",
    lanes: key === undefined ? [] : [{ input: input(key), position: cursors.start?.positions[0] ?? "start" }],
    direction: cursors.start?.direction ?? "forward",
    filtered: members.some(({ where }) => where !== undefined),
    limit,
    pageSize,
    maxPages,
    maxCapacity,
    hydration: undefined,
    cursors,
    judge: (item) => judge(members, item, context),
    arrange: (page) => grouped(description, page),
  };
}

/** The members that the given attributes can be part of the keys of. */
function membersOf({ model, members, index, key, where }: CollectionDescription): readonly Member[] {
  checkAttributes(model, "the key of a query", key);
  checkAttributes(model, "where", where);
  const given = Object.keys(key).filter((name) => key[name] !== undefined);
  const all = Array.from(members, ([label, member]) => {
    const target = targetOf(member, index);
    const names = new Set([...target.partition, ...target.sort].flatMap(({ attributes }) => attributes));
    return { label, model: member, target, names };
  });
  const stranger = given.find((name) => all.every(({ names }) => !names.has(name)));
  if (stranger !== undefined) {
    const message = "is part of no key of the collection's entities. Use `where` for conditions on other attributes";
    throw refuse(model, [stranger], "invalid_key_condition", message);
  }
  for (const label of Object.keys(where)) {
    if (members.has(label)) continue;
    const message = `names ${JSON.stringify(label)}, and the collection has ${[...members.keys()].join(", ")}`;
    throw refuse(model, ["where"], "unknown_entity", message);
  }
  return all
    .filter(({ names }) => given.every((name) => names.has(name)))
    .map(({ label, model: member, target }) => ({
      label,
      model: member,
      target,
      key: keyCondition(member, target, key),
      where: filterOf(member, own(where, label), target),
    }));
}

/** One key condition that all of the members' items meet; `undefined` where there can be none. */
function sharedKey(members: readonly Member[]): ConditionNode | undefined {
  const possible = members.filter(({ key }) => key.conditions.length > 0).map(({ key }) => key);
  const [first] = possible;
  if (first === undefined) return undefined;
  const nodes = [...(first.partitions[0] ?? []), ...sharedSort(possible)];
  const [node] = nodes;
  return nodes.length === 1 ? node : LogicalNode("AND", nodes);
}

/** Conditions on the sort key that all of them meet, attribute by attribute: those behind one that is no single value say nothing. */
function sharedSort(keys: readonly PlannedKeyCondition[]): readonly ConditionNode[] {
  const nodes: ConditionNode[] = [];
  for (let at = 0; ; at++) {
    const parts = keys.map(({ sort }) => sort[at]).filter((part) => part !== undefined);
    const cover = parts.length === keys.length ? coverConditions(parts.map(({ condition }) => condition)) : undefined;
    const [part] = parts;
    if (cover === undefined || part === undefined) return nodes;
    nodes.push(comparison(part.template, cover));
    if (cover.operator !== "=") return nodes;
  }
}

/** A filter that no item of a member fails which it should not: DynamoDB cannot tell whose an item is, so any one will do. */
function sharedFilter(members: readonly Member[]): ConditionNode | undefined {
  const conditions = members.map(({ where }) => where).filter((where) => where !== undefined);
  if (conditions.length < members.length) return undefined;
  return conditions.length === 1 ? conditions[0] : LogicalNode("OR", conditions);
}

function judge(members: readonly Member[], item: WireItem, context: PlanContext): Verdict {
  const member = members.find(({ model }) => isOwn(model, item));
  if (member === undefined) return { kind: "foreign" };
  const { label, model, target, key, where } = member;
  if (isExpired(model, item, context.now) || key.excluded(item)) return { kind: "hidden" };
  const [condition] = key.conditions;
  if (condition === undefined || !evaluateCondition(condition, item)) return { kind: "hidden" };
  if (where && !evaluateCondition(where, item)) return { kind: "hidden" };
  return readItem(
    context.readMode,
    (): Entry => ({
      entity: label,
      item: decodeItem(model, item, context.readMode, projected(model, target)),
    }),
  );
}

function grouped({ members }: CollectionDescription, page: Page<unknown>): Page<unknown> {
  const groups: Record<string, unknown[]> = {};
  for (const label of members.keys()) groups[label] = [];
  for (const { entity, item } of page.items as readonly Entry[]) groups[entity]?.push(item);
  return Object.freeze({ ...page, groups });
}
