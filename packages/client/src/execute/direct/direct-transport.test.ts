import { deepStrictEqual } from "node:assert/strict";
import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Attempts, newAttempts } from "../attempts.ts";
import { commandTransport } from "../command-transport.ts";
import type { Transport } from "../transport.ts";
import { directTransport } from "./direct-transport.ts";
import type { HttpRequest } from "./sdk-client.ts";
import { answer, failure, impatientClient, network, type Reaction, refusal } from "./test-support.ts";

const now = new Date("2026-05-01T09:30:00.250Z");
// Only the time: what the SDK does with timers it shall do.
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now }));
afterEach(() => void vi.useRealTimers());

const get = { TableName: "TaskApp", Key: { PK: { S: "a" } } };

type Make = (client: DynamoDBClient) => Transport;
interface Outcome {
  readonly sent: readonly HttpRequest[];
  readonly output?: object;
  readonly error?: Error & { readonly $metadata?: object };
  readonly offset: number;
  readonly attempts: Attempts | undefined;
}

interface Case {
  readonly settings?: DynamoDBClientConfig;
  /** Whether it is a write, and whether that may be repeated. */
  readonly repeatable?: boolean | undefined;
  readonly input?: object;
}

/** Sends one request, and gives what came of it. */
async function outcome(
  make: Make,
  reactions: readonly Reaction[],
  { settings, repeatable, input }: Case = {},
): Promise<Outcome> {
  const { sent, config } = network(...reactions);
  const client = impatientClient({ ...config, ...settings });
  const attempts = repeatable === undefined ? undefined : newAttempts(repeatable);
  const result = await make(client)
    .send("GetItem", (input ?? get) as never, undefined, attempts)
    .then(
      (output) => ({ output }),
      (error: Error) => ({ error }),
    );
  return { sent, ...result, offset: client.config.systemClockOffset, attempts };
}

/** Without what is different each time. */
function comparable({ headers, body, ...request }: HttpRequest): object {
  const { "amz-sdk-invocation-id": id, authorization, ...rest } = headers;
  expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4/);
  const withoutSignature = authorization?.replace(/Signature=[\da-f]{64}$/, "Signature=");
  return {
    ...request,
    query: { ...request.query },
    headers: { ...rest, authorization: withoutSignature },
    body: textOf(body),
  };
}

function textOf(body: unknown): unknown {
  if (typeof body === "string") return JSON.parse(body);
  return body instanceof Uint8Array ? JSON.parse(new TextDecoder().decode(body)) : body;
}

function expectSame(direct: Outcome, sdk: Outcome): void {
  deepStrictEqual(direct.sent.map(comparable), sdk.sent.map(comparable));
  deepStrictEqual(direct.output, sdk.output);
  expect(direct.error?.constructor).toBe(sdk.error?.constructor);
  expect(direct.error?.name).toBe(sdk.error?.name);
  // What could not be read is said in other words.
  if (!(sdk.error instanceof SyntaxError)) expect(direct.error?.message).toBe(sdk.error?.message);
  deepStrictEqual(direct.error?.$metadata, sdk.error?.$metadata);
  expect(direct.offset).toBe(sdk.offset);
  const { reason: found, ...attempts } = direct.attempts ?? {};
  const { reason, ...expected } = sdk.attempts ?? {};
  deepStrictEqual(attempts, expected);
  expect(found?.constructor).toBe(reason?.constructor);
}

