import { formatTable } from "../../statistics/table.ts";
import { compile, measuredVersions } from "../compiler.ts";
import type { Workspace } from "../workspace.ts";
import { type Found, findMistakes, mistakenKinds, programWithMistakes } from "./find.ts";
import { mistakeNames } from "./mistakes.ts";

/**
 * Compiles the planted mistakes of each library, and tells which are found: a table, mistake by mistake. Where the compilers
 * differ, the older one's verdict comes first.
 */
export function mistakesTable(workspace: Workspace): string {
  const columns = mistakenKinds.map((kind) => {
    const program = programWithMistakes(kind);
    const folder = workspace.write(`mistakes-${kind.replaceAll(" ", "-")}`, program);
    return measuredVersions.map((version) => findMistakes(program, compile(version, folder).output));
  });
  const row = (name: string, verdict: (found: Found) => string): readonly string[] => [
    name,
    ...columns.map((found) => [...new Set(found.map(verdict))].join(", then ")),
  ];
  return formatTable(
    ["mistake", ...mistakenKinds],
    [
      ...mistakeNames.map((name) => row(name, (found) => verdictOn(found, name))),
      row("found", ({ caught, missed }) => `${caught.length} of ${caught.length + missed.length}`),
    ],
  );
}

function verdictOn({ caught, missed }: Found, name: string): string {
  if (caught.includes(name)) return "found";
  return missed.includes(name) ? "missed" : "-";
}
