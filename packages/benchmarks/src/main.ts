// Compares Keywright with the DocumentClient by hand. Ratios are what holds from machine to machine, so nothing else is printed.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { byHand } from "./run/by-hand.ts";
import { measure } from "./run/measure.ts";
import { ratiosOf, ratioTable } from "./run/report.ts";
import { stubbedClient } from "./run/stub.ts";
import { verifySameWork } from "./run/verify.ts";
import { withKeywright } from "./run/with-keywright.ts";

const { values } = parseArgs({ options: { seconds: { type: "string", default: "20" }, json: { type: "string" } } });
const seconds = Number(values.seconds);
if (!(seconds > 0)) throw new RangeError("--seconds takes a positive number");

const makers = [byHand, withKeywright];
await verifySameWork(makers);
console.log("Both send the same requests and give the same items.\n");

const contenders = makers.map((make) => make(stubbedClient().client, () => new Date()));
const names = contenders.map(({ name }) => name);
const ratios = ratiosOf(names, await measure(contenders, seconds));
console.log(ratioTable(names[0] ?? "", ratios));
if (values.json !== undefined) {
  const report = { node: process.version, baseline: names[0], ratios };
  writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
}
