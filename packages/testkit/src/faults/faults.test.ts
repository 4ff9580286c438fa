import { setTimeout as delay } from "node:timers/promises";
import {
  ProvisionedThroughputExceededException,
  PutItemCommand,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb";
import { afterEach, describe, expect, test, vi } from "vitest";
import { failure, useNotes } from "../network/test-support.ts";
import type { ThrottlingError } from "./fault.ts";

const notes = useNotes();

describe("throttling", () => {
  test("the SDK tries again, and succeeds", async () => {
    const { faults, requests } = notes();
    faults.throttle({ on: "PutItem" });
    const output = await notes.put("throttled", "a");
    expect(output.$metadata).toMatchObject({ attempts: 2, httpStatusCode: 200 });
    expect(await notes.stored("throttled")).toBe("a");
    const [request] = requests.all;
    expect(faults.report()).toEqual([
      {
        fault: "throttle",
        operation: "PutItem",
        tableNames: ["Notes"],
        invocation: request?.invocation,
        attempt: 1,
        detail: "ProvisionedThroughputExceededException",
      },
    ]);
    faults.expectAllInjected();
    expect(requests.all).toMatchObject([{ verb: "put", attempts: 2, status: 200, error: undefined }]);
  });

  const cases: [ThrottlingError, string, string][] = [
    ["ProvisionedThroughputExceededException", "ThrottlingReasons", "TableWriteProvisionedThroughputExceeded"],
    ["ThrottlingException", "throttlingReasons", "TableWriteKeyRangeThroughputExceeded"],
    ["RequestLimitExceeded", "ThrottlingReasons", "TableWriteAccountLimitExceeded"],
  ];
  test.each(cases)("%s comes with reasons when the SDK has given up", async (as, property, reason) => {
    notes().faults.throttle({ as, on: "PutItem", times: Number.POSITIVE_INFINITY });
    const error = await failure(notes.put("refused"));
    const table = notes().tableNames.Notes;
    expect(error).toMatchObject({
      name: as,
      $fault: "client",
      $metadata: { httpStatusCode: 400, attempts: 4 },
      [property]: [{ reason, resource: `arn:aws:dynamodb:us-east-1:000000000000:table/${table}` }],
    });
    expect(await notes.stored("refused")).toBeUndefined();
    expect(notes().requests.all).toMatchObject([{ attempts: 4, status: 400, error: as }]);
  });

  test("the error is of the SDK's own class, and its reasons are those that were asked for", async () => {
    const resource = "arn:aws:dynamodb:us-east-1:000000000000:table/T/index/byStatus";
    notes().faults.throttle({
      times: 4,
      reasons: ["TableReadMaxOnDemandThroughputExceeded", { reason: "IndexReadKeyRangeThroughputExceeded", resource }],
    });
    const error = await failure(notes.get("n"));
    expect(error).toBeInstanceOf(ProvisionedThroughputExceededException);
    expect(error).toMatchObject({
      ThrottlingReasons: [
        { reason: "TableReadMaxOnDemandThroughputExceeded" },
        { reason: "IndexReadKeyRangeThroughputExceeded", resource },
      ],
    });
  });

  test("a reason of an index needs an index", async () => {
    notes().faults.throttle({ reasons: ["IndexReadAccountLimitExceeded"] });
    expect(await failure(notes.get("n"))).toMatchObject({ code: "fault-invalid" });
  });

  test("actions of a transaction are cancelled for it", async () => {
    notes().faults.throttle({ actions: [1] });
    expect(await failure(notes.transact(["t1", "t2"]))).toMatchObject({
      name: "TransactionCanceledException",
      CancellationReasons: [{ Code: "None" }, { Code: "ProvisionedThroughputExceeded" }],
    });
  });
});

describe("conflicts", () => {
  test("a transaction is cancelled at the actions that were named, and not sent", async () => {
    notes().faults.conflict({ actions: [0, 2] });
    const error = await failure(notes.transact(["c1", "c2", "c3"]));
    expect(error).toBeInstanceOf(TransactionCanceledException);
    expect(error.message).toBe(
      "Transaction cancelled, please refer cancellation reasons for specific reasons [TransactionConflict, None, TransactionConflict]",
    );
    const conflict = { Code: "TransactionConflict", Message: "Transaction is ongoing for the item" };
    expect(error).toMatchObject({ CancellationReasons: [conflict, { Code: "None" }, conflict] });
    expect(await notes.stored("c2")).toBeUndefined();
    expect((await notes.transact(["c1", "c2", "c3"])).$metadata.attempts).toBe(1);
    expect(await notes.stored("c2")).toBe("text");
  });

  test("a write of one item is refused; reads never are", async () => {
    notes().faults.conflict();
    await notes.get("n");
    expect(await failure(notes.put("c4"))).toMatchObject({
      name: "TransactionConflictException",
      $metadata: { attempts: 1, httpStatusCode: 400 },
    });
    expect(await notes.stored("c4")).toBeUndefined();
  });

  test("an action that the transaction has not is an error", async () => {
    notes().faults.conflict({ actions: [2] });
    expect(await failure(notes.transact(["c5", "c6"]))).toMatchObject({ code: "fault-invalid" });
    // Also where the program has swallowed it.
    expect(() => notes().faults.expectAllInjected()).toThrow("none at the position 2");
  });
});

describe("errors of the server and of the network", () => {
  test.each([500, 502, 503, 504] as const)("the SDK tries again after %i", async (status) => {
    notes().faults.serverError({ status });
    expect((await notes.put(`server${status}`)).$metadata.attempts).toBe(2);
    expect(notes().faults.report()).toMatchObject([{ fault: "serverError", detail: String(status) }]);
  });

  test.each([
    [500, "InternalServerError"],
    [503, "ServiceUnavailableException"],
  ] as const)("when the SDK has given up, %i is %s", async (status, name) => {
    notes().faults.serverError({ status, times: 4 });
    const error = await failure(notes.put("server"));
    expect(error).toMatchObject({ name, $metadata: { httpStatusCode: status, attempts: 4 } });
    expect(await notes.stored("server")).toBeUndefined();
  });

  test("an error of the server may come after the write", async () => {
    notes().faults.serverError({ times: 4, committed: true });
    await failure(notes.put("committed"));
    expect(await notes.stored("committed")).toBe("text");
    expect(notes().faults.report()[0]).toMatchObject({ engineStatus: 200 });
  });

  test("the SDK tries again after a reset", async () => {
    notes().faults.reset({ on: "GetItem" });
    expect((await notes.get("n")).$metadata.attempts).toBe(2);
  });

  test("a reset that lasts is the error that Node gives, and nothing was sent", async () => {
    notes().faults.reset({ times: 4 });
    expect(await failure(notes.put("reset"))).toMatchObject({ code: "ECONNRESET", $metadata: { attempts: 4 } });
    expect(await notes.stored("reset")).toBeUndefined();
    expect(notes().requests.all).toMatchObject([{ status: undefined, error: "ECONNRESET" }]);
  });

  test("a timeout is the SDK's, and nothing was sent", async () => {
    notes().faults.timeout({ times: 4 });
    expect(await failure(notes.put("timeout"))).toMatchObject({ name: "TimeoutError", $metadata: { attempts: 4 } });
    expect(await notes.stored("timeout")).toBeUndefined();
  });

  test.each(["reset", "timeout"] as const)("a lost answer is a %s, and the write is there", async (as) => {
    const { faults, requests } = notes();
    faults.loseResponse({ as, on: "PutItem", times: 4 });
    const error = await failure(notes.put(`lost-${as}`));
    expect(error).toMatchObject(as === "reset" ? { code: "ECONNRESET" } : { name: "TimeoutError" });
    expect(await notes.stored(`lost-${as}`)).toBe("text");
    expect(faults.report()).toMatchObject([1, 2, 3, 4].map((attempt) => ({ attempt, engineStatus: 200 })));
    expect(requests.all).toMatchObject([{ attempts: 4, status: undefined }]);
  });

  test("the retry after a lost answer meets what it wrote itself", async () => {
    notes().faults.loseResponse();
    expect((await notes.put("again")).$metadata.attempts).toBe(2);
    expect(notes().requests.all[0]?.capacity).toBeUndefined();
  });
});

test("any error of the service can be the answer", async () => {
  const { faults } = notes();
  faults.refuse({ error: "AccessDeniedException", message: "not authorized" });
  expect(await failure(notes.put("denied"))).toMatchObject({
    name: "AccessDeniedException",
    message: "not authorized",
    $metadata: { httpStatusCode: 400, attempts: 1 },
  });
  expect(await notes.stored("denied")).toBeUndefined();
  faults.refuse({ error: "TransactionInProgressException", on: "TransactWriteItems" });
  expect((await notes.transact(["t"])).$metadata.attempts).toBe(2);
});

describe("latency", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test("of the request: the engine acts late", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    notes().faults.latency({ on: "PutItem", ms: 60_000 });
    const sent = notes.put("late");
    await delay(20);
    expect(await notes.stored("late")).toBeUndefined();
    vi.advanceTimersByTime(60_000);
    await sent;
    expect(await notes.stored("late")).toBe("text");
  });

  test("is part of the time that is recorded", async () => {
    notes().faults.latency({ ms: 100 });
    await notes.put("timed");
    // Timers may be early by a part of a millisecond.
    expect(notes().requests.all[0]?.milliseconds).toBeGreaterThanOrEqual(98);
  });

  test("of the answer: the engine acts at once", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    notes().faults.latency({ on: "PutItem", ms: 60_000, of: "answer" });
    const sent = notes.put("late-answer");
    await expect.poll(() => notes.stored("late-answer"), { timeout: 20_000 }).toBe("text");
    expect(notes().requests.all[0]?.status).toBeUndefined();
    vi.advanceTimersByTime(60_000);
    await sent;
  });

  test("ends when the request is aborted", async () => {
    const { faults } = notes();
    faults.latency({ ms: 60_000 });
    const start = performance.now();
    const controller = new AbortController();
    const command = new PutItemCommand({ TableName: notes().tableNames.Notes, Item: { noteId: { S: "aborted" } } });
    const sent = notes().client.send(command, { abortSignal: controller.signal });
    setTimeout(() => controller.abort(), 30);
    expect(await failure(sent)).toMatchObject({ name: "AbortError" });
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(await notes.stored("aborted")).toBeUndefined();
  });

  test("comes on top of other faults", async () => {
    const { faults } = notes();
    faults.reset();
    faults.latency({ ms: 30, times: 2 });
    const output = await notes.put("both");
    expect(output.$metadata.attempts).toBe(2);
    expect(faults.report().map(({ fault, attempt }) => [fault, attempt])).toEqual([
      ["reset", 1],
      ["latency", 1],
      ["latency", 2],
    ]);
  });
});
