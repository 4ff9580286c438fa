import type { WireItem } from "@keywright/schema";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { BatchIncompleteError } from "../error/batch-incomplete-error.ts";
import { connect } from "../feature/connect.ts";
import { deletePartition } from "../feature/delete-partition.ts";
import type { PagedOperation } from "../operation/operation.ts";
import type { HydratedPage } from "../operation/page.ts";
import { Event, Task } from "../testing/models.ts";
import { at } from "../testing/requests.ts";
import { type SentCommand, type StubClient, serviceError, stubClient } from "../testing/stub-client.ts";

// Nobody waits between attempts here.
beforeEach(() => void vi.spyOn(Math, "random").mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

const stored = (n: number, owner = "ada"): WireItem =>
  Task.create({ userId: "u", taskId: `t${n}`, title: `Task ${n}`, dueDate: "2026-05-02", owner }).toRequest(at)
    .Item as WireItem;
const entry = (n: number): WireItem => {
  const { PK, SK, GSI2PK, GSI2SK, title } = stored(n);
  return { PK, SK, GSI2PK, GSI2SK, title } as WireItem;
};
const key = (n: number): WireItem => ({ PK: { S: "USER#u" }, SK: { S: `TASK#t${n}` } });
const numbers = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i + 1);

async function hydrate(
  client: StubClient,
  options: Readonly<Record<string, unknown>> = {},
): Promise<HydratedPage<{ readonly taskId: string }>> {
  const operation = Task.indexes.byOwner.hydrate({ owner: "ada" }, options);
  return (await connect(client, { clock: () => at.now }).send(operation)) as never;
}

function keysOf({ input }: SentCommand): readonly unknown[] {
  const { TaskApp } = input.RequestItems as { readonly TaskApp: { readonly Keys: readonly unknown[] } };
  return TaskApp.Keys;
}

