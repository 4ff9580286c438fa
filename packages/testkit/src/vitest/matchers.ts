import { AssertionError } from "node:assert";
import { type BoundedOptions, expectBoundedQueries } from "../record/expect-bounded.ts";
import { type CapacityBudget, expectCapacity } from "../record/expect-capacity.ts";
import { type ExpectedRequests, expectNoScan, expectRequests } from "../record/expect-requests.ts";
import type { RequestSource } from "../record/source.ts";

/** Matchers for the requests of a test: `requests`, `db`, `client` or `dynamodb`. */
export interface RequestMatchers<T> {
  /**
   * Exactly these requests were sent: `{ get: 1, query: 2 }`. As `expectRequests`.
   *
   * @example
   * expect(requests).toHaveSent({ get: 1 });
   */
  toHaveSent: Of<T, [expected: ExpectedRequests]>;
  /**
   * A scan was sent.
   *
   * @example
   * expect(requests).not.toHaveScanned();
   */
  toHaveScanned: Of<T, []>;
  /**
   * Every query and scan has a limit, or a value or range of the sort key. As `expectBoundedQueries`.
   *
   * @example
   * expect(requests).toHaveBoundedQueries();
   */
  toHaveBoundedQueries: Of<T, [options?: BoundedOptions]>;
  /**
   * No more capacity units were consumed. As `expectCapacity`.
   *
   * @example
   * expect(requests).toCostAtMost({ read: 0.5, write: 2 });
   */
  toCostAtMost: Of<T, [budget: CapacityBudget]>;
}

/** Requests are recorded of these values; of any other, the matcher does not compile. */
type Of<T, Arguments extends readonly unknown[]> = T extends RequestSource ? (...args: Arguments) => void : never;

/** What vitest wants of a matcher. */
interface Judgement {
  readonly pass: boolean;
  readonly message: () => string;
  readonly actual?: unknown;
  readonly expected?: unknown;
}

/** What an assertion of `record/` finds, as a matcher tells it. */
function judged(check: () => void, unexpected: string): Judgement {
  try {
    check();
  } catch (error) {
    if (!(error instanceof AssertionError)) throw error;
    const { message, actual, expected } = error;
    return { pass: false, message: () => message, actual, expected };
  }
  return { pass: true, message: () => unexpected };
}

export function toHaveSent(source: RequestSource, expected: ExpectedRequests): Judgement {
  return judged(() => expectRequests(source, expected), "Expected other requests than these, and they were sent.");
}

export function toHaveScanned(source: RequestSource): Judgement {
  const { pass, message } = judged(() => expectNoScan(source), "Expected a scan; none was sent.");
  return { pass: !pass, message };
}

export function toHaveBoundedQueries(source: RequestSource, options?: BoundedOptions): Judgement {
  return judged(() => expectBoundedQueries(source, options), "Expected a query or scan without a bound; all have one.");
}

export function toCostAtMost(source: RequestSource, budget: CapacityBudget): Judgement {
  return judged(
    () => expectCapacity(source, { atMost: budget }),
    `Expected more than the capacity units ${JSON.stringify(budget)} to be consumed; it was not more.`,
  );
}
