import type { Arguments, Options, Values } from "../arguments/option.ts";
import type { Context } from "../context/context.ts";
import type { ExitCode } from "../world/exit-code.ts";

export interface Example {
  /** What stands behind `keywright`. */
  readonly line: string;
  readonly says: string;
}

/** What a command is, for its help and for the program. */
export interface CommandText {
  readonly name: string;
  /** One line. */
  readonly summary: string;
  /** What stands behind the name, but for options: `<entity...>`. */
  readonly usage: string;
  readonly details: readonly string[];
  readonly options: Options;
  readonly examples: readonly [Example, ...Example[]];
  /** What exit codes say, but for 0 and 1. */
  readonly exits: readonly (readonly [code: ExitCode, meaning: string])[];
}

export interface Command extends CommandText {
  run(args: Arguments, context: Context): Promise<ExitCode>;
}

/** A command whose options are known by their types. */
export function command<const O extends Options>(
  text: Omit<CommandText, "options"> & {
    readonly options: O;
    run(
      args: { readonly values: Values<O>; readonly positionals: readonly string[] },
      context: Context,
    ): Promise<ExitCode>;
  },
): Command {
  return { ...text, run: (args, context) => text.run(args as Arguments<O>, context) };
}
