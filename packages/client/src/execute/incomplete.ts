import { BatchIncompleteError } from "../error/batch-incomplete-error.ts";
import type { BatchGetPlan } from "../plan/batch/get.ts";
import type { ItemWrite } from "../plan/batch/item-writes.ts";
import type { KeyRead } from "../plan/batch/key-reads.ts";
import type { BatchWritePlan } from "../plan/batch/write.ts";
import { type Batch, leftOf } from "./batch.ts";
import type { Subject } from "./runtime.ts";

/** The error of a batch of operations of which some are left. */
export function incompleteOperations<P extends KeyRead | ItemWrite>(
  { entity, verb }: Subject,
  batch: Batch<P>,
  { labels, given }: (BatchGetPlan | BatchWritePlan)["description"],
  left: readonly P[],
  uncertain: ReadonlySet<ItemWrite | KeyRead>,
  resultOf: (position: number) => { readonly value: unknown } | undefined,
): BatchIncompleteError {
  const place = (position: number): number | string => labels?.[position] ?? position;
  const notDone = new Set(left.flatMap(({ positions }) => positions));
  const results = new Map<number | string, unknown>();
  for (const position of given.keys()) {
    if (notDone.has(position)) continue;
    const result = resultOf(position);
    if (result) results.set(place(position), result.value);
    else notDone.add(position);
  }
  const positions = [...notDone].sort((a, b) => a - b);
  const inDoubt = new Set(left.flatMap((part) => (uncertain.has(part) ? part.positions : [])));
  return new BatchIncompleteError({
    subject: `${entity}.${verb}`,
    done: results.size,
    unprocessed: left.map(({ key }) => key),
    operations: positions.map((position) => given[position]),
    places: positions.map(place),
    results,
    uncertain: positions.filter((position) => inDoubt.has(position)).map((position) => given[position]),
    ...reasonOf(batch),
  });
}

/** What a procedure fails with that reads or writes items for itself, of which some are left. */
export function incompleteItems<P extends KeyRead | ItemWrite>({ entity, verb }: Subject, batch: Batch<P>): unknown {
  if (batch.failure !== undefined) return batch.failure;
  const unprocessed = leftOf(batch).map(({ key }) => key);
  return new BatchIncompleteError({ subject: `${entity}.${verb}`, done: batch.done, unprocessed, ...reasonOf(batch) });
}

function reasonOf<P extends KeyRead | ItemWrite>({
  failure,
  throttled,
}: Batch<P>): {
  readonly cause: unknown;
  readonly throttled: boolean;
} {
  return { cause: failure ?? throttled, throttled: failure === undefined };
}