describe("sends what the SDK sends", () => {
  const temporary = { accessKeyId: "ASIA", secretAccessKey: "secret", sessionToken: "token" };
  const ofAccount = { accessKeyId: "AKID", secretAccessKey: "secret", accountId: "123456789012" };
  const bearer = { headers: { traceparent: "00-1" } };
  const settings: Readonly<Record<string, DynamoDBClientConfig>> = {
    "as it is configured by default": {},
    "with temporary credentials": { credentials: temporary },
    "with credentials of a provider": { credentials: async () => temporary },
    "to the endpoint of an account": { credentials: ofAccount },
    "to the endpoint of a region where that of an account is not wanted": {
      credentials: ofAccount,
      accountIdEndpointMode: "disabled",
    },
    "to FIPS endpoints": { useFipsEndpoint: true },
    "to dual-stack endpoints": { useDualstackEndpoint: true, region: "us-east-1" },
    "to an endpoint of somebody's own": { endpoint: "http://localhost:8000" },
    "to an endpoint with a path": { endpoint: "https://example.test:444/some/where" },
    "with a user agent of somebody's own": { customUserAgent: "mine/1.0", userAgentAppId: "the-app" },
    "with another number of attempts": { maxAttempts: 7, retryMode: "adaptive" },
    "with a clock that is off": { systemClockOffset: 3_600_000 },
    "with a clock that is not to be corrected": { systemClockOffset: 3_600_000, disableClockSkewCorrection: true },
    "by a signer of somebody's own": {
      signer: {
        sign: async (request: { headers: object }) =>
          Object.assign(request, { headers: { ...request.headers, authorization: "mine", ...bearer.headers } }),
      } as never,
    },
  };

  test.each(Object.entries(settings))("%s", async (_, config) => {
    const reactions = [answer({ Item: { PK: { S: "a" } } })];
    expectSame(
      await outcome(directTransport, reactions, { settings: config }),
      await outcome(commandTransport, reactions, { settings: config }),
    );
  });

  test("for a table that an ARN names", async () => {
    const input = { ...get, TableName: "arn:aws:dynamodb:eu-central-1:210987654321:table/TaskApp" };
    const direct = await outcome(directTransport, [answer({})], { settings: { credentials: ofAccount }, input });
    expectSame(direct, await outcome(commandTransport, [answer({})], { settings: { credentials: ofAccount }, input }));
    expect(direct.sent[0]?.hostname).toContain("210987654321");
  });

  test("with signatures that its signer comes to", async () => {
    const { sent, config } = network(answer({}));
    const client = new DynamoDBClient({ ...config, credentials: temporary });
    await directTransport(client).send("GetItem", get, undefined, undefined);
    const [
      {
        headers: { authorization, ...headers },
        ...request
      } = { headers: {} as Record<string, string> },
    ] = sent;
    const sdk = (await client.config.signer()) as unknown as {
      sign(request: object, options: object): Promise<{ headers: Record<string, string> }>;
    };
    const again = { ...request, headers: { ...headers } };
    const options = { signingDate: now, signingRegion: "eu-central-1", signingService: "dynamodb" };
    expect((await sdk.sign(again, options)).headers.authorization).toBe(authorization);
  });
});

describe("comes to what the SDK comes to", () => {
  const served = { date: new Date(now.getTime() + 5_000).toUTCString() };
  const skewed = { date: new Date(now.getTime() - 600_000).toUTCString() };
  const garbage = { statusCode: 200, headers: { "x-amzn-requestid": "ID" }, body: new TextEncoder().encode("<html>") };
  const reaction = fc.constantFrom<Reaction>(
    answer({ Item: { PK: { S: "a" }, b: { B: "AQI=" } } }),
    answer({}, served),
    answer({}, { ...skewed, age: "7" }),
    answer({}, { "X-Amzn-RequestId": "upper case" }),
    refusal(400, "ConditionalCheckFailedException"),
    refusal(400, "ProvisionedThroughputExceededException"),
    refusal(400, "ThrottlingException", { "x-amz-retry-after": "1" }),
    refusal(400, "ValidationException", served),
    refusal(400, "InvalidSignatureException", skewed),
    refusal(403, "RequestExpired", skewed),
    refusal(500, "InternalServerError"),
    refusal(503, "ServiceUnavailable"),
    { ...garbage, statusCode: 502 },
    garbage,
    failure("ECONNRESET"),
    failure("ECONNREFUSED"),
    Object.assign(new Error("of a test"), { name: "TimeoutError" }),
    new Error("of a test"),
  );

  test("whatever the network does", async () => {
    const reactions = fc.array(reaction, { minLength: 1, maxLength: 4 });
    const repeatable = fc.option(fc.boolean(), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(reactions, repeatable, async (list, mayRepeat) => {
        // Errors of the network are written to: each path gets its own.
        const fresh = (): readonly Reaction[] =>
          list.map((each) => (each instanceof Error ? Object.assign(new Error(each.message), each) : each));
        expectSame(
          await outcome(directTransport, fresh(), { repeatable: mayRepeat }),
          await outcome(commandTransport, fresh(), { repeatable: mayRepeat }),
        );
      }),
      { numRuns: 100 },
    );
  });
});

test("a write that may have been carried out is not repeated where it must not be", async () => {
  const direct = await outcome(directTransport, [failure("ECONNRESET"), answer({})], { repeatable: false });
  expect(direct.sent).toHaveLength(1);
  expect(direct.error).toMatchObject({ code: "ECONNRESET" });
  expect(direct.attempts).toMatchObject({ followed: true, lost: true, pending: false });
});

