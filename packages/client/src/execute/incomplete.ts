import { ReadError, type WireItem } from "@keywright/schema";
import { BatchIncompleteError } from "../error/batch-incomplete-error.ts";
import { OutcomeUnknownError } from "../error/outcome-unknown-error.ts";
import type { BatchPart } from "../plan/batch/chunks.ts";
import type { BatchPlan } from "../plan/batch/requests.ts";
import { type Batch, leftOf } from "./batch.ts";
import type { Subject } from "./runtime.ts";

/** A part of a batch: most of them are of one item. */
export interface Part extends BatchPart {
  readonly key?: WireItem;
}

interface Left<P> {
  readonly left: readonly P[];
  /** Those that may be done. */
  readonly inDoubt: ReadonlySet<P>;
  /** Whether these are like the others that are left, because doing them twice does no harm. */
  readonly repeatable: boolean;
  resultOf(position: number): unknown;
}

/** The error of a batch of operations of which some are left. */
export function incompleteOperations<P extends Part>(
  { entity, verb }: Subject,
  batch: Batch<P>,
  { labels, given }: BatchPlan["description"],
  { left, inDoubt, repeatable, resultOf }: Left<P>,
): BatchIncompleteError {
  const place = (position: number): number | string => labels?.[position] ?? position;
  const notDone = new Set(left.flatMap(({ positions }) => positions));
  const results = new Map<number | string, unknown>();
  for (const position of given.keys()) {
    if (notDone.has(position)) continue;
    const result = readable(resultOf, position);
    if (result) results.set(place(position), result.value);
    else notDone.add(position);
  }
  const uncertain = new Set(left.flatMap((part) => (inDoubt.has(part) ? part.positions : [])));
  const positions = [...notDone].filter((each) => repeatable || !uncertain.has(each)).sort((a, b) => a - b);
  return new BatchIncompleteError({
    subject: `${entity}.${verb}`,
    done: results.size,
    unprocessed: keysOf(left),
    operations: positions.map((position) => given[position]),
    places: positions.map(place),
    results,
    uncertain: [...uncertain].sort((a, b) => a - b).map((position) => given[position]),
    ...reasonOf(batch),
  });
}

/** What an operation gave, or nothing where it has to be sent again to say why it cannot be read. */
function readable(resultOf: (position: number) => unknown, position: number): { readonly value: unknown } | undefined {
  try {
    return { value: resultOf(position) };
  } catch (error) {
    if (ReadError.isInstance(error)) return undefined;
    throw error;
  }
}

/** What a procedure fails with that reads or writes items for itself, of which some are left. */
export function incompleteItems<P extends Part>({ entity, verb }: Subject, batch: Batch<P>): unknown {
  if (batch.failure !== undefined) return batch.failure;
  const unprocessed = keysOf(leftOf(batch));
  return new BatchIncompleteError({ subject: `${entity}.${verb}`, done: batch.done, unprocessed, ...reasonOf(batch) });
}

function keysOf(parts: readonly Part[]): readonly WireItem[] {
  return parts.flatMap(({ key }) => (key === undefined ? [] : [key]));
}

function reasonOf<P extends Part>({
  failure,
  hindrance,
}: Batch<P>): {
  readonly cause: unknown;
  readonly throttled: boolean;
} {
  const throttled = failure === undefined && !OutcomeUnknownError.isInstance(hindrance);
  return { cause: failure ?? hindrance, throttled };
}
