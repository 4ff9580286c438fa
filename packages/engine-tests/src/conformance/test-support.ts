import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { Place } from "./bench.ts";

/** An engine that gives every request the same answer: a place to see that no probe is content with it. */
export async function monotonous(
  status: number,
  body: object,
): Promise<{ readonly place: Place; readonly stop: () => Promise<void> }> {
  const server = createServer((request, response) => {
    request.resume().once("end", () => {
      response.writeHead(status, { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": "r" });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const config = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    maxAttempts: 1,
  };
  const client = new DynamoDBClient(config);
  const streams = new DynamoDBStreamsClient(config);
  const tables = { main: "main", plain: "plain", bytes: "bytes", numbers: "numbers" };
  return {
    place: { client, otherClient: client, streams, tables, prefix: "made" },
    stop: async () => {
      client.destroy();
      streams.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Json = Record<string, unknown>;

/** A change of requests before they are sent, or of answers after they came. */
export interface Fault {
  readonly request?: (input: Json) => void;
  readonly response?: (output: Json) => void;
  readonly error?: (error: Json) => void;
}

/** The engine that a client talks to, but wrong in one way. */
export function withFault(client: DynamoDBClient, { request, response, error }: Fault): DynamoDBClient {
  client.middlewareStack.add(
    (next) => async (args) => {
      const input = structuredClone(args.input) as Json;
      request?.(input);
      if (request !== undefined) dropUnused(input);
      try {
        const result = await next({ ...args, input });
        // An answer of whatever operation: faults change it by the names that DynamoDB gives.
        response?.(result.output as unknown as Json);
        return result;
      } catch (reason) {
        error?.(reason as Json);
        throw reason;
      }
    },
    { step: "initialize", priority: "high" },
  );
  return client;
}

/** Without an expression that used them, names and values are refused. */
function dropUnused(input: Json): void {
  const expressions = Object.entries(input).flatMap(([name, value]) => (name.endsWith("Expression") ? [value] : []));
  for (const kind of ["ExpressionAttributeNames", "ExpressionAttributeValues"]) {
    const left = Object.entries((input[kind] ?? {}) as Json).filter(([name]) =>
      expressions.some((expression) => new RegExp(`${name}(?!\\w)`).test(String(expression))),
    );
    if (left.length === 0) delete input[kind];
    else input[kind] = Object.fromEntries(left);
  }
}
