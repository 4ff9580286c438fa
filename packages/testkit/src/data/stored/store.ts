import { setTimeout as sleep } from "node:timers/promises";
import { BatchWriteItemCommand, ScanCommand, type WriteRequest } from "@aws-sdk/client-dynamodb";
import type { WireItem } from "keywright";
import { TestkitError } from "../../error/testkit-error.ts";
import type { TestDynamoDB } from "../../tables/start-dynamodb.ts";

/** Where the tables are: what `startDynamoDB` gives. */
export type Store = Pick<TestDynamoDB, "client" | "tableNames">;

/** What is told of long work. */
export interface DataProgress {
  /** Items written, read or deleted so far. */
  readonly items: number;
}

export interface DataOptions {
  /** Called after each page or batch. */
  readonly onProgress?: (progress: DataProgress) => void;
  /** Ends the work between two requests, and rejects with its reason. What was written stays. */
  readonly signal?: AbortSignal;
}

/**
 * The name of a table in the service.
 *
 * @throws {TestkitError} `table-not-created`
 */
export function nameIn({ tableNames }: Pick<Store, "tableNames">, logical: string): string {
  const name = Object.hasOwn(tableNames, logical) ? tableNames[logical] : undefined;
  if (name !== undefined) return name;
  const known = Object.keys(tableNames).map((each) => `'${each}'`);
  throw new TestkitError({
    code: "table-not-created",
    message: `There is no table '${logical}' in this test; there ${known.length === 0 ? "is none" : `are ${known.join(", ")}`}. Name it in startDynamoDB({ tables: [...] }), or call createTables() first.`,
  });
}

/** A filter of a scan, or a condition of a write. */
export interface Filter {
  readonly expression: string;
  readonly names: Record<string, string>;
  readonly values: WireItem;
}

interface Page {
  readonly filter?: Filter;
  readonly limit?: number;
}

/** The items of a table as they are stored, read consistently, page by page. */
export async function* pagesOf(
  { client }: Store,
  tableName: string,
  signal: AbortSignal | undefined,
  { filter, limit }: Page = {},
): AsyncGenerator<readonly WireItem[]> {
  let start: WireItem | undefined;
  do {
    signal?.throwIfAborted();
    const output = await client.send(
      new ScanCommand({
        TableName: tableName,
        ConsistentRead: true,
        ExclusiveStartKey: start,
        Limit: limit,
        ...(filter && {
          FilterExpression: filter.expression,
          ExpressionAttributeNames: filter.names,
          ExpressionAttributeValues: filter.values,
        }),
      }),
      signal ? { abortSignal: signal } : {},
    );
    // The SDK's types have a member for types that it does not know.
    yield (output.Items ?? []) as WireItem[];
    start = output.LastEvaluatedKey as WireItem | undefined;
  } while (start !== undefined);
}

/** What a `BatchWriteItem` takes. */
export const BATCH = 25;
const FRUITLESS_ATTEMPTS = 10;

/**
 * Puts up to 25 items, and again what was left unprocessed.
 *
 * @throws {TestkitError} `data-unprocessed`
 */
export function putBatch(store: Store, tableName: string, items: readonly WireItem[]): Promise<void> {
  return writeBatch(
    store,
    tableName,
    items.map((Item) => ({ PutRequest: { Item } })),
  );
}

/** Deletes items by their keys, like `putBatch`, however many. */
export async function deleteBatch(store: Store, tableName: string, keys: readonly WireItem[]): Promise<void> {
  for (let start = 0; start < keys.length; start += BATCH) {
    const requests = keys.slice(start, start + BATCH).map((Key) => ({ DeleteRequest: { Key } }));
    await writeBatch(store, tableName, requests);
  }
}

async function writeBatch({ client }: Store, tableName: string, requests: readonly WriteRequest[]): Promise<void> {
  let left: readonly WriteRequest[] = requests;
  for (let fruitless = 0; left.length > 0; ) {
    const { UnprocessedItems } = await client.send(
      new BatchWriteItemCommand({ RequestItems: { [tableName]: [...left] } }),
    );
    const unprocessed = UnprocessedItems?.[tableName] ?? [];
    fruitless = unprocessed.length < left.length ? 0 : fruitless + 1;
    if (fruitless >= FRUITLESS_ATTEMPTS) {
      throw new TestkitError({
        code: "data-unprocessed",
        message: `DynamoDB left ${unprocessed.length} of ${requests.length} items of a batch for table '${tableName}' unprocessed, also when they were sent ${FRUITLESS_ATTEMPTS} times more: it is throttled. Try again later, or give the table more capacity.`,
      });
    }
    left = unprocessed;
    if (left.length > 0) await sleep(Math.min(1000, 10 * 2 ** fruitless));
  }
}
