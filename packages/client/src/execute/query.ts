import type { WireItem } from "@keywright/schema";
import type { Capacity, Page } from "../operation/operation.ts";
import { pageSizeOf, type QueryPlan } from "../plan/read/query.ts";
import { addCapacity, capacityOf, none, type Runtime, request, type Subject } from "./runtime.ts";

/**
 * Sends a query: requests until `limit` items are found, the partition ends or `maxPages` requests were made; without a
 * limit one request. Items that are hidden or not of the entity do not count.
 */
export async function executeQuery(
  runtime: Runtime,
  subject: Subject,
  plan: QueryPlan,
  signal: AbortSignal | undefined,
): Promise<Page<unknown>> {
  const items: unknown[] = [];
  const { input, limit, maxPages } = plan;
  if (input === undefined) return { items, cursor: undefined, capacity: none, skipped: 0 };
  let capacity: Capacity = none;
  let skipped = 0;
  let start = input.ExclusiveStartKey as WireItem | undefined;
  for (let page = 1; ; page++) {
    signal?.throwIfAborted();
    const size = pageSizeOf(plan, items.length);
    const output = await request(
      runtime,
      subject,
      "Query",
      { ...input, ...(start && { ExclusiveStartKey: start }), ...(size === undefined ? {} : { Limit: size }) },
      signal,
    );
    capacity = addCapacity(capacity, capacityOf(output.ConsumedCapacity, true));
    // The SDK's type has a member for types that it does not know; codecs refuse those.
    const found = (output.Items ?? []) as WireItem[];
    const last = output.LastEvaluatedKey as WireItem | undefined;
    for (const [i, stored] of found.entries()) {
      const verdict = plan.judge(stored);
      if (verdict.kind === "foreign") skipped++;
      if (verdict.kind !== "item") continue;
      items.push(verdict.item);
      if (items.length !== limit) continue;
      const more = i + 1 < found.length || last !== undefined;
      return { items, cursor: more ? plan.cursorAfter(stored) : undefined, capacity, skipped };
    }
    if (last === undefined) return { items, cursor: undefined, capacity, skipped };
    if (limit === undefined || page >= maxPages) return { items, cursor: plan.cursorAfter(last), capacity, skipped };
    start = last;
  }
}
