import { CreateTableCommand, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { startEngine } from "@keywright/testkit";
import { afterEach, expect, test, vi } from "vitest";

afterEach(() => vi.unstubAllEnvs());

test("sets keep text in any script where no locale is set", async () => {
  for (const name of ["LANG", "LC_ALL", "LC_CTYPE"]) vi.stubEnv(name, "C");
  await using engine = await startEngine();
  const client = engine.client();
  await client.send(
    new CreateTableCommand({
      TableName: "Words",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
    }),
  );
  const id = { S: "1" };
  await client.send(new PutItemCommand({ TableName: "Words", Item: { id, words: { SS: ["a", "ä", "語", "😀"] } } }));
  const { Attributes } = await client.send(
    new UpdateItemCommand({
      TableName: "Words",
      Key: { id },
      UpdateExpression: "DELETE words :words",
      ExpressionAttributeValues: { ":words": { SS: ["a"] } },
      ReturnValues: "ALL_NEW",
    }),
  );
  expect([...(Attributes?.words?.SS ?? [])].sort()).toEqual(["ä", "語", "😀"].sort());
});