describe("credentials", () => {
  test("are asked for again before they expire, also between attempts", async () => {
    const { sent, config } = network(refusal(500, "InternalServerError"), answer({}));
    let asked = 0;
    const credentials = async () => {
      asked += 1;
      const expiration = new Date(asked === 1 ? now.getTime() - 1000 : now.getTime() + 3_600_000);
      return { accessKeyId: `AKID${asked}`, secretAccessKey: "secret", expiration };
    };
    const transport = directTransport(impatientClient({ ...config, credentials }));
    await transport.send("GetItem", get, undefined, undefined);
    await transport.send("GetItem", get, undefined, undefined);
    const used = sent.map(({ headers }) => /AKID\d/.exec(headers.authorization ?? "")?.[0]);
    expect(used.at(-1)).toBe(used.at(-2));
    expect(used.at(-1)).toBe(`AKID${asked}`);
  });

  test("that cannot be had are the error, and are asked for again the next time", async () => {
    const { config } = network(answer({}));
    let fails = true;
    const credentials = async () => {
      if (fails) throw new Error("no credentials");
      return { accessKeyId: "AKID", secretAccessKey: "secret" };
    };
    const transport = directTransport({ ...config, credentials });
    await expect(transport.send("GetItem", get, undefined, undefined)).rejects.toThrow("no credentials");
    fails = false;
    await expect(transport.send("GetItem", get, undefined, undefined)).resolves.toMatchObject({});
  });
});

test("a region that changes is followed", async () => {
  const { sent, config } = network(answer({}));
  let region = "eu-central-1";
  const transport = directTransport({ ...config, region: async () => region });
  await transport.send("GetItem", get, undefined, undefined);
  region = "us-west-2";
  await transport.send("GetItem", get, undefined, undefined);
  expect(sent.map(({ hostname }) => hostname)).toEqual([
    "dynamodb.eu-central-1.amazonaws.com",
    "dynamodb.us-west-2.amazonaws.com",
  ]);
});

describe("a signal", () => {
  test("that is aborted keeps requests from being sent", async () => {
    const { sent, config } = network(answer({}));
    const attempts = newAttempts(true);
    const sending = directTransport(config).send("GetItem", get, AbortSignal.abort(), attempts);
    await expect(sending).rejects.toMatchObject({ name: "AbortError" });
    expect(sent).toEqual([]);
    expect(attempts.lost).toBe(false);
  });

  test("reaches the handler", async () => {
    const controller = new AbortController();
    let seen: unknown;
    const handle = async (_: unknown, options: object) => {
      seen = options;
      return { response: answer({}) };
    };
    const { config } = network();
    const transport = directTransport({ ...config, requestHandler: { handle } as never });
    await transport.send("GetItem", get, controller.signal, undefined);
    expect(seen).toEqual({ abortSignal: controller.signal });
  });
});

describe("a logger", () => {
  test("is told what the SDK tells it, and nothing of requests that are not sent", async () => {
    const entries = async (make: Make, reaction: Reaction): Promise<unknown[]> => {
      const told: unknown[] = [];
      const write = (level: string) => (entry: object) => told.push([level, JSON.parse(JSON.stringify(entry))]);
      const logger = { debug() {}, info: write("info"), warn() {}, error: write("error") };
      const client = impatientClient({ ...network(reaction).config, logger });
      await make(client)
        .send("GetItem", get, undefined, undefined)
        .catch(() => {});
      return told;
    };
    for (const reaction of [answer({ Item: { PK: { S: "a" } } }), refusal(400, "ValidationException")]) {
      const sdk = await entries(commandTransport, reaction);
      expect(sdk).toHaveLength(1);
      expect(await entries(directTransport, reaction)).toEqual(sdk);
    }
  });
});

test("a client that keeps its middleware sends for others as before", async () => {
  const { sent, config } = network(answer({ Item: { PK: { S: "a" } } }));
  const client = new DynamoDBClient({ ...config, cacheMiddleware: true });
  const [direct, own] = [directTransport(client), commandTransport(client)];
  for (const transport of [own, direct, own, direct]) {
    expect(await transport.send("GetItem", get, undefined, undefined)).toMatchObject({ Item: { PK: { S: "a" } } });
  }
  expect(sent).toHaveLength(4);
});

describe("refuses", () => {
  test("a client with middleware of somebody's own", () => {
    const client = new DynamoDBClient({ region: "eu-central-1" });
    expect(() => directTransport(client)).not.toThrow();
    client.middlewareStack.add((next) => next, { step: "build", name: "tracing" });
    expect(() => directTransport(client)).toThrow(/tracing - build/);
  });

  test("a client whose send was replaced, and what is no client of the SDK", () => {
    const client = new DynamoDBClient({ region: "eu-central-1" });
    Object.assign(client, { send: async () => ({}) });
    expect(() => directTransport(client)).toThrow(/`send` of its own/);
    expect(() => directTransport({ send: async () => ({}) })).toThrow(TypeError);
  });

  test("a retry strategy that sends requests itself", async () => {
    const { config } = network(answer({}));
    const retryStrategy = { retry: (next: (args: object) => unknown, args: object) => next(args) };
    const transport = directTransport({ ...config, retryStrategy: retryStrategy as never });
    await expect(transport.send("GetItem", get, undefined, undefined)).rejects.toThrow(/retry strategy/);
  });
});
