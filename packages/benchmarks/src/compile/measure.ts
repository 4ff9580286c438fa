import { compile, measuredVersions, type Version } from "./compiler.ts";
import { type Cost, costOf } from "./diagnostics.ts";
import { type ProgramKind, programKinds, programs } from "./programs/kinds.ts";
import type { Workspace } from "./workspace.ts";

/** One compilation of one program. */
export interface Sample extends Cost {
  readonly version: Version;
  readonly kind: ProgramKind;
  readonly entities: number;
  readonly round: number;
}

/**
 * Compiles programs of each size with each compiler, round by round, so that what disturbs the machine disturbs all.
 *
 * @throws Error where a program has errors
 */
export function measureCompilers(workspace: Workspace, sizes: readonly number[], rounds: number): readonly Sample[] {
  const all = sizes.flatMap((entities) =>
    programKinds.map((kind) => ({
      kind,
      entities,
      folder: workspace.write(`${kind.replaceAll(" ", "-")}-${entities}`, programs[kind](entities)),
    })),
  );
  const samples: Sample[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const version of measuredVersions) {
      for (const { kind, entities, folder } of all) {
        const { ok, output } = compile(version, folder);
        if (!ok) throw new Error(`TypeScript ${version} refuses ${entities} entities (${kind}):\n${output}`);
        samples.push({ version, kind, entities, round, ...costOf(output) });
      }
    }
  }
  return samples;
}
