import fc from "fast-check";
import { expect, test } from "vitest";
import { commandTransport } from "../command-transport.ts";
import { errorKind } from "./error-kind.ts";
import { retryAfter } from "./retry-after.ts";
import type { HttpResponse } from "./sdk-client.ts";
import { failure, impatientClient, network, refusal } from "./test-support.ts";

interface Seen {
  readonly error: unknown;
  readonly errorType: string;
  readonly retryAfterHint?: Date;
}

/** What the SDK tells a retry strategy of a failure. */
async function seenBySdk(reaction: HttpResponse | Error): Promise<Seen> {
  const { config } = network(reaction);
  let seen: Seen | undefined;
  const token = { getRetryCount: () => 0, getRetryDelay: () => 0 };
  const retryStrategy = {
    acquireInitialRetryToken: async () => token,
    refreshRetryTokenForRetry: async (_: unknown, info: Seen) => {
      seen = info;
      throw new Error("no more");
    },
    recordSuccess() {},
  };
  const client = impatientClient({ ...config, retryStrategy: retryStrategy as never });
  await commandTransport(client)
    .send("GetItem", { TableName: "T", Key: {} }, undefined, undefined)
    .catch(() => {});
  if (seen === undefined) throw new Error("the SDK did not ask for a retry");
  return seen;
}

const names = [
  "ConditionalCheckFailedException",
  "InternalServerError",
  "InvalidSignatureException",
  "LimitExceededException",
  "ProvisionedThroughputExceededException",
  "ReplicatedWriteConflictException",
  "RequestLimitExceeded",
  "RequestTimeout",
  "RequestTimeTooSkewed",
  "SlowDown",
  "ThrottlingException",
  "TransactionInProgressException",
  "ValidationException",
];
const codes = ["ECONNRESET", "ECONNREFUSED", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENOTFOUND", "EAI_AGAIN", "EACCES"];
const refusals = fc
  .tuple(
    fc.constantFrom(400, 403, 413, 421, 429, 500, 501, 502, 503, 504, 505),
    fc.constantFrom(...names),
    fc.option(fc.constantFrom("retry-after", "Retry-After", "x-amz-retry-after"), { nil: undefined }),
    fc.constantFrom(
      "3",
      "2.5",
      "",
      "soon",
      "Wed, 01 May 2030 10:00:00 GMT",
      "Wed, 01 May 2019 10:00:00 GMT",
      "2030-05-01",
    ),
  )
  .map(([status, name, header, value]) => refusal(status, name, header === undefined ? {} : { [header]: value }));
const failures = fc.oneof(
  fc.constantFrom(...codes).map(failure),
  fc.constantFrom("TimeoutError", "AbortError", "Error").map((name) => Object.assign(new Error("of a test"), { name })),
  fc.constantFrom(...codes).map((code) => new Error("outer", { cause: new Error("middle", { cause: failure(code) }) })),
  fc.constant(Object.assign(new Error("NGHTTP2_REFUSED_STREAM"), { code: "ERR_HTTP2_STREAM_ERROR" })),
);

test("failures are of the kind that the SDK tells its retry strategy, with the same hint", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(refusals, failures), async (reaction) => {
      const { error, errorType, retryAfterHint } = await seenBySdk(reaction);
      expect(errorKind(error)).toBe(errorType);
      const hint = retryAfter(error);
      expect(hint === undefined).toBe(retryAfterHint === undefined);
      if (hint && retryAfterHint) expect(Math.abs(hint.getTime() - retryAfterHint.getTime())).toBeLessThan(2_000);
    }),
    { numRuns: 300 },
  );
});
