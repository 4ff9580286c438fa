import type { EntityModel, WireItem } from "@keywright/schema";
import type { Description, WriteDescription } from "../../operation/description.ts";
import type { ExplainedCapacity, ExplainedRequest, ExplainOptions, Explanation } from "../../operation/explanation.ts";
import { tableNames } from "../context.ts";
import { type Plan, planOperation } from "../plan.ts";
import { requestInput } from "../request-input.ts";
import { tableKeyOf } from "../stored-key.ts";
import { conditionWords, keyWords } from "./key-words.ts";
import type { PagedDescription } from "./paged.ts";
import { getCapacity, pagesCapacity } from "./read-capacity.ts";
import { sampleMark } from "./stored-item.ts";
import { summaryOf } from "./summary.ts";
import { warningsOf } from "./warnings.ts";
import { writeCapacity } from "./write-capacity.ts";

/**
 * What an operation would send, and what that would cost. Sends nothing.
 *
 * @throws ValidationError, CursorError, LimitError as sending would
 */
export function explainOperation(description: Description, options: ExplainOptions): Explanation {
  const now = options.now ?? new Date();
  const plan = planOperation(description, {
    ...tableNames(options.tables),
    now,
    writeMark: () => options.writeMark ?? sampleMark,
    returnCapacity: "NONE",
    readMode: "structural",
    cursorSecret: undefined,
  });
  const { model, verb } = description;
  const index = "index" in description ? description.index : undefined;
  const key = keyOf(plan, model);
  const found: Omit<Explanation, "summary"> = {
    requests: requestsOf(plan),
    table: tableNames(options.tables).tableName(model.table.name),
    ...(index === undefined ? {} : { index }),
    key,
    capacity: capacityOf(description, plan, options, now),
    warnings: warningsOf(description, key),
  };
  return { summary: summaryOf(`${model.name}.${verb}`, found), ...found };
}

function requestsOf(plan: Plan): readonly ExplainedRequest[] {
  const input = requestInput(plan);
  if (input === undefined) return [];
  if (plan.kind === "get") return [{ request: "GetItem", input }];
  if (plan.kind === "pages") {
    const lanes = plan.lanes.filter(({ position }) => position !== "end");
    return lanes.map((lane) => ({
      request: plan.request,
      input: requestInput({ ...plan, lanes: [lane] }) ?? lane.input,
    }));
  }
  const [action, ...others] = plan.actions;
  const single = others.length === 0 && action !== undefined && action.type !== "ConditionCheck";
  return [{ request: single ? `${action.type}Item` : "TransactWriteItems", input }];
}

function keyOf(plan: Plan, model: EntityModel): readonly string[] {
  switch (plan.kind) {
    case "get":
      return keyWords(plan.input.Key as WireItem);
    case "pages":
      return conditionWords(plan.lanes[0]?.input ?? {});
    default:
      return plan.actions.flatMap((action) => keyOfAction(action, model));
  }
}

function keyOfAction(
  action: Extract<Plan, { kind: "write" }>["actions"][number],
  model: EntityModel,
): readonly string[] {
  if (action.type !== "Put") return keyWords(action.input.Key as WireItem);
  return keyWords(tableKeyOf(model, action.input.Item as WireItem));
}

function capacityOf(description: Description, plan: Plan, options: ExplainOptions, now: Date): ExplainedCapacity {
  if (plan.kind === "get" && description.verb === "get") return getCapacity(description, options, now);
  if (plan.kind === "pages") return pagesCapacity(description as PagedDescription, plan, options, now);
  if (plan.kind === "write") return writeCapacity(description as WriteDescription, plan, options, now);
  throw new Error(`${description.verb} has a plan of another kind`);
}
