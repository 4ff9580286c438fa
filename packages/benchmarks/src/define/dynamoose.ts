import dynamoose from "dynamoose";
import { taskSchema } from "../contenders/dynamoose.ts";
import { entities } from "./entities.ts";
import { cpuTime, report } from "./report.ts";

const start = cpuTime();
const defined = entities.map((name) => dynamoose.model(name, taskSchema()));
report(start, start, defined);
