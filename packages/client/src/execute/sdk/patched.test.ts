import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterEach, expect, test, vi } from "vitest";
import { sdkTransport } from "./sdk-transport.ts";
import { answer, get, network } from "./test-support.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

test("what replaces `send` of all clients, as mocks and tracers do, sees requests, before and after the connection is made", async () => {
  const { sent, config } = network(answer({ Item: { id: { S: "a" } } }));
  const early = sdkTransport(config);
  expect(await get(early, "A")).toMatchObject({ Item: { id: { S: "a" } } });
  const original = DynamoDBClient.prototype.send;
  const seen: string[] = [];
  const spy = vi.spyOn(DynamoDBClient.prototype, "send").mockImplementation(function (this: DynamoDBClient, command) {
    seen.push(command.constructor.name);
    return (original as (command: unknown) => Promise<never>).call(this, command);
  });
  const late = sdkTransport(config);
  for (const transport of [early, late]) {
    expect(await get(transport, "A")).toMatchObject({ Item: { id: { S: "a" } } });
  }
  expect(seen).toEqual(["GetItemCommand", "GetItemCommand"]);
  spy.mockRestore();
  await get(early, "A");
  expect(seen).toHaveLength(2);
  expect(sent).toHaveLength(4);
});

test("what is put around the order of a client's middleware sees requests", async () => {
  const { config } = network(answer({ Item: { id: { S: "a" } } }));
  const transport = sdkTransport(config);
  const { client } = transport;
  if (client === undefined) expect.unreachable();
  const { middlewareStack } = client as DynamoDBClient;
  const { concat } = middlewareStack;
  let resolved = 0;
  // As tracers do it: a stack that was put together tells when it is made into a handler.
  middlewareStack.concat = function patched(this: unknown, ...stacks: Parameters<typeof concat>) {
    const whole = concat(...stacks);
    const { resolve } = whole;
    whole.resolve = (...rest) => {
      resolved++;
      return resolve(...rest);
    };
    return whole;
  } as typeof concat;
  expect(await get(transport, "A")).toMatchObject({ Item: { id: { S: "a" } } });
  expect(resolved).toBe(1);
});
