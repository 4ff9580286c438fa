import { describe, expect, test } from "vitest";
import { serviceError } from "../testing/stub-client.ts";
import { CursorError } from "./cursor-error.ts";
import { isRetryable } from "./is-retryable.ts";
import { ThrottledError } from "./throttled-error.ts";

describe("isRetryable", () => {
  test.each([
    ["an error of the library", new ThrottledError({ subject: "Task.get", reasons: [], cause: undefined })],
    ["throttling", serviceError("ProvisionedThroughputExceededException")],
    ["a conflict", serviceError("TransactionConflictException")],
    ["a transaction under way", serviceError("TransactionInProgressException")],
    ["a failure of the service", Object.assign(new Error("x"), { $metadata: { httpStatusCode: 503 } })],
    ["a failure of the network", Object.assign(new Error("x"), { code: "ECONNRESET" })],
    ["a time-out", serviceError("TimeoutError")],
  ])("%s", (_name, error) => expect(isRetryable(error)).toBe(true));

  test.each([
    ["an error of the library", new CursorError({ entity: "Task", problem: "malformed" })],
    ["a missing table", serviceError("ResourceNotFoundException")],
    ["an abortion", serviceError("AbortError")],
    ["a refused request", Object.assign(new Error("x"), { $metadata: { httpStatusCode: 400 } })],
    ["no error", undefined],
  ])("not %s", (_name, error) => expect(isRetryable(error)).toBe(false));
});
