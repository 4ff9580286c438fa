// Tries what DynamoDB does on each engine that is available here, and says what differs from the record.
// With --write the record and the tables of docs/engines.md are written anew.
import { readFileSync, writeFileSync } from "node:fs";
import { availableEngines, type EngineName, startEngine } from "@keywright/testkit";
import { behaviours } from "../src/conformance/behaviours/index.ts";
import { pageWith } from "../src/conformance/page.ts";
import { nearest, readRecord, recordName, writeRecord } from "../src/conformance/record.ts";
import { type Answers, tryAll } from "../src/conformance/run.ts";
import { dynamodbLocal3 } from "./dynamodb-local-3/fetch.ts";

const write = process.argv.includes("--write");
const recorded = { ...readRecord() };
const page = new URL("../../../docs/engines.md", import.meta.url);
let differences = 0;

async function runOn(engine: EngineName): Promise<void> {
  await using started = await startEngine({ engine });
  const name = recordName(started);
  // The service is not recorded: its answers are what the others are compared with.
  if (name === undefined || started.product === "aws") {
    console.log(`${started.endpoint}: not recorded (${started.product ?? "nobody said what answers there"})`);
    return;
  }
  const from = performance.now();
  const answers = await tryAll(started, behaviours);
  const yes = Object.values(answers).filter((answer) => answer === "yes").length;
  const seconds = ((performance.now() - from) / 1000).toFixed(1);
  console.log(`${name}: ${yes} of ${Object.keys(answers).length} as the service (${seconds} s)`);
  differences += compare(name, answers);
  if (write) recorded[name] = answers;
}

/** Prints what differs from the record, and counts it. */
function compare(name: string, answers: Answers): number {
  const before = nearest(recorded, name);
  if (before === undefined) console.log("  there is no record of it");
  else if (before.name !== name) console.log(`  there is no record of it; compared with ${before.name}`);
  const changed = Object.entries(answers).filter(([id, answer]) => before?.answers[id] !== answer);
  for (const [id, answer] of changed) console.log(`  ${id}: ${answer} (recorded: ${before?.answers[id] ?? "nothing"})`);
  return changed.length;
}

for (const { name, available, reason } of await availableEngines()) {
  if (available) await runOn(name);
  else console.log(`${name}: not available: ${reason ?? "no reason given"}`);
}
const newer = dynamodbLocal3();
if ("folder" in newer) {
  process.env.KEYWRIGHT_DYNAMODB_LOCAL = newer.folder;
  await runOn("dynamodb-local");
} else console.log(`dynamodb-local-3: not available: ${newer.reason}`);

if (write) {
  writeRecord(recorded);
  writeFileSync(page, pageWith(readFileSync(page, "utf8"), behaviours, recorded));
  console.log("Written: the record, and the tables of docs/engines.md");
} else if (differences > 0) {
  console.log(`${differences} differ from the record. After looking at them: npm run conformance -- --write`);
  process.exitCode = 1;
}
