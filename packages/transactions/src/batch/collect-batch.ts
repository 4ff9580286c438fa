import type { BatchOptions, Operation, WriteDescription } from "@keywright/client";
import type { EntityModel } from "@keywright/schema";
import { collect, type OneDescription } from "../transact/collect.ts";
import type { Operations } from "../transact/types.ts";

interface Batch<D> {
  readonly model: EntityModel | undefined;
  readonly operations: readonly D[];
  readonly labels: readonly string[] | undefined;
  /** The operations themselves. */
  readonly given: readonly object[];
  readonly options: BatchOptions;
}

/**
 * What describes a batch, but for its verb. A batch may be empty, as lists of keys often are.
 *
 * @throws ValidationError where an operation is of another kind
 */
export function collectBatch<D extends OneDescription = WriteDescription>(
  name: string,
  operations: Operations<Operation<unknown>>,
  verbs: ReadonlySet<string>,
  options: BatchOptions,
  advice?: string,
): Batch<D> {
  const given = Object.values(operations);
  if (given.length === 0) {
    const labels = Array.isArray(operations) ? undefined : [];
    return { model: undefined, operations: [], labels, given, options };
  }
  const { model, labels, descriptions } = collect<D>(name, operations, verbs, advice);
  return { model, labels, operations: descriptions, given, options };
}
