import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import { stubClient } from "../testing/stub-client.ts";
import { transportOf } from "./transport-of.ts";

const config = { region: "eu-central-1", credentials: { accessKeyId: "a", secretAccessKey: "b" } };

test("a client is used as it is, and gets commands", async () => {
  const client = stubClient({ Item: { id: { S: "a" } } });
  for (const transport of [transportOf(client), transportOf(client, "sdk")]) expect(transport.client).toBe(client);
  const input = { TableName: "T", Key: { id: { S: "a" } } };
  const output = await transportOf(client).send("GetItem", input, undefined, undefined);
  expect(output).toEqual({ Item: { id: { S: "a" } } });
  expect(client.sent).toMatchObject([{ name: "GetItemCommand", input, abortSignal: undefined }]);
});

test("of a configuration a client is made", () => {
  for (const transport of [transportOf(config), transportOf(config, "sdk"), transportOf(config, "direct")]) {
    expect(transport.client).toBeInstanceOf(DynamoDBClient);
  }
});

test("there are no other transports", () => {
  for (const name of ["client", "http", null]) {
    expect(() => transportOf(config, name as never)).toThrow(/transport is "sdk" or "direct"/);
  }
});
