import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { onetable } from "../contenders/onetable.ts";
import type { Program } from "./program.ts";

export const program: Program = (config) =>
  onetable({ config, client: new DynamoDBClient(config), tableName: "Bench" });
