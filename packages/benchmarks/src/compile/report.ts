import { median } from "../statistics/quartiles.ts";
import { formatTable } from "../statistics/table.ts";
import type { Sample } from "./measure.ts";
import { type ProgramKind, programKinds } from "./programs/kinds.ts";

/** What a program costs a compiler: medians of all rounds. */
export interface ProgramCost {
  readonly version: string;
  readonly kind: ProgramKind;
  /** How many entities, or `added` for what each entity adds between the smallest and the largest program. */
  readonly entities: number | "added";
  readonly instantiations: number;
  readonly checkSeconds: number;
  /** Check time by ElectroDB's of the same round: what slows the machine slows both. */
  readonly checkRatio: number;
}

interface Measured {
  readonly round: number;
  readonly instantiations: number;
  readonly checkSeconds: number;
}

export function costsOf(samples: readonly Sample[]): readonly ProgramCost[] {
  const versions = [...new Set(samples.map(({ version }) => version))];
  const sizes = [...new Set(samples.map(({ entities }) => entities))].sort((a, b) => a - b);
  return versions.flatMap((version) => {
    const measured = (kind: ProgramKind, entities: number): readonly Measured[] =>
      samples.filter((one) => one.version === version && one.kind === kind && one.entities === entities);
    const added = (kind: ProgramKind): readonly Measured[] => {
      const [smallest, largest] = [sizes.at(0) ?? 0, sizes.at(-1) ?? 0];
      return measured(kind, largest).map((last) => {
        const first = ofRound(measured(kind, smallest), last.round);
        const each = (what: "instantiations" | "checkSeconds") => (last[what] - first[what]) / (largest - smallest);
        return { round: last.round, instantiations: each("instantiations"), checkSeconds: each("checkSeconds") };
      });
    };
    return programKinds.flatMap((kind) => [
      ...sizes.map((entities) => ({
        ...middle(measured(kind, entities), measured("ElectroDB", entities)),
        version,
        kind,
        entities,
      })),
      ...(sizes.length > 1
        ? [{ ...middle(added(kind), added("ElectroDB")), version, kind, entities: "added" as const }]
        : []),
    ]);
  });
}

function middle(
  own: readonly Measured[],
  peers: readonly Measured[],
): Omit<ProgramCost, "version" | "kind" | "entities"> {
  return {
    instantiations: Math.round(median(own.map(({ instantiations }) => instantiations))),
    checkSeconds: median(own.map(({ checkSeconds }) => checkSeconds)),
    checkRatio: median(own.map(({ round, checkSeconds }) => checkSeconds / ofRound(peers, round).checkSeconds)),
  };
}

function ofRound(measured: readonly Measured[], round: number): Measured {
  const found = measured.find((one) => one.round === round);
  if (found === undefined) throw new Error(`Round ${round} lacks a program`);
  return found;
}

/** Instantiations and check times with one compiler, and what they are of ElectroDB's. */
export function costTable(version: string, costs: readonly ProgramCost[]): string {
  const own = costs.filter((cost) => cost.version === version);
  const sizes = [...new Set(own.map(({ entities }) => entities))];
  const rows = sizes.flatMap((entities) => {
    const same = own.filter((cost) => cost.entities === entities);
    const peer = same.find(({ kind }) => kind === "ElectroDB");
    if (peer === undefined) throw new Error(`ElectroDB was not measured with ${sizeText(entities)}`);
    return same.map(({ kind, instantiations, checkSeconds, checkRatio }) => [
      `${sizeText(entities)}, ${kind}`,
      instantiations.toLocaleString("en"),
      (instantiations / peer.instantiations).toFixed(3),
      checkSeconds.toFixed(entities === "added" ? 4 : 2),
      checkRatio.toFixed(3),
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
