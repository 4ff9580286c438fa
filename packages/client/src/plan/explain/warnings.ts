import { dayFormat, type EntityModel, type KeyTemplate } from "@keywright/schema";
import type { OneDescription, WriteDescription } from "../../operation/description.ts";
import type { ExplainWarning, ExplainWarningCode } from "../../operation/explanation.ts";
import type { OnePlan } from "../plans.ts";
import { canFilterExpired } from "../read/filter.ts";
import { isProjected, type Target, targetOf } from "../read/target.ts";
import type { WritePlan } from "../write/write-plan.ts";
import { fetchesFromTable, isConditional, type PagedDescription } from "./paged.ts";

type Warn = (code: ExplainWarningCode, message: string) => void;

/** What somebody who sends this operation may not expect. `key` are the conditions of a query on its key. */
export function warningsOf(
  description: OneDescription,
  key: readonly string[],
  plan: OnePlan,
): readonly ExplainWarning[] {
  const warnings: ExplainWarning[] = [];
  const warn: Warn = (code, message) => void warnings.push({ code, message });
  switch (description.verb) {
    case "get":
      if (description.consistent) consistentRead(warn);
      partition(description.model, undefined, warn);
      break;
    case "query":
    case "first":
    case "count":
    case "collection":
      pages(description, key, warn);
      partition(description.model, description.index, warn);
      break;
    case "scan":
      scan(description.index ?? description.model.table.name, warn);
      pages(description, key, warn);
      break;
    default:
      write(description, warn);
      if (plan.kind === "write") written(description, plan, warn);
  }
  return warnings;
}

function consistentRead(warn: Warn): void {
  warn("consistent_read", "a consistent read costs twice as much as an eventually consistent one");
}

function scan(target: string, warn: Warn): void {
  warn(
    "scan",
    `reads everything in ${target}, items of other entities too, and its cost grows with it. Query an index where there is one`,
  );
}

function pages(description: PagedDescription, key: readonly string[], warn: Warn): void {
  const { model, index, verb, consistent, pageSize, maxCapacity } = description;
  if (consistent) consistentRead(warn);
  const target = targetOf(model, index);
  const whole = key.length <= target.partition.length;
  if (verb !== "scan" && isConditional(description) && pageSize === undefined && maxCapacity === undefined) {
    const what = whole ? "the whole partition" : "the whole range of the key condition";
    warn(
      "filter_reads_range",
      `the filter is applied after reading: ${what} is read and charged, and a limit on results does not bound it. Put the condition into a key, or set pageSize or maxCapacity`,
    );
  }
  const dropped = droppedAfterReading(description);
  if (dropped) warn("dropped_after_reading", `${dropped}: they are read, charged, and left out by the library`);
  if ((verb === "query" || verb === "first") && description.hydrate) {
    warn("hydrate", "reads every item that is found once more, from the table, each rounded up to 4 KB");
  }
  if (fetchesFromTable(description)) {
    warn(
      "local_index_fetch",
      `${target.name} does not project all that is selected: DynamoDB reads every item once more, from the table`,
    );
  }
}

function droppedAfterReading(description: PagedDescription): string | undefined {
  const { model, index } = description;
  const target = targetOf(model, index);
  if (description.verb === "collection") {
    return "items of entities that are not in the collection, and of members those that their own condition excludes, may lie in the range";
  }
  const ttl = model.timeToLive?.storedName;
  if (ttl === undefined) return undefined;
  const filterable = description.verb === "scan" ? isProjected(target, ttl) : canFilterExpired(model, target);
  return filterable ? undefined : `${target.name} cannot filter by ${ttl}, so expired items may lie in the range`;
}

function partition(model: EntityModel, index: string | undefined, warn: Warn): void {
  const target = targetOf(model, index);
  const { shards } = target;
  if (shards > 1) {
    warn(
      "sharded",
      `each page of ${target.name} takes ${shards} requests, one for each shard, and each is rounded up to 4 KB; what the page has no room for is read again for the next one`,
    );
    return;
  }
  const count = target.partition.reduce((product, template) => product * valuesOf(template), 1);
  if (count > lowCardinality && !isDaily(target)) return;
  const keys = target.partition.map(({ keyAttribute, text }) => `${keyAttribute.name} ('${text}')`).join(", ");
  const values = isDaily(target) ? "few values at a time" : count === 1 ? "one value" : `${count} values`;
  const advice = target.type === "global" ? `, or {shard:10} to the template` : "";
  warn(
    "low_cardinality_key",
    `the partition key of ${target.name}, ${keys}, has ${values}: each takes 3,000 read and 1,000 write units a second at most. Add an attribute that spreads the items${advice}`,
  );
}

const lowCardinality = 100;

/** Whether nothing but days, and what has few values, tells partitions apart: all that is written today is in one of them. */
function isDaily({ partition }: Target): boolean {
  const formats = partition.flatMap(({ parts }) => parts.flatMap((part) => (part.kind === "value" ? part.format : [])));
  const days = formats.filter((format) => format.kind === "fixed" && format.name === dayFormat);
  return days.length > 0 && formats.every((format) => days.includes(format) || format.kind === "finite");
}

/** How many texts a template can print. */
function valuesOf({ parts }: KeyTemplate): number {
  return parts.reduce((product, part) => {
    if (part.kind === "literal") return product;
    if (part.kind === "shard") return product * part.shards;
    return product * (part.format.kind === "finite" ? part.format.values.length : Number.POSITIVE_INFINITY);
  }, 1);
}

function write(description: WriteDescription, warn: Warn): void {
  const { model, verb } = description;
  if (verb === "put" && model.version === undefined && description.where === undefined) {
    warn(
      "overwrites",
      `${model.name} has no version: whoever puts last wins, and what others changed since the item was read is lost. Use update, a condition, or a version`,
    );
  }
  if (verb === "check" || verb === "move") {
    warn("transaction", "is sent as a transaction, which costs double on the table");
  }
  const written = verb === "check" || verb === "delete" ? [] : model.indexes.keys();
  for (const index of [undefined, ...written]) {
    // The partition key of a local index is that of the table.
    if (index === undefined || model.table.indexes.get(index)?.type === "global") partition(model, index, warn);
  }
}

function written({ model }: WriteDescription, { actions, transaction }: WritePlan, warn: Warn): void {
  const claims = [...new Set(actions.flatMap(({ claim }) => (claim ? [`unique.${claim.name}`] : [])))];
  if (claims.length > 0) {
    warn(
      "unique",
      `keeps ${claims.join(" and ")}: each value is an item of its own, and all are written in one transaction, which costs double on the table`,
    );
  }
  const relies = transaction || actions.some(({ input }) => input.ConditionExpression !== undefined);
  if (model.table.globalTable === "eventual" && relies) {
    warn(
      "last_writer_wins",
      `'${model.table.name}' has replicas of which the last writer wins: a condition, a version or a claim holds in one Region alone, and a later write in another one replaces this without a conflict. Send all writes of an item in one Region`,
    );
  }
}
