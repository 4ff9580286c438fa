import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { entityOn } from "../contenders/electrodb.ts";
import { stubConfig } from "../start/stub.ts";
import { entities } from "./entities.ts";
import { cpuTime, report } from "./report.ts";

const client = new DynamoDBClient(stubConfig);
const start = cpuTime();
const defined = entities.map((name) => entityOn(client, "Bench", name));
report(start, start, defined);
