import type { EntityModel } from "@keywright/schema";
import { checkCount } from "../check-input.ts";
import { type CapacityInput, capacityInput, type PlanContext } from "../context.ts";
import { refuse } from "../refuse.ts";
import type { Target } from "./target.ts";

/** Options of every read that has pages. */
export interface Paging {
  readonly model: EntityModel;
  readonly limit: number | undefined;
  readonly pageSize: number | undefined;
  readonly maxPages: number;
  readonly maxCapacity: number | undefined;
  readonly consistent: boolean;
}

/** @throws ValidationError for a count that is none, and for consistency where there is none */
export function checkPaging(paging: Paging, target: Target): void {
  const { model, limit, pageSize, maxPages, maxCapacity, consistent } = paging;
  checkCount(model, "limit", limit);
  checkCount(model, "pageSize", pageSize);
  if (maxPages !== Number.POSITIVE_INFINITY) checkCount(model, "maxPages", maxPages);
  if (maxCapacity !== undefined && !(typeof maxCapacity === "number" && maxCapacity > 0)) {
    throw refuse(model, ["maxCapacity"], "invalid_option", "must be a number of read units, greater than 0");
  }
  if (!consistent || target.type !== "global") return;
  const message = `is not possible on ${target.name}: DynamoDB reads global indexes eventually consistently only. Leave it out, or query the table`;
  throw refuse(model, ["consistent"], "invalid_option", message);
}

/** `ReturnConsumedCapacity`: whatever the connection says, a budget cannot be kept without it. */
export function pagingCapacity(maxCapacity: number | undefined, context: PlanContext): CapacityInput {
  if (maxCapacity === undefined || context.returnCapacity !== "NONE") return capacityInput(context);
  return capacityInput({ returnCapacity: "TOTAL" });
}
