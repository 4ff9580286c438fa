import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { type Capability, DECLARED_CAPABILITIES } from "@keywright/testkit";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const here = join(root, "packages/engine-tests");
const cache = join(here, "node_modules/.cache/docs");

/** One page of the documentation, and the program that its blocks of TypeScript make. */
export interface Page {
  readonly name: string;
  readonly program: string;
  readonly file: string;
  /** What the program prints, as the comments behind its `console.log(...)` say. */
  readonly printed: readonly string[];
  /** What the engine has to have for that. */
  readonly needs: readonly Capability[];
}

// All in one line, so that the lines of the program are those of the page.
const engine =
  'import { startEngine as start } from "@keywright/testkit"; await using started = await start(); const client = started.client(); void client;';
const printing =
  'import { inspect } from "node:util"; Object.assign(inspect.defaultOptions, { breakLength: Infinity, compact: 9, depth: 9 });';

/** The pages that contain TypeScript, with their programs written down. */
export function readPages(): readonly Page[] {
  mkdirSync(cache, { recursive: true });
  const paths = ["README.md", ...readdirSync(join(root, "docs"), { recursive: true }).map((path) => `docs/${path}`)];
  return paths
    .filter((path) => path.endsWith(".md"))
    .sort()
    .flatMap((name) => {
      const program = programOf(name, pageText(name));
      if (program === undefined) return [];
      const file = join(cache, `${name.replaceAll("/", "_")}.mts`);
      writeFileSync(file, program);
      const printed = [...program.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, text = ""]) => text);
      return [{ name, program, file, printed, needs: needsOf(pageText(name)) }];
    });
}

/** What a page's comment `<!-- engine: tags, streams -->` asks for. */
export function needsOf(page: string): readonly Capability[] {
  const [, list = ""] = /<!-- engine: (.*?) -->/.exec(page) ?? [];
  return list
    .split(", ")
    .filter((name) => name !== "")
    .map((name) => {
      if (!isCapability(name)) throw new Error(`'${name}' is no capability of an engine`);
      return name;
    });
}

function isCapability(name: string): name is Capability {
  return name in DECLARED_CAPABILITIES;
}

/** The Markdown of a page. */
export function pageText(name: string): string {
  return readFileSync(join(root, name), "utf8");
}

/** The blocks of a page as one program. Lines that are no code are left empty. */
export function programOf(name: string, page: string): string | undefined {
  let fence: string | undefined;
  let found = false;
  const lines = page.split("\n").map((line) => {
    if (fence === undefined) {
      if (!line.startsWith("```")) return "";
      fence = line.slice(3).trim();
      if (/^(typescript|tsx|js)\b/.test(fence)) throw new Error(`${name}: write \`\`\`ts, so that the block is tested`);
      if (isExcerpt(fence)) return "";
      if (fence === "ts") found = true;
      else if (fence === "ts no-run") return "void (async () => {";
      else if (fence.startsWith("ts"))
        throw new Error(`${name}: a block is \`\`\`ts, \`\`\`ts no-run or \`\`\`ts from a file, not ${fence}`);
      return "";
    }
    if (line.trim() !== "```") return fence.startsWith("ts") && !isExcerpt(fence) ? line : "";
    const end = fence === "ts no-run" ? "});" : "";
    fence = undefined;
    return end;
  });
  if (!found) return undefined;
  const declaresClient = lines.some((line) => line.startsWith("const client "));
  return [`${printing} ${declaresClient ? "" : engine}`, ...lines.slice(1)].join("\n");
}

function isExcerpt(fence: string): boolean {
  return /^ts from \S+$/.test(fence);
}

/** What a page shows of a file that is run elsewhere: the block `ts from` its path. */
export interface Excerpt {
  readonly file: string;
  readonly text: string;
}

/** The excerpts of a page, without indentation. */
export function excerptsOf(page: string): readonly Excerpt[] {
  return Array.from(page.matchAll(/^```ts from (\S+)\n(.*?)^```$/gms), ([, file = "", text = ""]) => ({
    file,
    text: withoutIndentation(text),
  }));
}

/** The text of a file as `excerptsOf` gives it. */
export function excerptedText(file: string): string {
  return withoutIndentation(readFileSync(join(root, file), "utf8"));
}

function withoutIndentation(text: string): string {
  return text.replaceAll(/^ +/gm, "");
}

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Checks the types of all programs at once. Test files run side by side: each check has a name of its own. */
export function checkTypes(
  pages: readonly Page[],
  { name, version = "7.0" }: { readonly name: string; readonly version?: string },
): Promise<Outcome> {
  const config = join(cache, `tsconfig.${name}.json`);
  const files = pages.map(({ file }) => file);
  writeFileSync(config, JSON.stringify({ extends: join(root, "tsconfig.programs.json"), include: [], files }));
  const tsc = join(root, `scripts/typescript/node_modules/typescript-${version}/bin/tsc`);
  return node([tsc, "-p", config, "--pretty", "false"]);
}

/** Runs the program of a page to its end. */
export function runPage({ file }: Page): Promise<Outcome> {
  return node(["--import", import.meta.resolve("tsx"), "--conditions=@keywright/source", relative(here, file)]);
}

function node(args: readonly string[]): Promise<Outcome> {
  const child = spawn(process.execPath, args, { cwd: here, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}
