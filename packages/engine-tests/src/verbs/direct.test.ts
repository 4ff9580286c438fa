import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { bytes, connect, defineEntity, defineTable, repository } from "keywright";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { useDynamoDB } from "../test-support.ts";

const table = defineTable({ name: "Direct", partitionKey: { PK: "S" }, sortKey: { SK: "S" } });
const Blob = defineEntity({
  name: "Blob",
  table,
  schema: z.object({ owner: z.string(), id: z.string(), data: bytes(), parts: z.array(bytes()), text: z.string() }),
  key: { PK: "OWNER#{owner}", SK: "BLOB#{id}" },
});

const dynamodb = useDynamoDB({ tables: [table] });
const direct = { transport: "direct" } as const;
const blob = (id: string, text: string) => ({
  owner: "ada",
  id,
  data: Uint8Array.of(0, 255, 34, 92),
  parts: [Uint8Array.of(), Uint8Array.of(1)],
  text,
});

// The requests of other tests go through what observes them. These go out through the SDK's own connections.
describe("the direct path over the SDK's own connections", () => {
  const clients: Readonly<Record<string, () => DynamoDBClient | DynamoDBDocumentClient | DynamoDBClientConfig>> = {
    "a configuration": () => dynamodb().engine.clientConfig,
    "a DynamoDBClient": () => dynamodb().engine.client(),
    "a DynamoDBDocumentClient": () => DynamoDBDocumentClient.from(dynamodb().engine.client()),
  };

  test.each(Object.entries(clients))("of %s", async (name, make) => {
    const db = connect(make(), { ...direct, tables: dynamodb().tableNames });
    const blobs = repository(db, Blob);
    const created = await blobs.create(blob(name, 'no ASCII: "ä", "\u{1f511}", \u2028 and "B":'));
    expect(await blobs.get(created)).toEqual(created);
    expect((await blobs.query({ owner: "ada" })).items).toContainEqual(created);
    await expect(blobs.create(created)).rejects.toMatchObject({ item: created });
    await blobs.delete(created);
    expect(await blobs.get(created)).toBeUndefined();
  });

  test("in pages of a megabyte", async () => {
    const blobs = repository(
      connect(dynamodb().engine.clientConfig, { ...direct, tables: dynamodb().tableNames }),
      Blob,
    );
    const text = "x".repeat(390_000);
    for (const id of ["1", "2", "3", "4"]) await blobs.create({ ...blob(id, text), owner: "large" });
    const { items } = await blobs.query({ owner: "large" }, { limit: 4 });
    expect(items.map((item) => item.text.length)).toEqual([390_000, 390_000, 390_000, 390_000]);
  });
});

type Behaviour = (request: IncomingMessage, response: ServerResponse, attempt: number) => void;

/** A server that behaves badly, and what a `get` from it comes to. */
async function getFrom(behave: Behaviour, options: { readonly signal?: AbortSignal } = {}): Promise<unknown> {
  let attempts = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => behave(request, response, ++attempts));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const credentials = { accessKeyId: "a", secretAccessKey: "b" };
  const settings = { region: "eu-central-1", endpoint: `http://127.0.0.1:${port}`, credentials, maxAttempts: 2 };
  const client = new DynamoDBClient(settings);
  try {
    return await connect(client, direct).send(Blob.get({ owner: "ada", id: "x" }), options);
  } finally {
    client.destroy();
    server.closeAllConnections();
    server.close();
  }
}

describe("the direct path and a network that fails", () => {
  const cutOff: Behaviour = (_, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write('{"Item":');
    setTimeout(() => response.destroy(), 20);
  };

  test("reads again where an answer ends early", async () => {
    const result = await getFrom((request, response, attempt) => {
      if (attempt === 1) cutOff(request, response, attempt);
      else response.end("{}");
    });
    expect(result).toBeUndefined();
  });

  test("says of which answer it was where it goes on failing", async () => {
    const error = await getFrom(cutOff).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "ECONNRESET", $metadata: { httpStatusCode: 200, attempts: 2 } });
  });

  test("stops at a signal while an answer comes in", async () => {
    const controller = new AbortController();
    const reading = getFrom(
      (_, response) => {
        response.writeHead(200);
        response.write('{"Item":');
        controller.abort();
      },
      { signal: controller.signal },
    );
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
  });
});
