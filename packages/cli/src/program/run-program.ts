import { KeywrightError } from "keywright";
import { didYouMean } from "../arguments/did-you-mean.ts";
import { parse } from "../arguments/parse.ts";
import type { Command } from "../command/command.ts";
import { commands } from "../command/commands.ts";
import { loadConfig } from "../config/load-config.ts";
import { type ExitCode, exitCodes } from "../world/exit-code.ts";
import type { Io } from "../world/io.ts";
import { Problem } from "../world/problem.ts";
import { commandHelp, programHelp } from "./help.ts";
import { version } from "./version.ts";

/** Runs a command line, without the name of the program, and gives its exit code. */
export async function runProgram(args: readonly string[], io: Io): Promise<ExitCode> {
  const [name, ...rest] = args;
  try {
    if (name === undefined || name === "--help" || name === "-h" || name === "help") {
      return help(rest, name === undefined ? io.err : io.out, name === undefined ? exitCodes.error : exitCodes.ok);
    }
    if (name === "--version") {
      io.out(`${version()}\n`);
      return exitCodes.ok;
    }
    const command = commandNamed(name);
    if (rest.includes("--help") || rest.includes("-h")) {
      io.out(commandHelp(command));
      return exitCodes.ok;
    }
    return await run(command, rest, io);
  } catch (error) {
    if (io.signal.aborted) return exitCodes.interrupted;
    io.err(explain(error, Boolean(io.env.KEYWRIGHT_DEBUG)));
    return exitCodes.error;
  }
}

function help([name]: readonly string[], print: (text: string) => void, code: ExitCode): ExitCode {
  print(name === undefined ? programHelp(commands) : commandHelp(commandNamed(name)));
  return code;
}

function commandNamed(name: string): Command {
  const command = commands.find((each) => each.name === name);
  if (command !== undefined) return command;
  const names = commands.map((each) => each.name);
  const what = name.startsWith("-") ? "A command comes first" : `There is no command '${name}'`;
  throw new Problem(`${what}.${didYouMean(name, names, "keywright ")}`, {
    hint: `The commands are ${names.join(", ")}.`,
  });
}

async function run(command: Command, args: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseFor(command, args);
  const { config: named } = values;
  const config = await loadConfig(typeof named === "string" ? named : undefined, io);
  return command.run({ values, positionals }, { io, config });
}

function parseFor({ name, options, usage }: Command, args: readonly string[]): ReturnType<typeof parse> {
  try {
    const parsed = parse(args, options);
    if (usage !== "" || parsed.positionals.length === 0) return parsed;
    throw new Problem(`keywright ${name} takes no '${parsed.positionals[0]}': it has options only.`);
  } catch (error) {
    if (!Problem.isInstance(error)) throw error;
    throw new Problem(error.message, { hint: error.hint ?? `keywright ${name} --help shows its options.` });
  }
}

/** An error for the user. Where a program is wrong, and not a command line, its stack helps. */
function explain(error: unknown, debug: boolean): string {
  if (!(error instanceof Error) && !Problem.isInstance(error)) return `keywright: ${String(error)}\n`;
  if (debug) return `${error.stack ?? error.message}\n${error.cause instanceof Error ? `${error.cause.stack}\n` : ""}`;
  if (Problem.isInstance(error))
    return `keywright: ${error.message}\n${error.hint === undefined ? "" : `${error.hint}\n`}`;
  const name = KeywrightError.isInstance(error) ? "" : `${error.name}: `;
  return `keywright: ${name}${error.message}\nKEYWRIGHT_DEBUG=1 prints where this comes from.\n`;
}
