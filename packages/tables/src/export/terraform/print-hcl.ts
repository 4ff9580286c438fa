import { type Expression, isBlock, type TerraformArgument, type TerraformBlock } from "./block.ts";

/** Blocks in Terraform's own language, laid out as `terraform fmt` does. */
export function hclText(blocks: readonly TerraformBlock[]): string {
  return blocks.map((block) => `${printBlock(block, "")}\n`).join("\n");
}

function printBlock({ type, labels, body }: TerraformBlock, indent: string): string {
  const head = [type, ...labels.map(quoted)].join(" ");
  const inner = `${indent}  `;
  const lines: string[] = [];
  for (const [i, group] of groups(body).entries()) {
    if (i > 0) lines.push("");
    if (isBlock(group[0])) lines.push(printBlock(group[0], inner));
    else lines.push(...printArguments(group as readonly TerraformArgument[], inner));
  }
  return `${indent}${head} {\n${lines.join("\n")}\n${indent}}`;
}

type Part = TerraformArgument | TerraformBlock;

/** Arguments that stand together, and blocks each by itself. */
function groups(body: readonly Part[]): readonly (readonly [Part, ...Part[]])[] {
  const found: [Part, ...Part[]][] = [];
  for (const part of body) {
    const last = found.at(-1);
    if (last !== undefined && !isBlock(part) && !isBlock(last[0])) last.push(part);
    else found.push([part]);
  }
  return found;
}

/** Equals signs stand below one another, as far as no value of several lines comes between. */
function printArguments(parts: readonly TerraformArgument[], indent: string): string[] {
  return aligned(
    parts.map(({ name, value }) => ({ name, text: print(value, indent) })),
    indent,
  );
}

function print(value: Expression, indent: string): string {
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (isList(value)) return `[${value.map((one) => print(one, indent)).join(", ")}]`;
  if ("reference" in value) return value.reference;
  if ("names" in value) return `[${value.names.join(", ")}]`;
  if ("join" in value) {
    return `"${value.join.map((part) => (typeof part === "string" ? escaped(part) : `\${${part.reference}}`)).join("")}"`;
  }
  if ("map" in value) return printObject(value.map, indent);
  return `jsonencode(${printJson(value.json, indent)})`;
}

// `Array.isArray` does not narrow a readonly list.
function isList(value: Expression): value is readonly Expression[] {
  return Array.isArray(value);
}

function printJson(value: unknown, indent: string): string {
  if (typeof value === "string") return quoted(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (!Array.isArray(value)) return printObject(value, indent);
  if (value.length === 0) return "[]";
  if (value.every((one) => typeof one !== "object")) return `[${value.map((one) => printJson(one, inner)).join(", ")}]`;
  return `[\n${value.map((one) => `${inner}${printJson(one, inner)},\n`).join("")}${indent}]`;
}

function printObject(value: object, indent: string): string {
  const entries = Object.entries(value);
  if (entries.length === 0) return "{}";
  const inner = `${indent}  `;
  const printed = entries.map(([key, one]) => ({ name: objectKey(key), text: printJson(one, inner) }));
  return `{\n${aligned(printed, inner).join("\n")}\n${indent}}`;
}

function aligned(parts: readonly { readonly name: string; readonly text: string }[], indent: string): string[] {
  const lines: string[] = [];
  for (let i = 0; i < parts.length; ) {
    let end = i;
    while (end < parts.length && !parts[end]?.text.includes("\n")) end++;
    const run = parts.slice(i, end);
    const width = Math.max(0, ...run.map(({ name }) => name.length));
    for (const { name, text } of run) lines.push(`${indent}${name.padEnd(width)} = ${text}`);
    const long = parts[end];
    if (long !== undefined) lines.push(`${indent}${long.name} = ${long.text}`);
    i = end + 1;
  }
  return lines;
}

// Words of the language have a meaning of their own as the first part of an expression.
const words = ["for", "null", "true", "false", "if", "in"];

function objectKey(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) && !words.includes(key) ? key : quoted(key);
}

function quoted(text: string): string {
  return `"${escaped(text)}"`;
}

/** JSON's escapes are those of the language, but for two; what begins a template is doubled. */
function escaped(text: string): string {
  const json = JSON.stringify(text).slice(1, -1);
  return escapedTemplate(json).replace(/\\(.)/g, (all, c) => (c === "b" ? "\\u0008" : c === "f" ? "\\u000c" : all));
}

/** Text of a template that stands for itself. */
export function escapedTemplate(text: string): string {
  // Functions, as `$$` in a replacement is one `$`.
  return text.replaceAll("${", () => "$${").replaceAll("%{", () => "%%{");
}
