import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { electrodb } from "../contenders/electrodb.ts";
import type { Program } from "./program.ts";

export const program: Program = (config) =>
  electrodb({ config, client: new DynamoDBClient(config), tableName: "Bench" });
