import { describe, expect, test } from "vitest";
import { connect } from "../feature/connect.ts";
import { Event, Plain } from "../testing/models.ts";
import { serviceError, stubClient } from "../testing/stub-client.ts";
import type { RequestEvent } from "./runtime.ts";

const item = { id: { S: "a" }, name: { S: "A" } };
const other = { id: { S: "a" }, name: { S: "B" } };

describe("an observer", () => {
  test("sees each request, its answer, its time and its capacity", async () => {
    const events: RequestEvent[] = [];
    const output = { Item: item, ConsumedCapacity: { TableName: "Plain", CapacityUnits: 0.5 } };
    await connect(stubClient(output), { observe: (event) => events.push(event) }).send(Plain.get({ id: "a" }));
    expect(events).toEqual([
      {
        entity: "Plain",
        verb: "get",
        request: "GetItem",
        input: { TableName: "Plain", Key: { id: { S: "a" } }, ReturnConsumedCapacity: "TOTAL" },
        output,
        milliseconds: expect.any(Number),
        capacity: { read: 0.5, write: 0 },
      },
    ]);
  });

  test("sees what a request failed with", async () => {
    const events: RequestEvent[] = [];
    const cause = serviceError("ThrottlingException");
    const db = connect(stubClient(cause), { observe: (event) => events.push(event) });
    await expect(db.send(Plain.get({ id: "a" }))).rejects.toThrow(/throttled/);
    expect(events).toMatchObject([{ error: { name: "ThrottledError" }, capacity: { read: 0, write: 0 } }]);
    expect(events[0]).not.toHaveProperty("output");
  });

  test("that throws is called once, and what it throws reaches the caller", async () => {
    let calls = 0;
    const observe = (): never => {
      calls++;
      throw new Error("of the observer");
    };
    const read = connect(stubClient({}), { observe }).send(Plain.get({ id: "a" }));
    await expect(read).rejects.toThrow("of the observer");
    expect(calls).toBe(1);
    // What is written must not look as if it were not.
    const write = connect(stubClient({}), { observe }).send(Plain.put({ id: "a", name: "A" }));
    await expect(write).rejects.toMatchObject({ name: "OutcomeUnknownError", cause: { message: "of the observer" } });
    expect(calls).toBe(2);
  });
});

describe("capacity", () => {
  const consumed = (CapacityUnits: number): object => ({ ConsumedCapacity: { CapacityUnits } });
  const LastEvaluatedKey = { id: { S: "a" } };

  test("of a query is the sum of its requests", async () => {
    const pages = [
      { Items: [item], LastEvaluatedKey, ...consumed(1.5) },
      { Items: [other], LastEvaluatedKey, ...consumed(2) },
      { Items: [], ...consumed(0.5) },
    ];
    const page = await connect(stubClient(...pages)).send(Plain.query({ id: "a" }, { limit: 5 }));
    expect(page).toMatchObject({
      items: [{ name: "A" }, { name: "B" }],
      capacity: { read: 4, write: 0 },
      cursor: undefined,
    });
  });

  test("of a write and of a transaction, by index and by table", async () => {
    const events: RequestEvent[] = [];
    const transaction = {
      ConsumedCapacity: [
        { TableName: "A", CapacityUnits: 4, WriteCapacityUnits: 4 },
        { TableName: "B", CapacityUnits: 2, ReadCapacityUnits: 2 },
      ],
    };
    const client = stubClient(consumed(3), transaction, {});
    const db = connect(client, { capacity: "indexes", observe: (event) => events.push(event) });
    await db.send(Plain.put({ id: "a", name: "A" }));
    await db.send(Plain.check({ id: "a" }));
    await db.send(Plain.delete({ id: "a" }));
    expect(events.map(({ capacity }) => capacity)).toEqual([
      { read: 0, write: 3 },
      { read: 2, write: 4 },
      { read: 0, write: 0 },
    ]);
    expect(client.sent.map(({ input }) => input.ReturnConsumedCapacity)).toEqual(["INDEXES", "INDEXES", "INDEXES"]);
  });

  test("is not asked for where nobody wants it", async () => {
    const client = stubClient({}, {});
    const db = connect(client, { capacity: "none" });
    await db.send(Plain.get({ id: "a" }));
    await db.send(Plain.check({ id: "a" }));
    for (const { input } of client.sent) expect(input).not.toHaveProperty("ReturnConsumedCapacity");
  });
});

describe("pages", () => {
  const key = (seq: number) => ({ pk: { S: "d" }, seq: { N: String(seq) } });
  const event = (seq: number) => ({ ...key(seq), msg: { S: "m" } });
  const foreign = (seq: number) => ({ ...event(seq), _type: { S: "other" } });

  test("limit counts items returned: those of others are skipped, and more is read", async () => {
    const client = stubClient(
      { Items: [event(1), foreign(2)], LastEvaluatedKey: key(2) },
      { Items: [event(3)], LastEvaluatedKey: key(3) },
    );
    const page = await connect(client).send(Event.query({ device: "d" }, { limit: 2 }));
    expect(page).toMatchObject({ items: [{ seq: 1 }, { seq: 3 }], skipped: 1, cursor: expect.any(String) });
    expect(client.sent.map(({ input }) => [input.Limit, input.ExclusiveStartKey])).toEqual([
      [2, undefined],
      // More than is missing, as much was left out.
      [2, key(2)],
    ]);
  });

  test("maxPages ends a search, and the cursor goes on after it", async () => {
    const client = stubClient({ Items: [], LastEvaluatedKey: key(1) }, { Items: [], LastEvaluatedKey: key(2) }, {});
    const db = connect(client);
    const query = { where: undefined, limit: 2, maxPages: 2 };
    const page = (await db.send(Event.query({ device: "d" }, query as never))) as { readonly cursor: string };
    expect(page).toMatchObject({ items: [], cursor: expect.any(String) });
    await db.send(Event.query({ device: "d" }, { ...query, cursor: page.cursor } as never));
    expect(client.sent[2]?.input.ExclusiveStartKey).toEqual(key(2));
  });

  test("without a limit one request is one page", async () => {
    const client = stubClient({ Items: [event(1)], LastEvaluatedKey: key(1) });
    expect(await connect(client).send(Event.query({ device: "d" }))).toMatchObject({ cursor: expect.any(String) });
    expect(client.sent[0]?.input).not.toHaveProperty("Limit");
  });

  test("an empty range sends nothing", async () => {
    const page = await connect(stubClient()).send(Event.query({ device: "d", seq: { between: [5, 1] } }));
    const nothing = { read: 0, write: 0 };
    expect(page).toEqual({
      items: [],
      cursor: undefined,
      previous: undefined,
      capacity: nothing,
      skipped: 0,
      unreadable: [],
    });
  });

  test("items() reads on until its limit", async () => {
    const client = stubClient(
      { Items: [event(1)], LastEvaluatedKey: key(1) },
      { Items: [event(2), event(3)], LastEvaluatedKey: key(3) },
    );
    const found: unknown[] = [];
    const query = Event.query({ device: "d" }, { limit: 2, maxPages: 1 });
    for await (const each of connect(client).items(query as never)) found.push(each);
    expect(found).toMatchObject([{ seq: 1 }, { seq: 2 }]);
    expect(client.sent.map(({ input }) => input.Limit)).toEqual([2, 1]);
  });
});
