import { expect, it } from "vitest";
import type { Sample } from "./measure.ts";
import { costsOf } from "./report.ts";

function sample(kind: Sample["kind"], entities: number, instantiations: number, checkSeconds: number): Sample {
  return { version: "5.9", kind, entities, instantiations, checkSeconds };
}

it("divides medians by those of zod alone, and gives what each entity adds", () => {
  const samples = [
    ...[1, 2, 9].map((time) => sample("zod", 1, 100, time)),
    ...[4, 4, 50].map((time) => sample("keywright", 1, 400, time)),
    sample("zod", 11, 1100, 12),
    sample("keywright", 11, 6400, 36),
  ];
  const common = { version: "5.9" };
  expect(costsOf(samples)).toEqual([
    { ...common, entities: 1, zodInstantiations: 100, instantiations: 400, checkTimeRatio: 2 },
    { ...common, entities: 11, zodInstantiations: 1100, instantiations: 6400, checkTimeRatio: 3 },
    { ...common, entities: "added", zodInstantiations: 100, instantiations: 600, checkTimeRatio: 3.2 },
  ]);
});

it("says nothing of added entities where there is one size", () => {
  expect(costsOf([sample("zod", 1, 100, 1), sample("keywright", 1, 400, 3)])).toHaveLength(1);
});
