import { expect, it } from "vitest";
import type { Sample } from "./measure.ts";
import { programKinds } from "./programs/kinds.ts";
import { costsOf, costTable } from "./report.ts";

function samples(kind: Sample["kind"], entities: number, instantiations: number, times: readonly number[]): Sample[] {
  return times.map((checkSeconds, round) => ({ version: "5.9", kind, entities, round, instantiations, checkSeconds }));
}

// The second round is ten times as slow, for all.
const slow = [1, 10, 1];
const measured = programKinds.flatMap((kind) => {
  const factor = kind === "Keywright" ? 1 : 4;
  return [
    ...samples(
      kind,
      1,
      100 * factor,
      slow.map((time) => factor * time),
    ),
    ...samples(
      kind,
      11,
      1600 * factor,
      slow.map((time) => (kind === "Keywright" ? 6 : 12) * time),
    ),
  ];
});

it("takes medians, compares within rounds, and gives what each entity adds", () => {
  const common = { version: "5.9", kind: "Keywright" };
  expect(costsOf(measured).filter(({ kind }) => kind === "Keywright")).toEqual([
    { ...common, entities: 1, instantiations: 100, checkSeconds: 1, checkRatio: 0.25 },
    { ...common, entities: 11, instantiations: 1600, checkSeconds: 6, checkRatio: 0.5 },
    { ...common, entities: "added", instantiations: 150, checkSeconds: 0.5, checkRatio: 0.625 },
  ]);
});

it("is not misled by a round that is slow", () => {
  const one = measured.filter(({ entities }) => entities === 1);
  const disturbed = one.map((sample) => (sample.round === 1 ? { ...sample, checkSeconds: 99 } : sample));
  expect(costsOf(disturbed).find(({ kind }) => kind === "Keywright")?.checkRatio).toBe(0.25);
});

it("says nothing of added entities where there is one size", () => {
  expect(costsOf(measured.filter(({ entities }) => entities === 1))).toHaveLength(programKinds.length);
});

it("refuses rounds that lack a program", () => {
  const lacking = measured.filter(({ kind, round }) => kind !== "ElectroDB" || round !== 2);
  expect(() => costsOf(lacking)).toThrow("Round 2 lacks a program");
});

it("compares with ElectroDB", () => {
  const lines = costTable("5.9", costsOf(measured)).split("\n");
  expect(lines.find((line) => line.startsWith("11 entities, Keywright"))?.split(/ {2,}/)).toEqual([
    "11 entities, Keywright",
    "1,600",
    "0.250",
    "6.00",
    "0.500",
  ]);
});
