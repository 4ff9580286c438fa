// Names that the index of an internal package exports and no other package takes. Nobody else can: these packages are not
// published, and the dead-code check takes what an index exports for used.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Outcome, root } from "./step.ts";

const internal = ["schema", "expressions", "client"] as const;

/** `export { a, type B, c as d } from "…"` and `import { … } from "…"`, with their names and where from. */
const statement = /\b(import|export)\s+(?:type\s+)?\{([^}]*)\}\s*from\s*"([^"]+)"/g;
const namespace = /\bexport\s+\*\s+as\s+(\w+)\s+from/g;

function names(list: string, side: "imported" | "exported"): string[] {
  return list
    .split(",")
    .map((part) => part.trim().replace(/^type\s+/, ""))
    .filter((part) => part !== "")
    .map((part) => part.split(/\s+as\s+/).at(side === "imported" ? 0 : -1) ?? part);
}

interface Source {
  readonly file: string;
  readonly text: string;
}

function readSources(): readonly Source[] {
  return ["packages", "examples", "scripts"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts") && !/(^|[/\\])(node_modules|dist)[/\\]/.test(path))
      .map((path) => ({
        file: `${folder}/${path.replaceAll("\\", "/")}`,
        text: readFileSync(join(root, folder, path), "utf8"),
      })),
  );
}

/** Lists what the indexes of internal packages export for nobody. */
export async function checkUnusedExports(): Promise<Outcome> {
  const sources = readSources();
  const lines = internal.flatMap((name) => unusedOf(name, sources));
  return { ok: lines.length === 0, output: lines.map((line) => `${line}\n`).join("") };
}

function unusedOf(name: string, sources: readonly Source[]): readonly string[] {
  const index = `packages/${name}/src/index.ts`;
  const own = sources.find(({ file }) => file === index)?.text ?? "";
  const exported = [
    ...[...own.matchAll(statement)].flatMap(([, , list = ""]) => names(list, "exported")),
    ...[...own.matchAll(namespace)].map(([, alias = ""]) => alias),
  ];
  const taken = new Set(
    sources
      .filter(({ file }) => !file.startsWith(`packages/${name}/`))
      .flatMap(({ text }) => [...text.matchAll(statement)])
      .filter(([, , , from]) => from === `@keywright/${name}`)
      .flatMap(([, , list = ""]) => names(list, "imported")),
  );
  return exported
    .filter((candidate) => !taken.has(candidate))
    .map((candidate) => `${index}: '${candidate}' is exported and no other package imports it`);
}
