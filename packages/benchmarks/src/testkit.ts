// How long tests wait for their DynamoDB: the test kit beside the setup of jest-dynalite and vitest-dynamodb-lite.
import { parseArgs } from "node:util";
import { compareStarts, compareStores, compareTests } from "./testkit/comparisons.ts";
import { ratioTable, timeTable } from "./testkit/report.ts";
import { withDynalite } from "./testkit/with-dynalite.ts";
import { withTestkit } from "./testkit/with-testkit.ts";

const { values } = parseArgs({
  options: { tests: { type: "string", default: "1000" }, "dynamodb-local": { type: "boolean", default: false } },
});
const tests = Number(values.tests);
if (!Number.isInteger(tests) || tests < 1) throw new RangeError("--tests takes a positive number");

const contenders = [
  withDynalite("none"),
  withDynalite("vitest-dynamodb-lite"),
  withDynalite("jest-dynalite"),
  withTestkit("dynoxide"),
  ...(values["dynamodb-local"] ? [withTestkit("dynamodb-local")] : []),
];

const starts = await compareStarts(contenders, Math.min(20, tests));
console.log(`${timeTable("Engine start to first table", starts)}\n`);
const stores = await compareStores(contenders, Math.min(200, tests));
console.log(`${timeTable("Tables of one test, on a running engine", stores)}\n`);
const isolated = await compareTests(contenders, tests);
console.log(`${timeTable(`Isolated tests, ${tests} of each kind`, isolated)}\n`);
console.log(ratioTable("Isolated tests", isolated));
console.log("\ndynalite has no transactions: its tests are those without.");
