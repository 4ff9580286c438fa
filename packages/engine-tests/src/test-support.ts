import { ScanCommand } from "@aws-sdk/client-dynamodb";
import type { WireItem } from "@keywright/schema";
import { startDynamoDB, type TestDynamoDB } from "@keywright/testkit";
import type { AnyTable } from "keywright";
import { afterAll, beforeAll, vi } from "vitest";

/** An engine for the tests of a file, chosen as `KEYWRIGHT_ENGINE` says. */
export function useDynamoDB(options: Parameters<typeof startDynamoDB>[0] = {}): () => TestDynamoDB {
  let dynamodb: TestDynamoDB | undefined;
  beforeAll(async () => {
    dynamodb = await startDynamoDB(options);
  });
  afterAll(() => dynamodb?.stop());
  return () => {
    if (dynamodb === undefined) throw new Error("the engine is there while tests run");
    return dynamodb;
  };
}

/** The name that a table has in this test. */
export function nameOf({ tableNames }: TestDynamoDB, table: AnyTable): string {
  return tableNames[table.model.name] ?? table.model.name;
}

/** Everything that is stored in a table, or in one of its indexes, in the wire form. */
export async function storedItems(
  dynamodb: TestDynamoDB,
  table: AnyTable,
  index?: string,
): Promise<readonly WireItem[]> {
  const items: WireItem[] = [];
  let start: WireItem | undefined;
  do {
    const output = await dynamodb.client.send(
      new ScanCommand({ TableName: nameOf(dynamodb, table), IndexName: index, ExclusiveStartKey: start }),
    );
    items.push(...((output.Items ?? []) as WireItem[]));
    start = output.LastEvaluatedKey as WireItem | undefined;
  } while (start !== undefined);
  return items;
}

/** How often a property is tried: more or less than usual by the factor in `KEYWRIGHT_RUNS`. */
export function runs(usual: number): number {
  return Math.max(1, Math.round(usual * Number(process.env.KEYWRIGHT_RUNS ?? 1)));
}

/**
 * Lets timers stand still while it works, but for the milliseconds that `pass` lets pass: a deadline is then over at the moment that
 * counts, however long a busy machine took to come there. Pauses of `node:timers/promises` go on.
 */
export async function withStandingTimers<T>(work: (pass: (milliseconds: number) => void) => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    // Later than the call that asks for it, which goes on first.
    return await work((milliseconds) => void setImmediate(() => vi.advanceTimersByTime(milliseconds)));
  } finally {
    vi.useRealTimers();
  }
}
