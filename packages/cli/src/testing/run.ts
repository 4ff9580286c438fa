import { runProgram } from "../program/run-program.ts";

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process; nobody is there to ask, or somebody who answers. */
export async function run(
  args: readonly string[],
  options: {
    readonly cwd?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly answers?: readonly string[];
  } = {},
): Promise<Ran> {
  let out = "";
  let err = "";
  const answers = [...(options.answers ?? [])];
  const code = await runProgram(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    interactive: options.answers !== undefined,
    terminal: false,
    columns: 80,
    cwd: options.cwd ?? process.cwd(),
    env: options.env ?? {},
    ask: async (question) => {
      err += question;
      return answers.shift() ?? "";
    },
    signal: new AbortController().signal,
  });
  return { code, out, err };
}
