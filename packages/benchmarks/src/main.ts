// Compares Keywright with the DocumentClient and with other libraries. Ratios are what holds from machine to machine.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { measureBundles } from "./bundle/part.ts";
import { baseline, contenderKinds } from "./contenders/contenders.ts";
import { measureCpu } from "./cpu/part.ts";
import { measureDefinitions } from "./define/part.ts";
import { measureEndToEnd } from "./e2e/part.ts";
import { writeDocs } from "./page/write-docs.ts";
import { verdictLine, verdicts } from "./report/check.ts";
import { type Figure, type PartName, partNames } from "./report/figure.ts";
import { goals } from "./report/goals.ts";
import { readFigures, replaced, writeFigures } from "./report/store.ts";
import { plainTable } from "./report/tables.ts";
import { measureScale } from "./scale/part.ts";
import { measureStart } from "./start/part.ts";
import { measureTypes } from "./types-part.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** How long `cpu` and `e2e` measure, each. */
    seconds: { type: "string", default: "90" },
    /** How often `start`, `define` and `scale` measure. */
    rounds: { type: "string", default: "15" },
    /** Of `cpu`, `e2e` and `scale` only contenders whose names contain this, and the baseline. */
    only: { type: "string", default: "" },
    /** Figures of parts that are not measured stay as they are. */
    json: { type: "string", default: `${root}node_modules/.cache/keywright-bench.json` },
    /** Fails where a goal is missed by more than the noise. */
    check: { type: "boolean", default: false },
    /** Writes tables and drawings into docs/, with what stands in the JSON. */
    docs: { type: "boolean", default: false },
  },
});
const seconds = positive("seconds");
const rounds = positive("rounds");
const parts = partsOf(positionals);

const kinds = new Map(
  Object.entries(contenderKinds).filter(([name]) => name === baseline || name.includes(values.only)),
);
const measured: Readonly<Record<PartName, () => Promise<readonly Figure[]>>> = {
  cpu: () => measureCpu(kinds, seconds),
  e2e: () => measureEndToEnd(kinds, seconds),
  types: () => measureTypes(values.check),
  bundle: measureBundles,
  start: () => measureStart(rounds),
  define: () => measureDefinitions(rounds),
  scale: () => measureScale(kinds, rounds),
};

const found: Figure[] = [];
for (const part of parts) {
  const figures = await measured[part]();
  if (figures.length > 0) console.log(`${plainTable(part, figures)}\n`);
  found.push(...figures);
}
const all = replaced(readFigures(values.json), parts, found);
writeFigures(values.json, all);
if (values.docs) writeDocs(`${root}docs/performance.md`, all);
const outcomes = verdicts(found, goals);
for (const verdict of outcomes) console.log(verdictLine(verdict));
if (values.check && outcomes.some(({ outcome }) => outcome === "missed")) process.exitCode = 1;

function positive(name: "seconds" | "rounds"): number {
  const value = Number(values[name]);
  if (!(value > 0)) throw new RangeError(`--${name} takes a positive number`);
  return value;
}

function partsOf(names: readonly string[]): readonly PartName[] {
  // `none` renders what was measured before.
  if (names.includes("none")) return [];
  if (names.length === 0) return partNames;
  return names.map((name) => {
    const part = partNames.find((one) => one === name);
    if (part === undefined) throw new RangeError(`There is no part "${name}": ${partNames.join(", ")}`);
    return part;
  });
}
