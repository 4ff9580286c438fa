import { KeywrightError } from "@keywright/schema";
import { isRetryable } from "./is-retryable.ts";

const code = "batch-incomplete";

interface BatchIncompleteErrorOptions<Operation, Result> {
  readonly subject: string;
  readonly done: number;
  readonly unprocessed: readonly unknown[];
  readonly operations?: readonly Operation[];
  readonly places?: readonly (number | string)[];
  readonly results?: ReadonlyMap<number | string, Result>;
  readonly uncertain?: readonly Operation[];
  readonly cause?: unknown;
  /** Whether the requests were refused for what passes alone: want of capacity, or other requests at the same items. */
  readonly throttled: boolean;
}

/**
 * A part of a batch is left: DynamoDB was throttled, also when the rest was repeated, or a request failed, which is then the
 * `cause`. What is done stays done.
 */
export class BatchIncompleteError<Operation = unknown, Result = unknown> extends KeywrightError {
  override readonly name: string = "BatchIncompleteError";
  declare readonly code: typeof code;
  /** How many operations, or items, are done. */
  readonly done: number;
  /** The operations that are left, to be sent again: `batchGet(error.operations)`. Empty of a procedure such as `deletePartition`. */
  readonly operations: readonly Operation[];
  /** Where these stood in the batch: their positions from 0, or their labels. */
  readonly places: readonly (number | string)[];
  /** What the operations that are done gave, by position or label. */
  readonly results: ReadonlyMap<number | string, Result>;
  /**
   * Operations that may be carried out: their request got no answer. Of `batchWrite` they are among `operations`, for putting
   * or deleting an item again leaves what doing it once leaves; of `transactAll` they are not: read their items first.
   */
  readonly uncertain: readonly Operation[];
  /** Keys of the items that are left, as they are stored; empty of `transactAll`. */
  readonly unprocessed: readonly unknown[];

  constructor(options: BatchIncompleteErrorOptions<Operation, Result>) {
    const { subject, done, unprocessed, cause, throttled, operations = [], uncertain = [] } = options;
    super({ code, retryable: throttled || isRetryable(cause), cause, message: `${subject}: ${textOf(options)}` });
    this.done = done;
    this.operations = operations;
    this.places = options.places ?? [];
    this.results = options.results ?? new Map();
    this.uncertain = uncertain;
    this.unprocessed = unprocessed;
  }

  static override isInstance(error: unknown): error is BatchIncompleteError {
    return KeywrightError.isInstance(error) && error.code === code;
  }
}

function textOf(options: BatchIncompleteErrorOptions<unknown, unknown>): string {
  const { done, unprocessed, throttled, operations = [], uncertain = [] } = options;
  const again = operations.length > 0 || unprocessed.length === 0 ? "operations" : "unprocessed";
  const left = operations.length > 0 || uncertain.length > 0 ? operations.length : unprocessed.length;
  const doubt = doubtOf(uncertain, operations);
  return throttled
    ? `DynamoDB processed ${done} items of a batch and left ${left}, also after retries.${doubt} Try again with those in \`${again}\`, later or more slowly.`
    : `${done} operations of a batch are done and ${left} are left, because a request failed: see \`cause\`.${doubt} Go on with those in \`${again}\`.`;
}

function doubtOf([first, ...others]: readonly unknown[], operations: readonly unknown[]): string {
  if (first === undefined) return "";
  const number = others.length + 1;
  return operations.includes(first)
    ? ` Of these, ${number} may be carried out: their request got no answer.`
    : ` Besides these, ${number} in \`uncertain\` may be carried out: their request got no answer. Read their items before you repeat them.`;
}
