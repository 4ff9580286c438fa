import { appendFileSync } from "node:fs";

/** Tells the test outside what a test inside has seen: a line of JSON in the file that it named. */
export function tell(value: object): void {
  const file = process.env.SPEC_FILE;
  if (file === undefined) throw new Error("SPEC_FILE names the file for what specs tell");
  appendFileSync(file, `${JSON.stringify(value)}\n`);
}
