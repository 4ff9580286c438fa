import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Table } from "dynamodb-onetable";
import { schemaOf } from "../contenders/onetable.ts";
import { stubConfig } from "../start/stub.ts";
import { entities } from "./entities.ts";
import { cpuTime, report } from "./report.ts";

const client = new DynamoDBClient(stubConfig);
const start = cpuTime();
const table = new Table({ client, name: "Bench", schema: schemaOf(entities) as never, logger: false, partial: false });
const defined = entities.map((name) => table.getModel(name as never));
report(start, start, defined);
