import type { WireItem } from "@keywright/schema";
import type { Description, OneDescription, SeveralDescription, WriteDescription } from "../../operation/description.ts";
import type { ExplainedCapacity, ExplainedRequest, ExplainOptions, Explanation } from "../../operation/explanation.ts";
import { type PlanContext, tableNames } from "../context.ts";
import { planOne, planOperation, planSeveral } from "../plan.ts";
import type { ExplainParts, SeveralPlanner } from "../planner.ts";
import type { OnePlan, SeveralPlan } from "../plans.ts";
import { requestInput } from "../request-input.ts";
import { keyOfAction } from "../write/write-plan.ts";
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
  const context: PlanContext = {
    ...tableNames(options.tables),
    now,
    writeMark: () => options.writeMark ?? sampleMark,
    returnCapacity: "NONE",
    readMode: "structural",
    cursorSecret: undefined,
  };
  if ("operations" in description) {
    const { explain } = description.by as SeveralPlanner<SeveralDescription, SeveralPlan>;
    const plan = planSeveral(description, context);
    const explainPart: ExplainParts["explainOne"] = (one, part, given) => explainOne(one, part, given, now);
    return explain(description, plan, { context, options, planOne, explainOne: explainPart });
  }
  const explained = explainOne(description, planOperation(description, context), options, now);
  return { summary: summaryOf(`${description.model.name}.${description.verb}`, explained), ...explained };
}

function explainOne(
  description: OneDescription,
  plan: OnePlan,
  options: ExplainOptions,
  now: Date,
): Omit<Explanation, "summary"> {
  const { model } = description;
  const index = "index" in description ? description.index : undefined;
  const key = keyOf(plan);
  return {
    requests: requestsOf(plan),
    table: tableNames(options.tables).tableName(model.table.name),
    ...(index === undefined ? {} : { index }),
    key,
    capacity: capacityOf(description, plan, options, now),
    warnings: warningsOf(description, key, plan),
  };
}

function requestsOf(plan: OnePlan): readonly ExplainedRequest[] {
  if (plan.kind === "pages") {
    const lanes = plan.lanes.filter(({ position }) => position !== "end");
    return lanes.map((lane) => ({
      request: plan.request,
      input: requestInput({ ...plan, lanes: [lane] }) ?? lane.input,
    }));
  }
  const input = requestInput(plan);
  if (input === undefined) return [];
  if (plan.kind === "get") return [{ request: "GetItem", input }];
  const [action] = plan.actions;
  return [{ request: action === undefined || plan.transaction ? "TransactWriteItems" : `${action.type}Item`, input }];
}

function keyOf(plan: OnePlan): readonly string[] {
  switch (plan.kind) {
    case "get":
      return keyWords(plan.input.Key as WireItem);
    case "pages":
      return conditionWords(plan.lanes[0]?.input ?? {});
    default:
      return plan.actions.flatMap((action) => (action.claim ? [] : keyWords(keyOfAction(action))));
  }
}

function capacityOf(description: OneDescription, plan: OnePlan, options: ExplainOptions, now: Date): ExplainedCapacity {
  if (plan.kind === "get" && description.verb === "get") return getCapacity(description, options, now);
  if (plan.kind === "pages") return pagesCapacity(description as PagedDescription, plan, options, now);
  if (plan.kind === "write") return writeCapacity(description as WriteDescription, plan, options, now);
  throw new Error(`${description.verb} has a plan of another kind`);
}
