import { median } from "../statistics/quartiles.ts";
import { formatTable } from "../statistics/table.ts";
import type { Sample } from "./measure.ts";
import { type ProgramKind, programKinds } from "./programs/kinds.ts";

/** What a program costs a compiler: medians. */
export interface ProgramCost {
  readonly version: string;
  readonly kind: ProgramKind;
  /** How many entities, or `added` for what each entity adds between the smallest and the largest program. */
  readonly entities: number | "added";
  readonly instantiations: number;
  readonly checkSeconds: number;
}

export function costsOf(samples: readonly Sample[]): readonly ProgramCost[] {
  const versions = [...new Set(samples.map(({ version }) => version))];
  const sizes = [...new Set(samples.map(({ entities }) => entities))].sort((a, b) => a - b);
  const [smallest, largest] = [sizes.at(0) ?? 0, sizes.at(-1) ?? 0];
  return versions.flatMap((version) =>
    programKinds.flatMap((kind) => {
      const own = samples.filter((sample) => sample.version === version && sample.kind === kind);
      const cost = (entities: number): ProgramCost => {
        const same = own.filter((sample) => sample.entities === entities);
        return {
          version,
          kind,
          entities,
          instantiations: median(same.map(({ instantiations }) => instantiations)),
          checkSeconds: median(same.map(({ checkSeconds }) => checkSeconds)),
        };
      };
      const each = sizes.map(cost);
      const [first, last] = [each.at(0), each.at(-1)];
      if (first === undefined || last === undefined || smallest === largest) return each;
      const added = (what: "instantiations" | "checkSeconds") => (last[what] - first[what]) / (largest - smallest);
      const perEntity: ProgramCost = {
        version,
        kind,
        entities: "added",
        instantiations: Math.round(added("instantiations")),
        checkSeconds: added("checkSeconds"),
      };
      return [...each, perEntity];
    }),
  );
}

/** Instantiations and check times with one compiler, and what they are of ElectroDB's. */
export function costTable(version: string, costs: readonly ProgramCost[]): string {
  const own = costs.filter((cost) => cost.version === version);
  const sizes = [...new Set(own.map(({ entities }) => entities))];
  const rows = sizes.flatMap((entities) => {
    const same = own.filter((cost) => cost.entities === entities);
    const peer = same.find(({ kind }) => kind === "ElectroDB");
    if (peer === undefined) throw new Error(`ElectroDB was not measured with ${sizeText(entities)}`);
    return same.map(({ kind, instantiations, checkSeconds }) => [
      `${sizeText(entities)}, ${kind}`,
      instantiations.toLocaleString("en"),
      (instantiations / peer.instantiations).toFixed(3),
      checkSeconds.toFixed(entities === "added" ? 4 : 2),
      (checkSeconds / peer.checkSeconds).toFixed(3),
    ]);
  });
  return formatTable(
    [`TypeScript ${version}`, "instantiations", "of ElectroDB's", "check time in s", "of ElectroDB's"],
    rows,
  );
}

function sizeText(entities: ProgramCost["entities"]): string {
  if (entities === "added") return "each added entity";
  return entities === 1 ? "1 entity" : `${entities} entities`;
}
