import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, test, vi } from "vitest";
import { DeadlineError } from "../error/deadline-error.ts";
import { connect } from "../feature/connect.ts";
import { Plain } from "../testing/models.ts";
import { type SentCommand, serviceError, stubClient } from "../testing/stub-client.ts";

const get = Plain.get({ id: "a" });
const query = Plain.query({ id: "a" });

/** Answers when it is aborted, as the SDK does while a request is on its way. */
const untilAborted = ({ abortSignal }: SentCommand): Promise<never> =>
  new Promise((_, reject) => {
    abortSignal?.addEventListener("abort", () => reject(serviceError("AbortError")));
  });

/** Does not look at the signal, as the SDK does while it waits for its next attempt. */
const deaf = (): Promise<never> => new Promise(() => {});

describe("a deadline", () => {
  afterEach(() => vi.useRealTimers());

  test.each([
    ["while a request is on its way", untilAborted],
    ["while the SDK does not listen", deaf],
  ])("ends an operation %s", async (_name, answer) => {
    const client = stubClient(answer);
    const error: unknown = await connect(client, { deadline: 20 })
      .send(get)
      .catch((reason: unknown) => reason);
    if (!DeadlineError.isInstance(error)) throw error;
    expect(error).toMatchObject({ deadline: 20, retryable: true });
    expect(error.message).toMatch(/^Plain\.get was not answered within its deadline of 20 ms/);
    expect(client.sent[0]?.abortSignal?.aborted).toBe(true);
  });

  test("of one operation goes before that of the connection", async () => {
    const db = connect(stubClient(deaf), { deadline: 60_000 });
    await expect(db.send(get, { deadline: 5 })).rejects.toMatchObject({ deadline: 5 });
  });

  test("counts for all pages of a query", async () => {
    const page = async () => {
      await delay(15);
      return { Items: [], LastEvaluatedKey: { id: { S: "a" } } };
    };
    const client = stubClient(...Array.from({ length: 10 }, () => page));
    const error = await connect(client)
      .send(Plain.query({ id: "a" }, { limit: 5 }), { deadline: 40 })
      .catch((e: unknown) => e);
    expect(DeadlineError.isInstance(error)).toBe(true);
    expect(client.sent.length).toBeLessThan(5);
  });

  test("leaves no timer behind", async () => {
    vi.useFakeTimers();
    await connect(stubClient({}), { deadline: 60_000 }).send(get);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("longer than a timer can wait is no deadline of 1 ms", async () => {
    const client = stubClient(async () => {
      await delay(10);
      return {};
    });
    expect(await connect(client, { deadline: 2 ** 40 }).send(get)).toBeUndefined();
  });

  test("that is no positive number is refused", async () => {
    for (const deadline of [0, -1, Number.NaN, "5" as never]) {
      expect(() => connect(stubClient(), { deadline })).toThrow(/positive number of milliseconds/);
      await expect(connect(stubClient()).send(get, { deadline })).rejects.toThrow(/positive number of milliseconds/);
    }
  });
});

describe("a signal", () => {
  test("is the caller's, where there is no deadline", async () => {
    const client = stubClient({}, {});
    const { signal } = new AbortController();
    await connect(client).send(get, { signal });
    await connect(client).send(get);
    expect(client.sent.map(({ abortSignal }) => abortSignal)).toEqual([signal, undefined]);
  });

  test.each([undefined, 60_000])("that aborts gives the SDK's AbortError (deadline %s)", async (deadline) => {
    const controller = new AbortController();
    const db = connect(stubClient(untilAborted), deadline === undefined ? {} : { deadline });
    const sent = db.send(get, { signal: controller.signal });
    controller.abort();
    await expect(sent).rejects.toMatchObject({ name: "AbortError" });
  });

  test("that has aborted before sends no query", async () => {
    const client = stubClient();
    await expect(connect(client).send(query, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: "AbortError",
    });
    expect(client.sent).toEqual([]);
  });
});
