import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { keysOf, partitionOf, primaryKey, sortPrefix } from "../contenders/keys.ts";
import type { Program } from "./program.ts";

export const program: Program = (config) => {
  const client = new DynamoDBClient(config);
  const TableName = "Bench";
  return {
    get: async (key) => {
      const { Item } = await client.send(new GetItemCommand({ TableName, Key: marshall(primaryKey(key)) }));
      return Item && unmarshall(Item);
    },
    put: (task) => client.send(new PutItemCommand({ TableName, Item: marshall({ ...task, ...keysOf(task) }) })),
    query: async (userId, limit) => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          Limit: limit,
          KeyConditionExpression: "PK = :pk AND begins_with(SK, :sk)",
          ExpressionAttributeValues: marshall({ ":pk": partitionOf(userId), ":sk": sortPrefix }),
        }),
      );
      return Items.map((item) => unmarshall(item));
    },
  };
};
