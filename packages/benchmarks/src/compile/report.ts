import { median } from "../statistics/quartiles.ts";
import { formatTable } from "../statistics/table.ts";
import type { Sample } from "./measure.ts";

/** What programs of one size cost a compiler, by what their zod schemas alone cost it. */
export interface SizeCost {
  readonly version: string;
  /** How many entities, or `added` for what each entity adds between the smallest and the largest program. */
  readonly entities: number | "added";
  readonly zodInstantiations: number;
  readonly instantiations: number;
  /** Check time by that of the zod schemas alone. */
  readonly checkTimeRatio: number;
}

export function costsOf(samples: readonly Sample[]): readonly SizeCost[] {
  const versions = [...new Set(samples.map(({ version }) => version))];
  const sizes = [...new Set(samples.map(({ entities }) => entities))].sort((a, b) => a - b);
  const [smallest, largest] = [sizes.at(0) ?? 0, sizes.at(-1) ?? 0];
  return versions.flatMap((version) => {
    const middle = (kind: Sample["kind"], entities: number, what: "instantiations" | "checkSeconds"): number =>
      median(
        samples.flatMap((sample) =>
          sample.version === version && sample.kind === kind && sample.entities === entities ? [sample[what]] : [],
        ),
      );
    const added = (kind: Sample["kind"], what: "instantiations" | "checkSeconds"): number =>
      (middle(kind, largest, what) - middle(kind, smallest, what)) / (largest - smallest);
    const each = sizes.map((entities) => ({
      version,
      entities,
      zodInstantiations: middle("zod", entities, "instantiations"),
      instantiations: middle("keywright", entities, "instantiations"),
      checkTimeRatio: middle("keywright", entities, "checkSeconds") / middle("zod", entities, "checkSeconds"),
    }));
    if (largest === smallest) return each;
    const perEntity: SizeCost = {
      version,
      entities: "added",
      zodInstantiations: Math.round(added("zod", "instantiations")),
      instantiations: Math.round(added("keywright", "instantiations")),
      checkTimeRatio: added("keywright", "checkSeconds") / added("zod", "checkSeconds"),
    };
    return [...each, perEntity];
  });
}

export function costTable(costs: readonly SizeCost[]): string {
  const rows = costs.map(({ version, entities, zodInstantiations, instantiations, checkTimeRatio }) => [
    `TypeScript ${version}, ${sizeText(entities)}`,
    zodInstantiations.toLocaleString("en"),
    instantiations.toLocaleString("en"),
    (instantiations / zodInstantiations).toFixed(2),
    checkTimeRatio.toFixed(2),
  ]);
  return formatTable(["", "zod alone", "Keywright", "ratio", "check time, zod alone = 1"], rows);
}

function sizeText(entities: SizeCost["entities"]): string {
  if (entities === "added") return "each added entity";
  return entities === 1 ? "1 entity" : `${entities} entities`;
}
