import { writeFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { type Cell, cellsOf } from "./expression-cells.ts";
import { checkTypes, pageText, readPages, runPage } from "./pages.ts";

// The tables of docs/expressions.md are tested cell by cell. They are one program, which begins with that of the page: a line
// for each cell. Each compiler is asked once about all of them; those that compile are run.
const name = "docs/expressions.md";
const cells = cellsOf(pageText(name));
const refused = cells.filter(({ expected }) => expected.kind === "does not compile");
const accepted = cells.filter(({ expected }) => expected.kind !== "does not compile");

interface Printed {
  readonly texts?: { readonly [name: string]: string };
  readonly error?: string;
}

const versions = ["5.9", "7.0"] as const;
/** What a compiler says of each line of the program, by its version. */
const diagnostics = new Map<string, ReadonlyMap<number, string>>();
/** What running each cell gave. */
const printed = new Map<number, Printed>();
const lineOf = new Map<Cell, number>();

// What all cells share. Each sees the item as the page wrote it.
const support = [
  "await createTable(client, taskTable);",
  "interface Prepared { request(): object; send(): Promise<unknown> }",
  "async function cell(index: number, make: () => Prepared): Promise<void> {",
  "  let texts: unknown; let error: string | undefined;",
  "  try {",
  "    await db.send(Task.put(task)); const { request, send } = make();",
  '    texts = Object.fromEntries(Object.entries(request()).filter(([name]) => name.endsWith("Expression")));',
  "    await send();",
  "  } catch (thrown) { error = String(thrown); }",
  '  console.log("cell " + JSON.stringify({ index, texts, error }));',
  "}",
];

beforeAll(async () => {
  const page = readPages().find((each) => each.name === name);
  if (!page) throw new Error(`${name} has a program`);
  const lines = [...page.program.split("\n"), ...support];
  for (const [index, cell] of cells.entries()) {
    const { operation } = cell;
    const line =
      cell.expected.kind === "does not compile"
        ? `void (() => ${operation});`
        : `await cell(${index}, () => { const made = ${operation}; return { request: () => made.toRequest(), send: () => db.send(made) }; });`;
    lineOf.set(cell, lines.push(line));
  }
  lines.push("await deleteTable(client, taskTable);");
  const file = page.file.replace(".mts", ".cells.mts");
  const program = lines.join("\n");
  writeFileSync(file, program);
  const whole = { ...page, file, program };
  const [run] = await Promise.all([
    runPage(whole),
    ...versions.map(async (version) => {
      const { stdout } = await checkTypes([whole], { name: `cells-${version}`, version });
      diagnostics.set(version, diagnosticsIn(stdout));
    }),
  ]);
  if (run.code !== 0 || run.stderr !== "") throw new Error(`the program failed: ${run.stderr}`);
  for (const [, json = ""] of run.stdout.matchAll(/^cell (.*)$/gm)) {
    const { index, ...found } = JSON.parse(json) as Printed & { readonly index: number };
    printed.set(index, found);
  }
}, 120_000);

/** A diagnostic is a line with its place, and lines below it that begin with spaces. */
function diagnosticsIn(output: string): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const text of output.trim().split(/\n(?! )/)) {
    const [, line, says = ""] = /^\S+\.cells\.mts\((\d+),\d+\): error (.*)$/s.exec(text) ?? [];
    if (line === undefined) throw new Error(`not about the program: ${text}`);
    found.set(Number(line), `${found.get(Number(line)) ?? ""}${says.replaceAll(/\s+/g, " ")} `);
  }
  return found;
}

const of = (cell: Cell): Printed => {
  const found = printed.get(cells.indexOf(cell));
  if (!found) throw new Error(`${cell.name} was not run`);
  return found;
};

/** The expressions that the cell is about; a condition without what every update demands. */
function shown({ prints }: Cell, texts: { readonly [name: string]: string }): readonly string[] {
  return prints.flatMap((name) => {
    const text = texts[name];
    return prints.length === 1 ? (text ?? []) : text?.replace(/^attribute_exists\(#project\)(?: AND )?/, "") || [];
  });
}

const titled = <C extends Cell>(list: readonly C[]): readonly [string, C][] =>
  list.map((cell) => [`line ${cell.line}: ${cell.name}`, cell]);

test("the tables are found", () => {
  expect(refused.length).toBeGreaterThan(130);
  expect(accepted.length).toBeGreaterThan(180);
});

describe.each(versions)("with TypeScript %s", (version) => {
  test("nothing but what should not compile does not compile", () => {
    const wanted = new Set(refused.map((cell) => lineOf.get(cell)));
    expect([...(diagnostics.get(version) ?? [])].filter(([line]) => !wanted.has(line))).toEqual([]);
  });

  test.each(titled(refused))("%s", (_, cell) => {
    const says = diagnostics.get(version)?.get(lineOf.get(cell) ?? 0);
    expect(says ?? `this compiles: ${cell.operation}`).toMatch(/^TS\d+: /);
    if (cell.expected.kind === "does not compile") expect(says).toContain(cell.expected.words);
  });
});

describe("what compiles is what it prints, and DynamoDB takes it", () => {
  test.each(titled(accepted))("%s", (_, cell) => {
    const { expected } = cell;
    const { texts, error } = of(cell);
    if (expected.kind === "throws") {
      expect(error).toMatch(/^(ValidationError|LimitError): /);
      expect(error).toContain(expected.words);
      return;
    }
    expect(error).toBeUndefined();
    if (expected.kind === "prints") expect(shown(cell, texts ?? {})).toEqual(expected.texts);
  });
});
