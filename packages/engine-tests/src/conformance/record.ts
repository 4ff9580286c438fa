import { readFileSync, writeFileSync } from "node:fs";
import type { Engine } from "@keywright/testkit";
import type { Answers } from "./run.ts";

/** What each engine answered when the record was written, under its name and version. */
export type Recorded = Readonly<Record<string, Answers>>;

const file = new URL("./known.json", import.meta.url);

export function readRecord(): Recorded {
  return JSON.parse(readFileSync(file, "utf8")) as Recorded;
}

export function writeRecord(recorded: Recorded): void {
  const sorted = Object.entries(recorded).sort(([a], [b]) => byVersion(a, b));
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`);
}

/** The name under which an engine is recorded; undefined where nobody said what it is. */
export function recordName({ product, version }: Engine): string | undefined {
  return product === undefined ? undefined : [product, version].join(" ").trim();
}

/** The record that an engine is held to: its own, else that of the nearest version below it, else of the lowest. */
export function nearest(
  recorded: Recorded,
  name: string,
): { readonly name: string; readonly answers: Answers } | undefined {
  const names = Object.keys(recorded)
    .filter((other) => productOf(other) === productOf(name))
    .sort(byVersion);
  const found = names.findLast((other) => byVersion(other, name) <= 0) ?? names[0];
  return found === undefined ? undefined : { name: found, answers: recorded[found] as Answers };
}

const productOf = (name: string): string => name.split(" ")[0] ?? "";

/** Dynoxide first, and lower versions before higher ones. */
function byVersion(a: string, b: string): number {
  const [product, other] = [productOf(a), productOf(b)];
  return product === other ? a.localeCompare(b, "en", { numeric: true }) : other.localeCompare(product, "en");
}
