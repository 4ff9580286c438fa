import { ReadError, type WireItem } from "@keywright/schema";
import type { BatchGetPlan } from "../plan/batch/get.ts";
import type { ItemWrite } from "../plan/batch/item-writes.ts";
import type { KeyRead } from "../plan/batch/key-reads.ts";
import type { BatchWritePlan } from "../plan/batch/write.ts";
import { resultsOf } from "../plan/several.ts";
import { type Batch, leftOf, newBatch, stop } from "./batch.ts";
import { type Limits, withDeadline } from "./deadline.ts";
import { incompleteOperations } from "./incomplete.ts";
import { readKeys } from "./read-keys.ts";
import type { Runtime, Subject } from "./runtime.ts";
import { type Unanswered, uncertainOf, writeItems } from "./write-items.ts";

/**
 * Sends a batch.
 *
 * @throws BatchIncompleteError where some of it is done and some is left
 */
export async function executeBatch(
  runtime: Runtime,
  subject: Subject,
  plan: BatchGetPlan | BatchWritePlan,
  limits: Limits,
): Promise<unknown> {
  return plan.kind === "batchGet"
    ? executeBatchGet(runtime, subject, plan, limits)
    : executeBatchWrite(runtime, subject, plan, limits);
}

async function executeBatchGet(
  runtime: Runtime,
  subject: Subject,
  { lanes, parts, description }: BatchGetPlan,
  limits: Limits,
): Promise<unknown> {
  const batch = newBatch<KeyRead>(lanes);
  const items = new Map<string, WireItem>();
  const sent = (signal: AbortSignal | undefined): Promise<void> =>
    readKeys(runtime, subject, batch, items, description.options, signal);
  await untilDeadline(batch, limits, subject, sent);
  const left = leftOf(batch);
  const ids = idsOf(lanes, parts.length);
  const resultOf = (position: number): unknown => parts[position]?.result(items.get(ids[position] ?? ""));
  if (left.length === 0) {
    const results = parts.map((_, position) => resultOf(position));
    return resultsOf(description.labels, results);
  }
  // Nothing is read, and nothing else to be said than why.
  if (batch.failure !== undefined && batch.done === 0) throw batch.failure;
  throw incompleteOperations(subject, batch, description, left, new Set(), readable(resultOf));
}

async function executeBatchWrite(
  runtime: Runtime,
  subject: Subject,
  { lanes, parts, description }: BatchWritePlan,
  limits: Limits,
): Promise<unknown> {
  const batch = newBatch<ItemWrite>(lanes);
  const unanswered: Unanswered = new Map();
  const sent = (signal: AbortSignal | undefined): Promise<void> =>
    writeItems(runtime, subject, batch, unanswered, description.options, signal);
  await untilDeadline(batch, limits, subject, sent);
  const left = leftOf(batch);
  const resultOf = (position: number): unknown => parts[position]?.result(undefined);
  if (left.length === 0) {
    const results = parts.map((_, position) => resultOf(position));
    return resultsOf(description.labels, results);
  }
  const uncertain = uncertainOf(unanswered);
  // Nothing is written, for certain.
  if (batch.failure !== undefined && batch.done === 0 && uncertain.size === 0) throw batch.failure;
  throw incompleteOperations(subject, batch, description, left, uncertain, (position) => ({
    value: resultOf(position),
  }));
}

/** Waits for a batch, but not beyond the deadline: what is under way by then is left. */
async function untilDeadline<P extends KeyRead | ItemWrite>(
  batch: Batch<P>,
  limits: Limits,
  { entity, verb }: Subject,
  send: (signal: AbortSignal | undefined) => Promise<void>,
): Promise<void> {
  try {
    await withDeadline(limits, `${entity}.${verb}`, send);
  } catch (error) {
    stop(batch, error);
  }
}

/** The id of what each operation is about. */
function idsOf(lanes: readonly (readonly KeyRead[])[], operations: number): readonly (string | undefined)[] {
  const ids = Array.from<string | undefined>({ length: operations });
  for (const { id, positions } of lanes.flat()) for (const position of positions) ids[position] = id;
  return ids;
}

/** What an operation gave, or nothing where it has to be sent again to say why it cannot be read. */
function readable(
  resultOf: (position: number) => unknown,
): (position: number) => { readonly value: unknown } | undefined {
  return (position) => {
    try {
      return { value: resultOf(position) };
    } catch (error) {
      if (ReadError.isInstance(error)) return undefined;
      throw error;
    }
  };
}
