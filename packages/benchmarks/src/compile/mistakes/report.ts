import { formatTable } from "../../statistics/table.ts";
import { compile, measuredVersions } from "../compiler.ts";
import type { Workspace } from "../workspace.ts";
import { type Found, findMistakes, mistakenKinds, programWithMistakes } from "./find.ts";
import { mistakeNames } from "./mistakes.ts";

/** Compiles the planted mistakes of each library, and tells which are found: a table, mistake by mistake. */
export function mistakesTable(workspace: Workspace): string {
  const columns = mistakenKinds.flatMap((kind) => {
    const program = programWithMistakes(kind);
    const folder = workspace.write(`mistakes-${kind.replaceAll(" ", "-")}`, program);
    return measuredVersions.map((version) => ({
      title: `${kind}, ${version}`,
      found: findMistakes(program, compile(version, folder).output),
    }));
  });
  const rows = mistakeNames.map((name) => [name, ...columns.map(({ found }) => verdict(found, name))]);
  const sums = columns.map(({ found: { caught, missed } }) => `${caught.length} of ${caught.length + missed.length}`);
  return formatTable(["mistake", ...columns.map(({ title }) => title)], [...rows, ["found", ...sums]]);
}

function verdict({ caught, missed }: Found, name: string): string {
  if (caught.includes(name)) return "found";
  return missed.includes(name) ? "missed" : "-";
}
