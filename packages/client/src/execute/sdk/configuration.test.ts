import { setTimeout as sleep } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { expect, onTestFinished, test, vi } from "vitest";
import { newAttempts } from "../attempts.ts";
import type { ClientConfig } from "../client-or-config.ts";
import { answer, failure, get, network, refusal, type Sent, textOf, transportOf } from "./test-support.ts";

const hosts = (sent: readonly Sent[]) => sent.map(({ hostname }) => hostname);

test("the endpoint follows the account of the credentials and the table's ARN", async () => {
  const { sent, config } = network(answer({}));
  const credentials = { accessKeyId: "a", secretAccessKey: "b", accountId: "111111111111" };
  const transport = transportOf(config, { credentials, accountIdEndpointMode: "preferred" });
  await get(transport);
  await get(transport, "arn:aws:dynamodb:eu-central-1:222222222222:table/TaskApp");
  await get(transportOf(config, { credentials, accountIdEndpointMode: "disabled" }));
  expect(hosts(sent)).toEqual([
    "111111111111.ddb.eu-central-1.amazonaws.com",
    "222222222222.ddb.eu-central-1.amazonaws.com",
    "dynamodb.eu-central-1.amazonaws.com",
  ]);
});

test("requests at the same time keep their own endpoints and credentials", async () => {
  const { sent, config } = network(answer({}));
  let asked = 0;
  const accounts = ["111111111111", "222222222222", "333333333333"];
  const transport = transportOf(config, {
    accountIdEndpointMode: "preferred",
    credentials: Object.assign(
      async () => {
        const accountId = accounts[asked++ % 3] ?? "";
        await sleep(asked % 3);
        return { accessKeyId: `KEY-${accountId}`, secretAccessKey: "b", accountId };
      },
      { memoized: true },
    ),
  });
  const arn = (account: string) => `arn:aws:dynamodb:eu-central-1:${account}:table/TaskApp`;
  await Promise.all([...accounts, ...accounts].map((account) => get(transport, arn(account))));
  for (const { hostname, body } of sent) {
    const { TableName } = JSON.parse(textOf({ body } as Sent)) as { TableName: string };
    expect(TableName.split(":")[4]).toBe(hostname.split(".")[0]);
  }
});

/** The header that the SDK signs a request with, at the time that it says. */
async function signature({ authorization, ...headers }: Sent["headers"], request: Sent, config: ClientConfig) {
  const signer = await new DynamoDBClient(config).config.signer();
  const [, day, time] = /^(\d{8})T(\d{6})Z$/.exec(headers["x-amz-date"] ?? "") ?? [];
  const iso = `${day?.replace(/(....)(..)(..)/, "$1-$2-$3")}T${time?.replace(/(..)(..)(..)/, "$1:$2:$3")}Z`;
  const signed = await signer.sign({ ...request, headers } as never, { signingDate: new Date(iso) });
  expect(authorization).toBeDefined();
  return (signed as Pick<Sent, "headers">).headers.authorization;
}

test("requests are signed as the SDK signs them, also with a key that is kept", async () => {
  const { sent, config } = network(answer({}));
  const [first, second] = ["one", "two"].map((secretAccessKey) => ({ accessKeyId: "KEY", secretAccessKey }));
  let current = first;
  const credentials = Object.assign(async () => current as never, { memoized: true });
  const transport = transportOf(config, { credentials });
  const by = [first, first, second, first];
  for (const of of by) {
    current = of;
    await get(transport);
  }
  for (const [i, request] of sent.entries()) {
    const expected = await signature(request.headers, request, { ...config, credentials: by[i] } as ClientConfig);
    expect(request.headers.authorization).toBe(expected);
  }
  expect(new Set(sent.map(({ headers }) => headers.authorization)).size).toBe(4);
});

test("expired credentials are asked for again, and the new ones sign", async () => {
  const { sent, config } = network(answer({}));
  let count = 0;
  const credentials = async () => {
    count += 1;
    return { accessKeyId: `KEY${count}`, secretAccessKey: "b", expiration: new Date(Date.now() - 1000) };
  };
  const transport = transportOf(config, { credentials });
  await get(transport);
  await get(transport);
  const keys = sent.map(({ headers }) => /Credential=(\w+)\//.exec(headers.authorization ?? "")?.[1]);
  expect(new Set(keys).size).toBe(2);
});

test("throttling is retried as often as configured, in all modes", async () => {
  for (const retryMode of ["standard", "adaptive"]) {
    const { sent, config } = network(refusal(500, "InternalServerError"), answer({ Item: { id: { S: "a" } } }));
    const output = await get(transportOf(config, { retryMode, maxAttempts: 2 }));
    expect(output).toMatchObject({ Item: { id: { S: "a" } }, $metadata: { attempts: 2, requestId: "ID" } });
    expect(sent.map(({ headers }) => headers["amz-sdk-request"])).toEqual(["attempt=1; max=2", "attempt=2; max=2"]);
    expect(new Set(sent.map(({ headers }) => headers["amz-sdk-invocation-id"])).size).toBe(1);
  }
  const { sent, config } = network(refusal(400, "ProvisionedThroughputExceededException"));
  const error = await failure(get(transportOf(config, { maxAttempts: 1 })));
  expect(error).toMatchObject({ name: "ProvisionedThroughputExceededException", $metadata: { attempts: 1 } });
  expect(sent).toHaveLength(1);
});

test("a clock that is wrong is corrected", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2036-05-01T12:30:00Z") });
  onTestFinished(() => void vi.useRealTimers());
  const server = new Date(Date.now() + 3_600_000);
  const skewed = refusal(400, "InvalidSignatureException", { date: server.toUTCString() });
  const { sent, config } = network(skewed, answer({}));
  await get(transportOf(config));
  const times = sent.map(({ headers }) => headers["x-amz-date"]?.slice(0, 11));
  const hour = (date: Date) => date.toISOString().replaceAll(/[-:]/g, "").slice(0, 11);
  expect(times).toEqual([hour(new Date()), hour(server)]);
});

