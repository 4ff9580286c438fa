import { expect, test } from "vitest";
import { IndexBackfillingError } from "../error/index-backfilling-error.ts";
import { TransactionCanceledError } from "../error/transaction-canceled-error.ts";
import { serviceError } from "../testing/stub-client.ts";
import { classify } from "./service-error.ts";

function canceled(...codes: readonly string[]): unknown {
  const CancellationReasons = codes.map((Code) => ({ Code }));
  return classify(serviceError("TransactionCanceledException", { CancellationReasons }), "Task.move");
}

test("a canceled transaction says which actions failed, and repeats where all of that passes", () => {
  const conflict = canceled("None", "TransactionConflict", "ThrottlingError");
  if (!TransactionCanceledError.isInstance(conflict)) throw conflict;
  expect(conflict.reasons).toEqual([
    undefined,
    { operation: "1", code: "TransactionConflict" },
    { operation: "2", code: "ThrottlingError" },
  ]);
  expect(conflict.retryable).toBe(true);
  expect(canceled("TransactionConflict", "ValidationError")).toMatchObject({ retryable: false });
  const unexplained = classify(serviceError("TransactionCanceledException"), "Task.move");
  expect(unexplained).toMatchObject({ code: "transaction-canceled", reasons: [], retryable: false });
});

test("an index that is being filled", () => {
  const message = "Cannot read from backfilling global secondary index: byName";
  const error = classify(Object.assign(serviceError("ValidationException"), { message }), "Task.query");
  expect(IndexBackfillingError.isInstance(error)).toBe(true);
  expect(error).toMatchObject({ retryable: true });
  const other = serviceError("ValidationException");
  expect(classify(other, "Task.query")).toBe(other);
});
