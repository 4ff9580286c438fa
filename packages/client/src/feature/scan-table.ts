import type { TableModel, WireItem } from "@keywright/schema";
import { type Runtime, request, type Subject } from "../execute/runtime.ts";
import { capacityInput } from "../plan/context.ts";

/** Which items of a table to read: all of them, consistently, where nothing else is said. */
interface TableScan {
  readonly consistent?: boolean;
  /** How many items to read at most. */
  readonly limit?: number;
}

/** The items of an entity's table, or of another one, as they are stored, page by page, whosever they are. */
export async function* scanTable(
  runtime: Runtime,
  subject: Subject,
  { model }: { readonly model: { readonly table: TableModel } },
  signal: AbortSignal | undefined,
  { consistent = true, limit = Number.POSITIVE_INFINITY }: TableScan = {},
): AsyncGenerator<readonly WireItem[]> {
  const context = runtime.context();
  const input = {
    TableName: context.tableName(model.table.name),
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
