import { type Compiler, compile, compilerVersions } from "./compiler.ts";
import { type Cost, costOf } from "./diagnostics.ts";
import { type ProgramKind, programOf } from "./program.ts";
import type { Workspace } from "./workspace.ts";

/** One compilation of one program. */
export interface Sample extends Cost {
  readonly version: Compiler["version"];
  readonly kind: ProgramKind;
  readonly entities: number;
}

const kinds: readonly ProgramKind[] = ["zod", "keywright"];

/**
 * Compiles programs of each size with each compiler, round by round, so that what disturbs the machine disturbs all.
 *
 * @throws Error where a program has errors
 */
export function measureCompilers(workspace: Workspace, sizes: readonly number[], rounds: number): readonly Sample[] {
  const programs = sizes.flatMap((entities) =>
    kinds.map((kind) => ({
      kind,
      entities,
      folder: workspace.write(`${kind}-${entities}`, programOf(kind, entities)),
    })),
  );
  const samples: Sample[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const compiler of compilerVersions) {
      for (const { kind, entities, folder } of programs) {
        const { ok, output } = compile(compiler, folder);
        if (!ok) throw new Error(`TypeScript ${compiler.version} refuses ${entities} entities (${kind}):\n${output}`);
        samples.push({ version: compiler.version, kind, entities, ...costOf(output) });
      }
    }
  }
  return samples;
}
