import { documentClientProgram } from "./document-client.ts";
import { electrodbProgram } from "./electrodb.ts";
import { keywrightProgram } from "./keywright.ts";
import type { Program } from "./program.ts";
import { zodProgram } from "./schema.ts";
import { toolboxProgram } from "./toolbox.ts";

/** The programs that are compared, by what they are written with: the same entities and operations in each but the first.
 * Those whose times are compared stand side by side. */
export const programs = {
  "zod alone": zodProgram,
  "DocumentClient and zod": documentClientProgram,
  "DynamoDB-Toolbox": toolboxProgram,
  ElectroDB: electrodbProgram,
  Keywright: (entities: number): Program => keywrightProgram(entities),
} as const satisfies Record<string, (entities: number) => Program>;

export type ProgramKind = keyof typeof programs;

export const programKinds = Object.keys(programs) as readonly ProgramKind[];