test("what is aborted rejects as the SDK does, before and while it is sent; the handler gets the signal", async () => {
  let seen: AbortSignal | undefined;
  const { config } = network((_request, { abortSignal }) => {
    seen = abortSignal;
    return new Promise((_, reject) => {
      const abort = () => reject(Object.assign(new Error("Request aborted"), { name: "AbortError" }));
      abortSignal?.addEventListener("abort", abort);
    });
  });
  const controller = new AbortController();
  const sending = failure(get(transportOf(config), "TaskApp", controller.signal));
  await vi.waitFor(() => expect(seen).toBe(controller.signal));
  controller.abort();
  expect(await sending).toMatchObject({ name: "AbortError" });
});

test("what must not be repeated is not, and other requests at the same time are", async () => {
  const reset = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
  const { sent, config } = network(async ({ headers, body }) => {
    if (headers["amz-sdk-request"]?.startsWith("attempt=1")) throw reset;
    return answer({ Attributes: { body: { S: String(body) } } });
  });
  const transport = transportOf(config);
  const update = (attempts: ReturnType<typeof newAttempts>) =>
    transport.send("UpdateItem", { TableName: "TaskApp", Key: {} }, undefined, attempts);
  const [once, again] = [newAttempts(false), newAttempts(true)];
  const [error, output] = await Promise.all([failure(update(once)), update(again), get(transport)]);
  expect(error).toBe(reset);
  expect(once).toMatchObject({ followed: true, lost: true, pending: false });
  expect(output).toMatchObject({ $metadata: { attempts: 2 } });
  expect(again).toMatchObject({ followed: true, lost: true, pending: false });
  expect(sent).toHaveLength(5);
});

test("what fails before the first attempt was never sent", async () => {
  const { sent, config } = network(answer({}));
  const timeout = Object.assign(new Error("no answer from the metadata service"), { name: "TimeoutError" });
  const transport = transportOf(config, { credentials: () => Promise.reject(timeout) });
  const attempts = newAttempts(true);
  const error = await failure(transport.send("PutItem", { TableName: "TaskApp", Item: {} }, undefined, attempts));
  expect(error).toBe(timeout);
  expect(attempts).toMatchObject({ lost: false, pending: false });
  expect(sent).toHaveLength(0);
});

test("a logger of the user's hears of everything, with its warnings", async () => {
  const say = vi.fn<(entry: object) => void>();
  const logger = { trace: say, debug: say, info: say, warn: say, error: say };
  const { config } = network(answer({ Item: { id: { S: "a" } } }), refusal(400, "ValidationException"));
  const transport = transportOf(config, { logger });
  await get(transport);
  await failure(get(transport));
  expect(say).toHaveBeenCalledWith(
    expect.objectContaining({
      clientName: "DynamoDBClient",
      commandName: "GetItemCommand",
      input: { TableName: "TaskApp", Key: { id: { S: "a" } } },
      output: { Item: { id: { S: "a" } } },
      metadata: expect.objectContaining({ httpStatusCode: 200 }),
    }),
  );
  expect(say).toHaveBeenCalledWith(
    expect.objectContaining({
      commandName: "GetItemCommand",
      error: expect.objectContaining({ name: "ValidationException" }),
    }),
  );
});

test("a protocol of the user's writes and reads", async () => {
  const { sent, config } = network(answer({ Item: { id: { S: "a" } } }));
  const written: string[] = [];
  const { protocol: theirs } = new DynamoDBClient(config).config;
  const protocol = new Proxy<object>(theirs, {
    get(target, name) {
      if (name === "serializeRequest") written.push(name);
      const member: unknown = Reflect.get(target, name);
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
  expect(await get(transportOf(config, { protocol: protocol as never }))).toMatchObject({ Item: { id: { S: "a" } } });
  expect(written).toEqual(["serializeRequest"]);
  expect(sent).toHaveLength(1);
});

test("a signer of the user's signs", async () => {
  const { sent, config } = network(answer({}));
  const sign = async (request: object) => Object.assign(request, { signed: true });
  await get(transportOf(config, { signer: { sign } as never }));
  expect(sent[0]).toMatchObject({ signed: true });
});

test("endpoints with a path, and those that change", async () => {
  const { sent, config } = network(answer({}));
  await get(transportOf(config, { endpoint: "https://proxy.example/some/path" }));
  let port = 8000;
  const endpoint = async () => {
    port += 1;
    return { url: new URL(`http://h:${port}/`), headers: { "X-Port": [String(port)] } };
  };
  const transport = transportOf(config, { endpoint });
  await get(transport);
  await get(transport);
  expect(sent).toMatchObject([
    { hostname: "proxy.example", path: "/some/path/" },
    { hostname: "h", port: expect.any(Number) },
    { hostname: "h", port: expect.any(Number) },
  ]);
  expect(sent[2]?.port).not.toBe(sent[1]?.port);
  expect(sent[2]?.headers["x-port"]).not.toBe(sent[1]?.headers["x-port"]);
});
