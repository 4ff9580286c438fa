/** A row of a table of a page: what stands under each heading, and where. */
export interface Row {
  readonly line: number;
  /** By heading, Markdown as it stands there. */
  readonly cells: ReadonlyMap<string, string>;
}

/** The tables of a page, each as the headings that it has and its rows. */
export function tablesOf(
  page: string,
): readonly { readonly headings: readonly string[]; readonly rows: readonly Row[] }[] {
  const tables: { headings: readonly string[]; rows: Row[] }[] = [];
  let current: { headings: readonly string[]; rows: Row[] } | undefined;
  for (const [i, text] of page.split("\n").entries()) {
    if (!text.startsWith("|")) {
      current = undefined;
    } else if (!current) {
      current = { headings: split(text), rows: [] };
      tables.push(current);
    } else if (!/^[|-]+$/.test(text)) {
      const cells = split(text);
      if (cells.length !== current.headings.length) throw new Error(`line ${i + 1} has ${cells.length} cells`);
      current.rows.push({ line: i + 1, cells: new Map(current.headings.map((name, at) => [name, cells[at] ?? ""])) });
    }
  }
  return tables;
}

function split(text: string): readonly string[] {
  return text
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
}

/** The code that stands in a cell. */
export function codesIn(cell: string | undefined): readonly string[] {
  return Array.from((cell ?? "").matchAll(/`(.+?)`/g), ([, code = ""]) => code);
}
