import { formatTable } from "../statistics/table.ts";
import type { Figure, PartName } from "./figure.ts";
import { formatFigure } from "./format.ts";

interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The figures of a part: a row for each contender, a column for each subject, `-` where a contender has none. */
function tableOf(part: PartName, figures: readonly Figure[]): Table {
  const own = figures.filter((figure) => figure.part === part);
  const subjects = [...new Set(own.map(({ subject }) => subject))];
  const contenders = [...new Set(own.map(({ contender }) => contender))];
  const cell = (contender: string, subject: string): string => {
    const found = own.find((figure) => figure.contender === contender && figure.subject === subject);
    return found === undefined ? "-" : formatFigure(found);
  };
  return {
    head: [part, ...subjects],
    rows: contenders.map((contender) => [contender, ...subjects.map((subject) => cell(contender, subject))]),
  };
}

/** For a terminal. */
export function plainTable(part: PartName, figures: readonly Figure[]): string {
  const { head, rows } = tableOf(part, figures);
  return formatTable(head, rows);
}

/** For a page: Keywright in bold. */
export function markdownTable(part: PartName, figures: readonly Figure[]): string {
  const { head, rows } = tableOf(part, figures);
  const [, ...subjects] = head;
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    line(["", ...subjects]),
    line(head.map(() => "---")),
    ...rows.map(([name = "", ...cells]) => line([name.startsWith("Keywright") ? `**${name}**` : name, ...cells])),
  ].join("\n");
}
