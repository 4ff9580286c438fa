import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { entityOf, tableOf } from "../contenders/toolbox.ts";
import { stubConfig } from "../start/stub.ts";
import { entities } from "./entities.ts";
import { cpuTime, report } from "./report.ts";

const client = new DynamoDBClient(stubConfig);
const start = cpuTime();
const table = tableOf({ client, config: stubConfig, tableName: "Bench" });
const defined = entities.map((name) => entityOf(table, name));
report(start, start, defined);
