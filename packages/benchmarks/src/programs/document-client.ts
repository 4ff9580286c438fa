import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { keysOf, partitionOf, primaryKey, sortPrefix } from "../contenders/keys.ts";
import type { Program } from "./program.ts";

export const program: Program = (config) => {
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(config));
  const TableName = "Bench";
  return {
    get: async (key) => (await documents.send(new GetCommand({ TableName, Key: primaryKey(key) }))).Item,
    put: (task) => documents.send(new PutCommand({ TableName, Item: { ...task, ...keysOf(task) } })),
    query: async (userId, limit) => {
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName,
          Limit: limit,
          KeyConditionExpression: "PK = :pk AND begins_with(SK, :sk)",
          ExpressionAttributeValues: { ":pk": partitionOf(userId), ":sk": sortPrefix },
        }),
      );
      return Items;
    },
  };
};
