import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { toolbox } from "../contenders/toolbox.ts";
import type { Program } from "./program.ts";

export const program: Program = (config) => toolbox({ config, client: new DynamoDBClient(config), tableName: "Bench" });