describe("hydrate", () => {
  test("keeps the order of the index, tells what is deleted, and drops what changed", async () => {
    const client = stubClient(
      { Items: numbers(4).map(entry) },
      { Responses: { TaskApp: [stored(4), stored(2, "somebody else"), stored(1)] } },
    );
    const page = await hydrate(client);
    expect(page.items.map(({ taskId }) => taskId)).toEqual(["t1", "t4"]);
    expect(page).toMatchObject({ deleted: [{ PK: "USER#u", SK: "TASK#t3" }], changed: 1, cursor: undefined });
  });

  test("asks again for what was left unprocessed: throttled is not deleted", async () => {
    const left = { TaskApp: { Keys: [key(2)] } };
    const client = stubClient(
      { Items: numbers(2).map(entry) },
      { Responses: { TaskApp: [stored(1)] }, UnprocessedKeys: left },
      { Responses: {}, UnprocessedKeys: left },
      { Responses: { TaskApp: [stored(2)] } },
    );
    const page = await hydrate(client);
    expect(page.items.map(({ taskId }) => taskId)).toEqual(["t1", "t2"]);
    expect(page.deleted).toEqual([]);
    expect(client.sent.slice(1).map(keysOf)).toEqual([[key(1), key(2)], [key(2)], [key(2)]]);
  });

  test("fails where nothing comes through, and says which keys were not read", async () => {
    const stuck = { UnprocessedKeys: { TaskApp: { Keys: [key(1)] } } };
    const client = stubClient({ Items: [entry(1)] }, ...Array.from({ length: 9 }, () => stuck));
    const error: unknown = await hydrate(client).catch((reason: unknown) => reason);
    if (!BatchIncompleteError.isInstance(error)) throw error;
    expect(error).toMatchObject({ retryable: true, done: 0, unprocessed: [key(1)] });
    expect(error.message).toMatch(/^Task\.query: DynamoDB processed 0 items of a batch and left 1/);
  });

  test("asks again where the whole batch was throttled, and passes on what else goes wrong", async () => {
    const throttled = serviceError("ProvisionedThroughputExceededException");
    const client = stubClient({ Items: [entry(1)] }, throttled, { Responses: { TaskApp: [stored(1)] } });
    expect((await hydrate(client)).items).toHaveLength(1);
    const gone = stubClient({ Items: [entry(1)] }, serviceError("ResourceNotFoundException"));
    await expect(hydrate(gone)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  test("reads a hundred at a time, and no more than its limit needs", async () => {
    const all = numbers(150);
    const answer = (sent: SentCommand): object => {
      const asked = new Set(keysOf(sent).map((each) => JSON.stringify(each)));
      return {
        Responses: { TaskApp: all.map((n) => stored(n)).filter(({ PK, SK }) => asked.has(JSON.stringify({ PK, SK }))) },
      };
    };
    const whole = stubClient({ Items: all.map(entry) }, answer, answer);
    expect((await hydrate(whole)).items).toHaveLength(150);
    expect(whole.sent.slice(1).map((sent) => keysOf(sent).length)).toEqual([100, 50]);
    const limited = stubClient({ Items: all.map(entry) }, answer);
    const page = await hydrate(limited, { limit: 20, pageSize: 150 });
    expect(page.items).toHaveLength(20);
    expect(page.cursor).toBeDefined();
    expect(limited.sent.slice(1).map((sent) => keysOf(sent).length)).toEqual([20]);
  });

  test("reads from the table as consistently as it is asked to", async () => {
    const client = stubClient({ Items: [entry(1)] }, { Responses: { TaskApp: [stored(1)] } });
    await hydrate(client, { consistent: true });
    expect(client.sent[0]?.input).not.toHaveProperty("ConsistentRead");
    expect(client.sent[1]?.input).toMatchObject({ RequestItems: { TaskApp: { ConsistentRead: true } } });
  });
});

describe("deletePartition", () => {
  const query = Event.query({ device: "d" }) as PagedOperation<unknown>;
  const eventKey = (n: number): WireItem => ({ pk: { S: "d" }, seq: { N: `${n}` } });
  const request = (n: number): object => ({ DeleteRequest: { Key: eventKey(n) } });

  test("deletes 25 at a time, and again what was left unprocessed", async () => {
    const client = stubClient({ Items: numbers(30).map(eventKey) }, { UnprocessedItems: { Legacy: [request(7)] } }, {});
    expect(await deletePartition(connect(client), query)).toMatchObject({ deleted: 30 });
    const sent = client.sent.slice(1).map(({ input }) => (input.RequestItems as { Legacy: unknown[] }).Legacy);
    expect(sent.map((requests) => requests.length)).toEqual([25, 6]);
    expect(sent[1]?.at(-1)).toEqual(request(7));
  });

  test("fails where nothing is deleted any more", async () => {
    const stuck = { UnprocessedItems: { Legacy: [request(1)] } };
    const client = stubClient({ Items: [eventKey(1)] }, ...Array.from({ length: 9 }, () => stuck));
    const error: unknown = await deletePartition(connect(client), query).catch((reason: unknown) => reason);
    expect(BatchIncompleteError.isInstance(error) && error.unprocessed).toEqual([eventKey(1)]);
  });
});

describe("items()", () => {
  const page = (n: number, last?: number): object => ({
    Items: [{ pk: { S: "d" }, seq: { N: `${n}` } }],
    ...(last === undefined ? {} : { LastEvaluatedKey: { pk: { S: "d" }, seq: { N: `${last}` } } }),
  });

  test("that reads ahead ends what is under way when it is broken off", async () => {
    let aborted: boolean | undefined;
    const never = ({ abortSignal }: SentCommand): Promise<never> =>
      new Promise((_, reject) => {
        abortSignal?.addEventListener("abort", () => {
          aborted = true;
          reject(serviceError("AbortError"));
        });
      });
    const items = connect(stubClient(page(1, 1), never)).items(
      Event.query({ device: "d" }) as PagedOperation<unknown>,
      {
        prefetch: true,
      },
    );
    for await (const _ of items) break;
    expect(aborted).toBe(true);
  });

  test("gives the items of a page before the error of the next", async () => {
    const client = stubClient(page(1, 1), serviceError("InternalServerError"));
    const seen: unknown[] = [];
    const read = async (): Promise<void> => {
      const operation = Event.query({ device: "d" }) as PagedOperation<unknown>;
      for await (const item of connect(client).items(operation, { prefetch: true })) seen.push(item);
    };
    await expect(read()).rejects.toThrow("InternalServerError");
    expect(seen).toHaveLength(1);
  });

  test("of a first item or a number there are none", () => {
    const db = connect(stubClient());
    expect(() => db.items(Event.first({ device: "d" }) as never)).toThrow(TypeError);
    expect(() => db.items(Event.count({ device: "d" }) as never)).toThrow(TypeError);
    expect(() => db.items(Event.get({ device: "d", seq: 1 }) as never)).toThrow(TypeError);
  });
});
