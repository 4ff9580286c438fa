import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import { capture } from "./capture.ts";
import { templateOf } from "./template.ts";
import { answer, network } from "./test-support.ts";

async function template(settings: DynamoDBClientConfig = {}) {
  const { sent, config } = network(answer({}));
  const captured = await capture(new DynamoDBClient({ ...config, ...settings }), "GetItem", {
    TableName: "T",
    Key: {},
  });
  expect(sent).toEqual([]);
  return templateOf(captured);
}

test("has what requests have in common, and nothing of the one that it was learned from", async () => {
  const { request } = await template();
  expect(request).toMatchObject({
    method: "POST",
    protocol: "https:",
    hostname: "dynamodb.eu-central-1.amazonaws.com",
    path: "/",
    body: undefined,
  });
  const same = Object.entries(request.headers).flatMap(([name, value]) => (value === "" ? [] : [name]));
  expect(same.sort()).toEqual(["content-type", "host", "user-agent", "x-amz-target", "x-amz-user-agent"]);
});

test("is signed by this library where that comes to the same, and else by what the SDK was given", async () => {
  expect((await template()).sign).toBeTypeOf("function");
  expect(
    (await template({ credentials: { accessKeyId: "A", secretAccessKey: "s", sessionToken: "t" } })).sign,
  ).toBeTypeOf("function");
  const sign = async (request: object): Promise<object> =>
    Object.assign(request, { headers: { authorization: "mine" } });
  expect((await template({ signer: { sign } as never })).sign).toBeUndefined();
});
