import type { DynamoDBOperation, Verb } from "../network/operation.ts";
import { logOf, type RequestSource } from "./source.ts";
import { describeRequest, unlike } from "./unlike.ts";

/** How many requests of which operations, by short name. */
export type ExpectedRequests = { readonly [V in Verb]?: number };

/**
 * Checks that exactly these requests were sent, and no others. The SDK's retries of a request are the same request; each page
 * of a query or scan is a request, and so is each chunk of a batch.
 *
 * @throws {AssertionError} which lists what was sent instead
 * @throws {TestkitError} `requests-not-recorded`
 *
 * @example
 * dynamodb.requests.clear();
 * await tasks.get({ taskId: "t1" });
 * expectRequests(dynamodb, { get: 1 });
 */
export function expectRequests(source: RequestSource, expected: ExpectedRequests): void {
  const log = logOf(source);
  const actual = sorted(log.counts());
  const wanted = sorted(expected);
  if (JSON.stringify(actual) === JSON.stringify(wanted)) return;
  const words = Object.entries(wanted).map(([verb, count]) => `${verb} ${count}`);
  throw unlike({
    message: `Expected ${words.length === 0 ? "no requests" : `exactly these requests: ${words.join(", ")}`}.`,
    requests: log.all,
    actual,
    expected: wanted,
  });
}

function sorted(counts: ExpectedRequests): ExpectedRequests {
  const entries = Object.entries(counts).filter(([, count]) => count !== undefined && count !== 0);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Checks that no `Scan` was sent. PartiQL statements are not judged.
 *
 * @throws {AssertionError} which lists what was sent
 * @throws {TestkitError} `requests-not-recorded`
 *
 * @example
 * expectNoScan(dynamodb);
 */
export function expectNoScan(source: RequestSource): void {
  const log = logOf(source);
  const scan: DynamoDBOperation = "Scan";
  const scans = log.all.filter(({ operation }) => operation === scan);
  if (scans.length === 0) return;
  throw unlike({
    message: "Expected no scan: it reads the whole table or index. Query it, or get items by key.",
    requests: log.all,
    actual: scans.map(describeRequest),
    expected: [],
  });
}
