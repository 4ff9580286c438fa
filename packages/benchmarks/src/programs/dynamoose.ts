import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { withDynamoose } from "../contenders/dynamoose.ts";
import type { Program } from "./program.ts";

export const program: Program = (config) =>
  withDynamoose({ config, client: new DynamoDBClient(config), tableName: "Bench" });
