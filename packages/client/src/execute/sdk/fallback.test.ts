import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { prepare } from "./prepare.ts";
import { answer, get, network } from "./test-support.ts";

// What another version of the SDK may have in another way.
const change: { current: (client: DynamoDBClient) => void } = { current: () => {} };

vi.mock("@aws-sdk/client-dynamodb", async (original) => {
  const sdk = await original<typeof import("@aws-sdk/client-dynamodb")>();
  function Changed(config: object): DynamoDBClient {
    const client = new sdk.DynamoDBClient(config);
    change.current(client);
    return client;
  }
  return { ...sdk, DynamoDBClient: Changed };
});

beforeEach(() => {
  vi.resetModules();
});
afterEach(() => {
  vi.restoreAllMocks();
});

test.each<[string, number, (client: DynamoDBClient) => void]>([
  ["as it is", 0, () => {}],
  [
    "with a stack that cannot be copied",
    1,
    ({ middlewareStack }) => Reflect.deleteProperty(middlewareStack, "applyToStack"),
  ],
  ["without a collector", 1, ({ config }) => Reflect.deleteProperty(config, "streamCollector")],
  ["without a class of requests", 1, ({ config }) => Object.assign(config.protocol, { getRequestType: undefined })],
  ["with another protocol", 1, ({ config }) => Object.assign(config.protocol, { getShapeId: () => "other#protocol" })],
  ["without the logger's middleware", 0, ({ middlewareStack }) => middlewareStack.remove("loggerMiddleware")],
])("a client %s: warnings: %i", async (_, warnings, changed) => {
  const emitted = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
  change.current = changed;
  const { sdkTransport } = await import("./sdk-transport.ts");
  const { sent, config } = network(answer({ Item: { id: { S: "a" } } }));
  for (const transport of [sdkTransport(config), sdkTransport(config)]) {
    // Nothing collects what a client without a collector gets; bytes need no collecting.
    for (const table of ["A", "B"]) expect(await get(transport, table)).toMatchObject({ Item: { id: { S: "a" } } });
  }
  expect(sent).toHaveLength(4);
  expect(emitted).toHaveBeenCalledTimes(warnings);
  if (warnings > 0) {
    const options = expect.objectContaining({ code: "KEYWRIGHT_SDK_HOOKS" });
    expect(emitted).toHaveBeenCalledWith(expect.stringContaining("@aws-sdk/client-dynamodb"), options);
  }
});

test("a stack without what is to be replaced cannot be prepared", async () => {
  const { DynamoDBClient, GetItemCommand } = await import("@aws-sdk/client-dynamodb");
  const hooks = new DynamoDBClient(network().config) as never;
  const command = () => new GetItemCommand({ TableName: "A", Key: {} }) as never;
  expect(
    prepare(hooks, command(), command(), { needed: {}, others: { somethingElse: undefined } })?.middlewares.length,
  ).toBeGreaterThan(5);
  expect(
    prepare(hooks, command(), command(), { needed: { somethingElse: (original) => original }, others: {} }),
  ).toBeUndefined();
});
