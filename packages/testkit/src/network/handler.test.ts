import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { crc32 } from "node:zlib";
import {
  DescribeTableCommand,
  DynamoDBClient,
  type GetItemCommandOutput,
  ListTablesCommand,
} from "@aws-sdk/client-dynamodb";
import { defineTable } from "keywright";
import { describe, expect, test } from "vitest";
import type { Attempt } from "./attempt.ts";
import { interceptingHandler } from "./handler.ts";
import { failure, useNotes } from "./test-support.ts";
import { unobserved } from "./unobserved.ts";

const notes = useNotes();

describe("many requests side by side", () => {
  test("each has its own faults, answers and record", async () => {
    const { faults, requests } = notes();
    const ids = Array.from({ length: 200 }, (_, i) => `side-${i}`);
    // The fourth attempt is the SDK's last.
    const when = ({ attempt }: Attempt) => attempt < 4;
    faults.reset({ probability: 0.2, seed: 7, when });
    faults.loseResponse({ probability: 0.1, seed: 8, on: "PutItem", when });
    // The SDK's budget for retries would not do for all of them at once.
    const outputs: { readonly $metadata: { readonly attempts?: number | undefined } }[] = [];
    const items: GetItemCommandOutput[] = [];
    for (let from = 0; from < ids.length; from += 40) {
      const some = ids.slice(from, from + 40);
      outputs.push(...(await Promise.all(some.map((id) => notes.put(id, `text of ${id}`)))));
      items.push(...(await Promise.all(some.map((id) => notes.get(id)))));
    }
    expect(items.map(({ Item }) => Item?.text?.S)).toEqual(ids.map((id) => `text of ${id}`));
    expect(requests.counts()).toEqual({ put: 200, get: 200 });
    const sent = [...outputs, ...items].reduce((sum, { $metadata }) => sum + ($metadata.attempts ?? 0), 0);
    expect(requests.all.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(sent);
    // Each attempt that failed is in the report, and the one after it is its retry.
    expect(faults.report()).toHaveLength(sent - 400);
    const puts = requests.all.filter(({ verb }) => verb === "put");
    const inputs = puts.map(({ input }) => JSON.stringify(input));
    expect(inputs.every((input, i) => input.includes(`"${ids[i]}"`))).toBe(true);
  });

  test("what one side does unobserved, the other does not", async () => {
    const { requests } = notes();
    await Promise.all([
      ...Array.from({ length: 20 }, (_, i) => notes.put(`seen-${i}`)),
      ...Array.from({ length: 20 }, (_, i) => unobserved(() => notes.put(`unseen-${i}`))),
    ]);
    const keys = requests.all.map(({ input }) => JSON.stringify(input));
    expect(keys).toHaveLength(20);
    expect(keys.every((key) => key.includes("seen-") && !key.includes("unseen-"))).toBe(true);
  });
});

test("tables that are created and dropped later have no faults and records, and keep their names in the model", async () => {
  const { faults, requests, client, createTables, dropTables, tableNames } = notes();
  faults.reset({ times: Number.POSITIVE_INFINITY });
  await createTables(defineTable({ name: "Later", partitionKey: { id: "S" } }));
  expect(requests.all).toEqual([]);
  faults.clear();
  await client.send(new DescribeTableCommand({ TableName: tableNames.Later }));
  await dropTables();
  expect(requests.all).toMatchObject([{ verb: "describeTable", tableNames: ["Later"] }]);
  await createTables(
    defineTable({ name: "Notes", partitionKey: { noteId: "S" } }),
    defineTable({ name: "Logs", partitionKey: { noteId: "S" } }),
  );
});

test("another client of the engine is left alone", async () => {
  const { faults, requests, engine } = notes();
  faults.reset({ times: Number.POSITIVE_INFINITY });
  await engine.client().send(new ListTablesCommand({}));
  expect(requests.all).toEqual([]);
  expect(await failure(notes().client.send(new ListTablesCommand({})))).toMatchObject({ code: "ECONNRESET" });
});

test("answers that the kit makes have the checksum and the identity of the service", async () => {
  notes().faults.conflict();
  const error = await failure(notes.put("n"));
  const { $response, $metadata } = error as Error & {
    $response: { headers: Record<string, string>; body: Uint8Array };
    $metadata: { requestId: string };
  };
  expect($response.headers["x-amz-crc32"]).toBe(String(crc32($response.body)));
  expect($response.headers["content-length"]).toBe(String($response.body.byteLength));
  expect($metadata.requestId).toMatch(/^[0-9A-F]{52}$/);
});

test("a request whose body is changed is signed anew", async () => {
  interface Seen {
    readonly headers: IncomingMessage["headers"];
    readonly body: string;
  }
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      seen.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const config = {
    endpoint: `http://127.0.0.1:${port}`,
    region: "eu-central-1",
    credentials: { accessKeyId: "key", secretAccessKey: "secret" },
  };
  const through = new DynamoDBClient(config);
  const requestHandler = interceptingHandler({
    through,
    modelName: (name) => name,
    intercept: ({ attempt, send }) => send({ ...attempt.input, Limit: 7, ExclusiveStartTableName: "größer" }),
  });
  const client = new DynamoDBClient({ ...config, requestHandler });
  try {
    await client.send(new ListTablesCommand({ Limit: 5 }));
    const [{ headers, body } = { headers: {}, body: "" }] = seen;
    expect(JSON.parse(body)).toEqual({ Limit: 7, ExclusiveStartTableName: "größer" });
    expect(headers.authorization).toBe(signature(headers, body, "eu-central-1", "secret"));
  } finally {
    client.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** The header that a request must have, by the rules of AWS's signatures, version 4. */
function signature(headers: IncomingMessage["headers"], body: string, region: string, secret: string): string {
  const sha = (text: string) => createHash("sha256").update(text).digest("hex");
  const mac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
  const [, names = ""] = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? "") ?? [];
  const lines = names.split(";").map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const canonical = `POST\n/\n\n${lines.join("")}\n${names}\n${sha(body)}`;
  const time = String(headers["x-amz-date"]);
  const scope = [time.slice(0, 8), region, "dynamodb", "aws4_request"];
  const text = `AWS4-HMAC-SHA256\n${time}\n${scope.join("/")}\n${sha(canonical)}`;
  const key = scope.reduce<string | Buffer>(mac, `AWS4${secret}`);
  return `AWS4-HMAC-SHA256 Credential=key/${scope.join("/")}, SignedHeaders=${names}, Signature=${mac(key, text).toString("hex")}`;
}

test("requests to other services pass, whatever the faults", async () => {
  const sent: unknown[] = [];
  const inner = {
    handle: async (request: unknown) => {
      sent.push(request);
      return { response: { statusCode: 200, headers: {}, body: new Uint8Array() } };
    },
  };
  const through = new DynamoDBClient({ region: "us-east-1", requestHandler: inner });
  const handler = interceptingHandler({
    through,
    modelName: (name) => name,
    intercept: () => Promise.reject(new Error("intercepted")),
  });
  const request = { headers: { "x-amz-target": "AWSSecurityTokenService.AssumeRole" }, body: "{}" };
  await handler.handle(request);
  expect(sent).toEqual([request]);
});
