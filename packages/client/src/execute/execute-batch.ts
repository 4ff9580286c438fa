import type { WireItem } from "@keywright/schema";
import type { BatchGetPlan } from "../plan/batch/get.ts";
import type { BatchPlan } from "../plan/batch/requests.ts";
import type { TransactAllPlan } from "../plan/batch/transact-all.ts";
import type { BatchWritePlan } from "../plan/batch/write.ts";
import { resultsOf } from "../plan/several.ts";
import { type Batch, leftOf, newBatch, stop } from "./batch.ts";
import { type Limits, withDeadline } from "./deadline.ts";
import { incompleteOperations, type Part } from "./incomplete.ts";
import { readKeys } from "./read-keys.ts";
import type { Runtime, Subject } from "./runtime.ts";
import { type SentTransactions, transactChunks, uncertainTransactions } from "./transact-chunks.ts";
import { type Unanswered, uncertainWrites, writeItems } from "./write-items.ts";

/** How the parts of a batch are sent, and what is known of them in the end. */
interface Sending<P> {
  send(signal: AbortSignal | undefined): Promise<void>;
  resultOf(position: number): unknown;
  /** What may be carried out, though nothing says so. */
  uncertain(): ReadonlySet<P>;
  /** Whether that may be carried out twice. */
  readonly repeatable: boolean;
}

export function sendBatchGet(runtime: Runtime, subject: Subject, plan: BatchGetPlan, limits: Limits): Promise<unknown> {
  const { lanes, parts, description } = plan;
  const batch = newBatch(lanes);
  const items = new Map<string, WireItem>();
  const ids = Array.from<string | undefined>({ length: parts.length });
  for (const { id, positions } of lanes.flat()) for (const position of positions) ids[position] = id;
  return finish(subject, plan, batch, limits, {
    send: (signal) => readKeys(runtime, subject, batch, items, description.options, signal),
    resultOf: (position) => parts[position]?.result(items.get(ids[position] ?? "")),
    uncertain: () => new Set(),
    repeatable: true,
  });
}

export function sendBatchWrite(
  runtime: Runtime,
  subject: Subject,
  plan: BatchWritePlan,
  limits: Limits,
): Promise<unknown> {
  const { lanes, parts, description } = plan;
  const batch = newBatch(lanes);
  const unanswered: Unanswered = new Map();
  return finish(subject, plan, batch, limits, {
    send: (signal) => writeItems(runtime, subject, batch, unanswered, description.options, signal),
    resultOf: (position) => parts[position]?.result(undefined),
    uncertain: () => uncertainWrites(unanswered),
    repeatable: true,
  });
}

export function sendTransactAll(
  runtime: Runtime,
  subject: Subject,
  plan: TransactAllPlan,
  limits: Limits,
): Promise<unknown> {
  const batch = newBatch(plan.lanes);
  const sent: SentTransactions = new Map();
  return finish(subject, plan, batch, limits, {
    send: (signal) => transactChunks(runtime, subject, batch, sent, plan.description.options, signal),
    resultOf: (position) => plan.result(position),
    uncertain: () => uncertainTransactions(sent),
    repeatable: false,
  });
}

/**
 * Sends a batch, and says what became of it.
 *
 * @throws BatchIncompleteError where some of it is done and some is left
 */
async function finish<P extends Part>(
  subject: Subject,
  { description, parts }: BatchPlan,
  batch: Batch<P>,
  limits: Limits,
  { send, resultOf, uncertain, repeatable }: Sending<P>,
): Promise<unknown> {
  // The parts that a deadline leaves must be told from those that are done.
  try {
    await withDeadline(limits, `${subject.entity}.${subject.verb}`, send);
  } catch (error) {
    stop(batch, error);
    // Not what its signal then made of the requests that were under way.
    batch.failure = error;
  }
  const left = leftOf(batch);
  if (left.length === 0) {
    if (batch.thrown) throw batch.thrown.error;
    const results = parts.map((_, position) => resultOf(position));
    return resultsOf(description.labels, results);
  }
  const inDoubt = uncertain();
  // Nothing is done for certain, and nothing else to be said than why.
  if (batch.failure !== undefined && batch.done === 0 && inDoubt.size === 0) throw batch.failure;
  throw incompleteOperations(subject, batch, description, { left, inDoubt, repeatable, resultOf });
}
