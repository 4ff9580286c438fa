import type { Options } from "../arguments/option.ts";
import type { Command, CommandText } from "../command/command.ts";
import { exitCodes } from "../world/exit-code.ts";

const width = 100;

/** What the program says of itself. */
export function programHelp(commands: readonly Command[]): string {
  const names = commands.map(({ name, summary }) => [name, summary] as const);
  return [
    "keywright <command> [options]",
    "",
    ...paragraphs([
      "Tables, policies, costs and migrations of a Keywright model: of the TypeScript file that exports what defineTable and defineEntity give.",
    ]),
    "Commands",
    ...columns(names),
    "",
    "Examples",
    ...commands.flatMap(({ examples: [first] }) => [`  keywright ${first.line}`]),
    "",
    "Exit codes",
    ...columns([
      [String(exitCodes.ok), "done, and nothing is to be said"],
      [String(exitCodes.error), "an error; also a command line that is none"],
      [String(exitCodes.different), "the model and what is there differ, or changes are pending"],
      [String(exitCodes.incomplete), "done, but for items that stayed as they were"],
      [String(exitCodes.interrupted), "ended by the user"],
    ]),
    "",
    "keywright <command> --help says what a command does and shows examples. keywright --version prints the version.",
    "",
  ].join("\n");
}

/** What a command does, its options and examples. */
export function commandHelp({ name, summary, usage, details, options, examples, exits }: CommandText): string {
  return [
    `keywright ${name}${usage === "" ? "" : ` ${usage}`} [options]`,
    "",
    ...paragraphs([summary, ...details]),
    "Options",
    ...columns(optionRows(options)),
    "",
    "Examples",
    ...examples.flatMap(({ line, says }) => [`  keywright ${line}`, ...wrapped(says, 6)]),
    "",
    "Exit codes",
    ...columns([["0", "done"], ["1", "an error"], ...exits.map(([code, meaning]) => [String(code), meaning] as const)]),
    "",
  ].join("\n");
}

function optionRows(options: Options): readonly (readonly [string, string])[] {
  const all: Options = { ...options, help: { type: "flag", help: "print this" } };
  return Object.entries(all).map(([name, option]) => {
    const value = option.type === "flag" ? "" : ` ${option.value ?? "<value>"}`;
    const choice = option.oneOf ? `: ${option.oneOf.join(", ")}` : "";
    return [`--${name}${value}`, `${option.help}${choice}`];
  });
}

function paragraphs(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => [...wrapped(text, 0), ""]);
}

const mostLeft = 28;

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const left = Math.min(mostLeft, Math.max(...rows.map(([name]) => name.length)));
  return rows.flatMap(([name, text]) => {
    const [first = "", ...rest] = wrapped(text, left + 4);
    if (name.length > left) return [`  ${name}`, first, ...rest];
    return [`  ${name.padEnd(left)}  ${first.trimStart()}`, ...rest];
  });
}

/** Lines of a width that can be read. */
function wrapped(text: string, indent: number): readonly string[] {
  const space = " ".repeat(indent);
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && indent + line.length + 1 + word.length > width) {
      lines.push(space + line);
      line = "";
    }
    line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, space + line];
}
