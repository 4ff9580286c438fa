import { Readable } from "node:stream";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { connect, type Database, defineEntity, defineTable, increment, OutcomeUnknownError } from "keywright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { useDynamoDB } from "../test-support.ts";

const table = defineTable({ name: "Broken", partitionKey: { PK: "S" } });
const Plain = defineEntity({
  name: "Plain",
  table,
  schema: z.object({ id: z.string(), count: z.number() }),
  key: { PK: "PLAIN#{id}" },
});
const dynamodb = useDynamoDB({ tables: [table] });
const plain = async (id: string) => (await dynamodb().db.send(Plain.get({ id }, { consistent: true })))?.count;

interface Answer {
  readonly response: { statusCode: number; headers: Record<string, string>; body: unknown };
}
/** The answer came, and what it says cannot be read. */
const half = async ({ response }: Answer): Promise<Answer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) chunks.push(chunk);
  const whole = Buffer.concat(chunks);
  return { response: { ...response, body: Readable.from([whole.subarray(0, Math.max(1, whole.length - 5))]) } };
};
const breaking = async ({ response }: Answer): Promise<Answer> => {
  const body = new Readable({
    read() {
      this.destroy(Object.assign(new Error("aborted"), { code: "ECONNRESET" }));
    },
  });
  return { response: { ...response, body } };
};
/** The network says of what was sent that there is no way: that comes from a connection that was there. */
const failing = (code: string, syscall: string) => async (): Promise<Answer> => {
  throw Object.assign(new Error(`${syscall} ${code}`), { code, syscall, errno: -113 });
};
const kinds: Record<string, (answer: Answer) => Promise<Answer>> = {
  "a body that is cut off": half,
  "a body that breaks off": breaking,
  "no way to the host any more": failing("EHOSTUNREACH", "read"),
  "no way to the network any more": failing("ENETUNREACH", "write"),
  "nobody there any more": failing("ECONNREFUSED", "read"),
};

/** A client of the SDK whose handler sends what others break. */
let through: DynamoDBClient;
beforeAll(() => {
  through = new DynamoDBClient({ endpoint: dynamodb().engine.endpoint });
});
afterAll(() => through.destroy());

/** A handler that breaks the first answer to an update. */
function handler(spoil: (answer: Answer) => Promise<Answer>): object {
  const inner = through.config.requestHandler as { handle(request: unknown, options: unknown): Promise<Answer> };
  let isOver = false;
  return {
    metadata: { handlerProtocol: "http/1.1" },
    handle: async (request: { headers: Record<string, string> }, options: unknown) => {
      const answer = await inner.handle(request, options);
      if (isOver || !request.headers["x-amz-target"]?.endsWith("UpdateItem")) return answer;
      isOver = true;
      return spoil(answer);
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  };
}

describe.each(["client", "sdk", "direct"])(
  "an update that was carried out is unknown, and not repeated, through %s: the answer has",
  (way) => {
    test.each(Object.keys(kinds))("%s", async (kind) => {
      const id = `${way} ${kind}`;
      await dynamodb().db.send(Plain.create({ id, count: 1 }));
      const config = {
        endpoint: dynamodb().engine.endpoint,
        region: await dynamodb().client.config.region(),
        credentials: await dynamodb().client.config.credentials(),
        requestHandler: handler(kinds[kind] ?? expect.unreachable()) as never,
      };
      const options = { tables: dynamodb().tableNames };
      const db: Database =
        way === "client"
          ? connect(new DynamoDBClient(config), options)
          : connect(config, { ...options, transport: way as "sdk" });
      const told = await db.attempt(Plain.update({ id }, { count: increment(1) }, { returning: "none" }));
      expect({ unknown: !told.ok && OutcomeUnknownError.isInstance(told.error), count: await plain(id) }).toEqual({
        unknown: true,
        count: 2,
      });
    });
  },
);
