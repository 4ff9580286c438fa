import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { WireItem } from "@keywright/schema";
import { describe, expect, test } from "vitest";
import type { PagedOperation } from "../operation/operation.ts";
import { Event } from "../testing/models.ts";
import { type SentCommand, type StubClient, serviceError, stubClient } from "../testing/stub-client.ts";
import { connect } from "./connect.ts";
import type { Items, ItemsOptions, Progress } from "./items.ts";

interface EventItem {
  readonly seq: number;
}

const pageSize = 1000;
const text = "what the device said. ".repeat(20);

/** A partition with items 1 to `total`, page by page. */
function partition(total: number): StubClient {
  const answer = ({ input }: SentCommand): object => {
    const start = input.ExclusiveStartKey as { readonly seq: { readonly N: string } } | undefined;
    const after = start ? Number(start.seq.N) : 0;
    const size = Math.min((input.Limit as number | undefined) ?? pageSize, pageSize, total - after);
    const key = (i: number): WireItem => ({ pk: { S: "d" }, seq: { N: String(after + i + 1) } });
    return {
      Items: Array.from({ length: size }, (_, i) => ({ ...key(i), msg: { S: `${text}${i}` }, _type: { S: "event" } })),
      ...(after + size < total ? { LastEvaluatedKey: key(size - 1) } : {}),
      ConsumedCapacity: { CapacityUnits: 10 },
    };
  };
  return stubClient(...Array.from({ length: total / pageSize + 2 }, () => answer));
}

function itemsOf(
  client: StubClient,
  options: ItemsOptions,
  query: Readonly<Record<string, unknown>> = {},
): Items<EventItem> {
  return connect(client).items(Event.query({ device: "d" }, query) as PagedOperation<EventItem>, options);
}

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

function heap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** Bytes of heap that go with 90,000 further items. */
async function growth(options: ItemsOptions, take: (item: EventItem) => void): Promise<number> {
  let early = 0;
  let late = 0;
  for await (const item of itemsOf(partition(100_000), options)) {
    take(item);
    if (item.seq === 10_000) early = heap();
    if (item.seq === 100_000) late = heap();
  }
  expect(late).toBeGreaterThan(0);
  return late - early;
}

describe("100,000 items", () => {
  const bound = 4_000_000;

  test.each([false, true])("take no more memory than 10,000 (prefetch: %s)", async (prefetch) => {
    expect(await growth({ prefetch }, () => undefined)).toBeLessThan(bound);
  });

  test("that are kept by the caller are what the heap then holds", async () => {
    const kept: EventItem[] = [];
    expect(await growth({}, (item) => kept.push(item))).toBeGreaterThan(2 * bound);
    expect(kept.map(({ seq }) => seq)).toEqual(Array.from({ length: 100_000 }, (_, i) => i + 1));
  });
});

describe("prefetch", () => {
  test("reads the next page when the first item of this one is given, and not before", async () => {
    for (const prefetch of [true, false]) {
      const client = partition(3000);
      const items = itemsOf(client, { prefetch });
      await items.next();
      expect(client.sent).toHaveLength(prefetch ? 2 : 1);
      await items.next();
      expect(client.sent).toHaveLength(prefetch ? 2 : 1);
    }
  });

  test("reads no more than the limit, and no page after the last", async () => {
    for (const prefetch of [true, false]) {
      const client = partition(3000);
      const found: number[] = [];
      const progress: Progress[] = [];
      const options = { prefetch, onProgress: (at: Progress) => void progress.push(at) };
      for await (const { seq } of itemsOf(client, options, { limit: 1500, pageSize: 1000 })) found.push(seq);
      expect(found).toHaveLength(1500);
      expect(client.sent).toHaveLength(2);
      expect(progress.at(-1)).toMatchObject({ items: 1500, capacity: { read: 20 } });
    }
  });

  test("counts the pages that were given: one that was read ahead is not among them", async () => {
    const progress: Progress[] = [];
    const items = itemsOf(partition(3000), { prefetch: true, onProgress: (at) => void progress.push(at) });
    for await (const { seq } of items) if (seq === 1000) break;
    expect(progress).toEqual([{ pages: 1, items: 1000, skipped: 0, capacity: { read: 10, write: 0 } }]);
  });

  const unhandled = async (work: () => Promise<void>): Promise<readonly unknown[]> => {
    const found: unknown[] = [];
    const listen = (reason: unknown): void => void found.push(reason);
    process.on("unhandledRejection", listen);
    try {
      await work();
      // Rejections that nobody handled are told when all promises of this turn have settled.
      await new Promise((resolve) => setTimeout(resolve, 20));
    } finally {
      process.off("unhandledRejection", listen);
    }
    return found;
  };
  const failsWhenAborted = ({ abortSignal }: SentCommand): Promise<never> =>
    new Promise((_, reject) => {
      abortSignal?.addEventListener("abort", () => reject(serviceError("AbortError")));
    });
  const first = { Items: [{ pk: { S: "d" }, seq: { N: "1" } }], LastEvaluatedKey: { pk: { S: "d" }, seq: { N: "1" } } };

  test("leaves no rejection behind where the loop is left while a page is under way, or after it failed", async () => {
    for (const next of [failsWhenAborted, serviceError("InternalServerError")]) {
      const found = await unhandled(async () => {
        for await (const _ of itemsOf(stubClient(first, next), { prefetch: true })) {
          await new Promise((resolve) => setTimeout(resolve, 5));
          break;
        }
        const items = itemsOf(stubClient(first, next), { prefetch: true });
        await items.next();
        await items.return();
      });
      expect(found).toEqual([]);
    }
  });

  test("ends with what the caller's signal says, and leaves no rejection behind", async () => {
    const found = await unhandled(async () => {
      const controller = new AbortController();
      const items = itemsOf(stubClient(first, failsWhenAborted), { prefetch: true, signal: controller.signal });
      await items.next();
      controller.abort();
      await expect(items.next()).rejects.toMatchObject({ name: "AbortError" });
    });
    expect(found).toEqual([]);
  });
});

describe("cursor", () => {
  test("is the position after the item that was taken last, at every item of every page", async () => {
    for (const prefetch of [true, false]) {
      const items = itemsOf(partition(3000), { prefetch });
      expect(items.cursor).toBeUndefined();
      for await (const { seq } of items) {
        if (seq % 500 !== 0 && seq % 1000 !== 1) continue;
        const { cursor } = items;
        if (seq === 3000) expect(cursor).toBeUndefined();
        else {
          const rest = connect(partition(3000)).send(Event.query({ device: "d" }, { cursor, limit: 1 }));
          expect(await rest).toMatchObject({ items: [{ seq: seq + 1 }] });
        }
      }
      expect(items.cursor).toBeUndefined();
    }
  });
});
