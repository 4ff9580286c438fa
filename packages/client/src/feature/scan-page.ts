import type { TableModel, WireItem } from "@keywright/schema";
import { capacityOf, type Runtime, request, type Subject } from "../execute/runtime.ts";
import type { Capacity } from "../operation/page.ts";
import { capacityInput } from "../plan/context.ts";

/** One request of a scan of a table. */
export interface ScanRequest {
  readonly consistent: boolean;
  /** How many items to read at most. */
  readonly limit?: number | undefined;
  /** The key after which to go on. */
  readonly start?: WireItem | undefined;
  /** Which part of how many. */
  readonly segment?: { readonly number: number; readonly of: number } | undefined;
}

export interface ScannedPage {
  /** Items as they are stored, whosever they are. */
  readonly items: readonly WireItem[];
  /** The key after which to go on; not there after the last page. */
  readonly next: WireItem | undefined;
  readonly capacity: Capacity;
}

/** Reads one page of a table. */
export async function scanPage(
  runtime: Runtime,
  subject: Subject,
  table: TableModel,
  { consistent, limit, start, segment }: ScanRequest,
  signal: AbortSignal | undefined,
): Promise<ScannedPage> {
  const context = runtime.context();
  const input = {
    TableName: context.tableName(table.name),
    ...(consistent && { ConsistentRead: true }),
    ...capacityInput(context),
    ...(limit !== undefined && { Limit: limit }),
    ...(start && { ExclusiveStartKey: start }),
    ...(segment && { Segment: segment.number, TotalSegments: segment.of }),
  };
  const output = await request(runtime, subject, "Scan", input, signal);
  return {
    // The SDK's type has a member for types that it does not know; codecs refuse those.
    items: (output.Items ?? []) as WireItem[],
    next: output.LastEvaluatedKey as WireItem | undefined,
    capacity: capacityOf(output.ConsumedCapacity, true),
  };
}
