import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { answer, network } from "./test-support.ts";

beforeEach(() => void vi.resetModules());
afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

/** The tracing headers of a request in both ways. */
async function traced(): Promise<readonly Readonly<Record<string, string | undefined>>[]> {
  const { commandTransport } = await import("../command-transport.ts");
  // What never changes in a process is read once.
  const { directTransport } = await import("./direct-transport.ts");
  const { sent, config } = network(answer({}));
  for (const make of [commandTransport, directTransport]) {
    await make(new DynamoDBClient(config)).send("GetItem", { TableName: "T", Key: {} }, undefined, undefined);
  }
  const names = ["X-Amzn-Trace-Id", "traceparent", "tracestate", "baggage"];
  return sent.map(({ headers }) => Object.fromEntries(names.map((name) => [name, headers[name]])));
}

test("requests of a Lambda function say what they are part of, as those of the SDK", async () => {
  vi.stubEnv("AWS_LAMBDA_FUNCTION_NAME", "function");
  vi.stubEnv("_X_AMZN_TRACE_ID", "Root=1-2");
  const [sdk, direct] = await traced();
  expect(sdk).toMatchObject({ "X-Amzn-Trace-Id": "Root=1-2" });
  expect(direct).toEqual(sdk);
});

test("others say nothing", async () => {
  vi.stubEnv("_X_AMZN_TRACE_ID", "Root=1-2");
  const [sdk, direct] = await traced();
  expect(Object.values(direct ?? {})).toEqual([undefined, undefined, undefined, undefined]);
  expect(direct).toEqual(sdk);
});

test("what the runtime keeps of an invocation comes first, and is read for each request", async () => {
  vi.stubEnv("AWS_LAMBDA_FUNCTION_NAME", "function");
  const { addTracing } = await import("./tracing.ts");
  let trace = "Root=1";
  vi.stubGlobal("awslambda", {
    InvokeStore: { getXRayTraceId: () => trace, getTraceparent: () => "00-1", getTracestate: () => "a=b" },
  });
  const headersNow = (): object => {
    const headers = {};
    addTracing(headers);
    return headers;
  };
  expect(headersNow()).toEqual({ "X-Amzn-Trace-Id": "Root=1", traceparent: "00-1", tracestate: "a=b" });
  trace = "Root=2";
  expect(headersNow()).toMatchObject({ "X-Amzn-Trace-Id": "Root=2" });
});
