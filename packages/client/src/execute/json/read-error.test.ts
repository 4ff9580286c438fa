// A comparison that is not misled by attributes named `constructor`.
import { deepStrictEqual } from "node:assert/strict";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readError } from "./read-error.ts";
import { item, onTheWire, sdk } from "./test-support.ts";

const prefixes = fc.constantFrom("com.amazonaws.dynamodb.v20120810#", "com.amazon.coral.service#", "");
const codes = fc.constantFrom(
  "ConditionalCheckFailedException",
  "IdempotentParameterMismatchException",
  "InternalServerError",
  "InvalidEndpointException",
  "ItemCollectionSizeLimitExceededException",
  "LimitExceededException",
  "ProvisionedThroughputExceededException",
  "ReplicatedWriteConflictException",
  "RequestLimitExceeded",
  "ResourceInUseException",
  "ResourceNotFoundException",
  "ThrottlingException",
  "TransactionCanceledException",
  "TransactionConflictException",
  "TransactionInProgressException",
  // Those without a class of their own.
  "ValidationException",
  "SerializationException",
  "UnrecognizedClientException",
  "AccessDeniedException",
  "ServiceUnavailable",
);
const reason = fc.record(
  { Code: fc.constantFrom("None", "ConditionalCheckFailed"), Message: fc.option(fc.string()), Item: item },
  { requiredKeys: ["Code"] },
);
const throttling = fc.array(fc.record({ reason: fc.string(), resource: fc.string() }), { maxLength: 2 });
const content = fc.record(
  {
    message: fc.string(),
    Message: fc.string(),
    Item: item,
    CancellationReasons: fc.array(reason, { maxLength: 3 }),
    ThrottlingReasons: throttling,
    throttlingReasons: throttling,
    somethingNew: fc.string(),
  },
  { requiredKeys: [] },
);
/** What only some errors have; the SDK takes it in others for text that it knows nothing of. */
const owners: Readonly<Record<string, readonly string[]>> = {
  Item: ["ConditionalCheckFailedException"],
  CancellationReasons: ["TransactionCanceledException"],
};
const headers = fc.record(
  { "x-amzn-requestid": fc.uuid(), "x-amz-id-2": fc.string(), "x-amz-cf-id": fc.string() },
  { requiredKeys: [] },
);
const status = fc.constantFrom(400, 403, 413, 421, 429, 500, 503);
const places = fc.constantFrom("__type", "code", "Code", "header", "nowhere");

async function errorOfSdk(statusCode: number, headers: Record<string, string>, body: string): Promise<Error> {
  try {
    await sdk({ statusCode, headers, body }).send("PutItem", { TableName: "TaskApp", Item: {} });
  } catch (error) {
    return error as Error;
  }
  throw new Error("the SDK takes the answer for a success");
}

test("an error is what the SDK makes of it", async () => {
  await fc.assert(
    fc.asyncProperty(
      codes,
      prefixes,
      places,
      status,
      headers,
      content,
      async (name, prefix, place, code, some, rest) => {
        const given = place === "nowhere" ? "" : name;
        const type = `${prefix}${name}`;
        const members = Object.entries(rest).filter(([member]) => owners[member]?.includes(given) ?? true);
        const own = Object.fromEntries(members);
        const all = place === "header" ? { ...some, "x-amzn-errortype": `${type}:http://internal/` } : some;
        const body = JSON.stringify(
          onTheWire(place.startsWith("_") || /code/i.test(place) ? { [place]: type, ...own } : own),
        );
        const expected = await errorOfSdk(code, { ...all }, body);
        const found = readError({ statusCode: code, headers: all }, body);
        expect(found.constructor).toBe(expected.constructor);
        expect(found).toBeInstanceOf(expected.constructor);
        expect(found.message).toBe(expected.message);
        // The SDK counts its attempts further out.
        const { attempts: _1, totalRetryDelay: _2, ...metadata } = (expected as typeof found).$metadata;
        deepStrictEqual(found.$metadata, metadata);
        deepStrictEqual(ownOf(found), ownOf(expected));
        expect(found.$response?.statusCode).toBe(code);
      },
    ),
    { numRuns: 300 },
  );
});

function ownOf(error: Error): object {
  const { $metadata: _, $response: _2, ...own } = { ...error } as Record<string, unknown>;
  return { ...own, name: error.name };
}

test("an error without a body is one without a name", async () => {
  const expected = await errorOfSdk(500, {}, "");
  const found = readError({ statusCode: 500, headers: {} }, "");
  expect([found.name, found.message, found.$fault]).toEqual([expected.name, expected.message, "server"]);
});
