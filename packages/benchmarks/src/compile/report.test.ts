import { expect, it } from "vitest";
import type { Sample } from "./measure.ts";
import { programKinds } from "./programs/kinds.ts";
import { costsOf, costTable } from "./report.ts";

function samples(kind: Sample["kind"], entities: number, instantiations: number, times: readonly number[]): Sample[] {
  return times.map((checkSeconds) => ({ version: "5.9", kind, entities, instantiations, checkSeconds }));
}

const measured = programKinds.flatMap((kind) => {
  const factor = kind === "Keywright" ? 1 : 4;
  return [...samples(kind, 1, 100 * factor, [factor, factor, 50]), ...samples(kind, 11, 1600 * factor, [6 * factor])];
});

it("takes medians, and gives what each entity adds", () => {
  const common = { version: "5.9", kind: "Keywright" };
  expect(costsOf(measured).filter(({ kind }) => kind === "Keywright")).toEqual([
    { ...common, entities: 1, instantiations: 100, checkSeconds: 1 },
    { ...common, entities: 11, instantiations: 1600, checkSeconds: 6 },
    { ...common, entities: "added", instantiations: 150, checkSeconds: 0.5 },
  ]);
});

it("says nothing of added entities where there is one size", () => {
  expect(costsOf(measured.filter(({ entities }) => entities === 1))).toHaveLength(programKinds.length);
});

it("compares with ElectroDB", () => {
  const lines = costTable("5.9", costsOf(measured)).split("\n");
  expect(lines.find((line) => line.startsWith("11 entities, Keywright"))?.split(/ {2,}/)).toEqual([
    "11 entities, Keywright",
    "1,600",
    "0.250",
    "6.00",
    "0.250",
  ]);
});
