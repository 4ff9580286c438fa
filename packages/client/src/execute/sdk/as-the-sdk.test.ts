// A comparison that is not misled by attributes named `constructor`.
import { deepStrictEqual } from "node:assert/strict";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ClientConfig } from "../client-or-config.ts";
import { type CommandClient, commandTransport } from "../command-transport.ts";
import { item, onTheWire } from "../json/test-support.ts";
import type { RequestName, Transport } from "../transport.ts";
import { sdkTransport } from "./sdk-transport.ts";
import { type Answered, network, type Sent, textOf } from "./test-support.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-05-01T12:00:00Z") });
});
afterEach(() => {
  vi.useRealTimers();
});

interface Case {
  readonly name: RequestName;
  readonly input: object;
  readonly answer: Answered;
  readonly config: ClientConfig;
}

const tables = fc.constantFrom("TaskApp", "arn:aws:dynamodb:eu-central-1:123456789012:table/TaskApp");
const requests = fc.oneof(
  fc.record({
    name: fc.constantFrom<RequestName>("GetItem", "DeleteItem"),
    input: fc.record({ TableName: tables, Key: item }),
  }),
  fc.record({ name: fc.constant<RequestName>("PutItem"), input: fc.record({ TableName: tables, Item: item }) }),
  fc.record({
    name: fc.constantFrom<RequestName>("Query", "Scan"),
    input: fc.record({ TableName: tables, Limit: fc.nat(), ExpressionAttributeValues: item }),
  }),
  fc.record({
    name: fc.constant<RequestName>("BatchGetItem"),
    input: fc.record({ RequestItems: fc.dictionary(tables, fc.record({ Keys: fc.array(item, { maxLength: 2 }) })) }),
  }),
  fc.record({
    name: fc.constant<RequestName>("TransactWriteItems"),
    input: fc.record({
      TransactItems: fc.array(fc.record({ Put: fc.record({ TableName: tables, Item: item }) }), { maxLength: 2 }),
      ClientRequestToken: fc.uuid(),
    }),
  }),
);
const page = fc.record({ Items: fc.array(item, { maxLength: 2 }), Count: fc.nat(), LastEvaluatedKey: item });
const written = fc.record({ Attributes: item });
/** Answers with members that the SDK knows: it leaves out others. */
const contents: { readonly [N in RequestName]?: fc.Arbitrary<object> } = {
  GetItem: fc.record({ Item: fc.option(item) }),
  PutItem: written,
  DeleteItem: written,
  Query: page,
  Scan: page,
  BatchGetItem: fc.record({ Responses: fc.dictionary(fc.string(), fc.array(item, { maxLength: 2 })) }),
};
const errors = fc.record({
  __type: fc.constantFrom(
    "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
    "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
    "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException",
    "com.amazon.coral.validate#ValidationException",
    "SomethingNewException",
  ),
  message: fc.string(),
  Item: item,
  CancellationReasons: fc.constant([{ Code: "ConditionalCheckFailed", Message: "The conditional request failed" }]),
});
const headers = fc.record(
  {
    "x-amzn-requestid": fc.constant("ID"),
    "X-Amzn-RequestId": fc.constant("ID2"),
    "x-amz-id-2": fc.constant("2"),
    date: fc.constant("Fri, 01 May 2026 12:00:00 GMT"),
    "x-amz-crc32": fc.constantFrom("1", "3"),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Record<string, string>>;
const encoded = (content: object) => Buffer.from(JSON.stringify(onTheWire(content)));
const odd = fc.constantFrom(
  undefined,
  Buffer.from(""),
  Buffer.from("<html>"),
  Buffer.from('{"Item":{'),
  Buffer.from("[]"),
);

const answersTo = (name: RequestName): fc.Arbitrary<Answered> =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        statusCode: fc.constant(200),
        headers,
        body: (contents[name] ?? fc.constant({})).map(encoded),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ statusCode: fc.constantFrom(400, 413, 500), headers, body: errors.map(encoded) }),
    },
    { weight: 1, arbitrary: fc.record({ statusCode: fc.constantFrom(200, 301, 400, 503), headers, body: odd }) },
  );
const configs = fc.record(
  {
    endpoint: fc.constantFrom("http://127.0.0.1:8000", "https://proxy.example/some/path?stage=a", "http://h:1/x/"),
    useFipsEndpoint: fc.boolean(),
    useDualstackEndpoint: fc.boolean(),
    credentials: fc.constantFrom(
      { accessKeyId: "a", secretAccessKey: "b", accountId: "123456789012" },
      { accessKeyId: "a", secretAccessKey: "b", sessionToken: "c" },
    ),
    accountIdEndpointMode: fc.constantFrom("preferred", "disabled"),
    customUserAgent: fc.constant("mine/1"),
    // The adaptive one waits for a clock that stands still here.
    retryMode: fc.constant("standard"),
    disableHostPrefix: fc.boolean(),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<ClientConfig>;
const cases: fc.Arbitrary<Case> = fc
  .tuple(requests, configs)
  .chain(([request, config]) => answersTo(request.name).map((answer) => ({ ...request, answer, config })));

interface Seen {
  readonly sent: readonly object[];
  readonly outcomes: readonly unknown[];
}

async function through(make: (config: ClientConfig) => Transport, one: Case): Promise<Seen> {
  const { sent, config } = network(one.answer);
  const transport = make({ ...config, ...one.config, maxAttempts: 1 });
  const outcomes: unknown[] = [];
  // The second time, what the first has left behind is used.
  for (let time = 0; time < 2; time++) {
    const outcome = await transport.send(one.name, one.input as never, undefined, undefined).then(
      (output) => ({ output }),
      (error: unknown) => ({ error: partsOf(error as Error) }),
    );
    outcomes.push(outcome);
  }
  return { sent: sent.map(comparable), outcomes };
}

/** A request without what is random, and without the signature, which depends on it. */
function comparable(request: Sent): object {
  const { headers, ...rest } = request;
  const {
    "amz-sdk-invocation-id": _,
    authorization = "",
    "content-length": length,
    "x-amz-content-sha256": ___,
    ...others
  } = headers;
  const signature = authorization.replace(/Signature=\w+$/, "");
  expect(Number(length)).toBe(Buffer.byteLength(request.body));
  return { ...rest, body: JSON.parse(textOf(request)), headers: { ...others, signature } };
}

/** An error with what does not show in comparisons: its class, and properties that are hidden. */
function partsOf(error: Error): object {
  const { stack: _, ...own } = Object.getOwnPropertyDescriptors(error) as Record<string, PropertyDescriptor>;
  const properties = Object.fromEntries(Object.entries(own).map(([name, { value }]) => [name, value]));
  const response = properties.$response as { body?: unknown } | undefined;
  return { class: Object.getPrototypeOf(error), ...properties, text: String(error), body: String(response?.body) };
}

const bySdk = (config: ClientConfig) => commandTransport(new DynamoDBClient(config) as CommandClient);

test("requests, answers and errors are those of the SDK's own client", async () => {
  let requestsSeen = 0;
  await fc.assert(
    fc.asyncProperty(cases, async (one) => {
      vi.spyOn(console, "warn").mockImplementation(() => {});
      const [ours, theirs] = await Promise.all([through(sdkTransport, one), through(bySdk, one)]);
      requestsSeen += ours.sent.length;
      deepStrictEqual(ours.sent, theirs.sent);
      deepStrictEqual(ours.outcomes, theirs.outcomes);
    }),
    { numRuns: 60 },
  );
  // Some configurations are refused before anything is sent.
  expect(requestsSeen).toBeGreaterThan(20);
});
