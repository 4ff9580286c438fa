import type { EntityModel, WireItem } from "@keywright/schema";
import { type Runtime, request, type Subject } from "../execute/runtime.ts";
import { capacityInput } from "../plan/context.ts";

/** Which items of a table to read. */
export interface TableScan {
  readonly consistent: boolean;
  /** How many items to read at most. */
  readonly limit?: number;
  readonly signal: AbortSignal | undefined;
}

/** The items of a table as they are stored, page by page, whosever they are. */
export async function* scanTable(
  runtime: Runtime,
  subject: Subject,
  { table }: EntityModel,
  { consistent, limit = Number.POSITIVE_INFINITY, signal }: TableScan,
): AsyncGenerator<readonly WireItem[]> {
  const context = runtime.context();
  const input = {
    TableName: context.tableName(table.name),
    ...(consistent && { ConsistentRead: true }),
    ...capacityInput(context),
  };
  let left = limit;
  let start: WireItem | undefined;
  do {
    const page = {
      ...input,
      ...(Number.isFinite(left) && { Limit: left }),
      ...(start && { ExclusiveStartKey: start }),
    };
    const output = await request(runtime, subject, "Scan", page, signal);
    // The SDK's type has a member for types that it does not know; codecs refuse those.
    const items = (output.Items ?? []) as WireItem[];
    left -= items.length;
    yield items;
    start = output.LastEvaluatedKey as WireItem | undefined;
  } while (start !== undefined && left > 0);
}
