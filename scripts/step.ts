import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

export const root: string = fileURLToPath(new URL("..", import.meta.url));

export interface Command {
  /** Program and arguments; a first element that ends in `js` is run by this Node. */
  readonly run: readonly [string, ...string[]];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** When it is ended; after 30 minutes by default. */
  readonly minutes?: number;
}

export interface Outcome {
  readonly ok: boolean;
  readonly output: string;
}

const running = new Set<ChildProcess>();
// All tests on DynamoDB Local, with 20,000 expressions, take longest.
const usualMinutes = 30;

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    for (const child of running) end(child);
    process.exit(128 + constants.signals[signal]);
  });
}

/** Ends a program together with what it started: each runs in a process group of its own. */
function end(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGTERM");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Runs one program to its end. `show` passes its output on as it comes; otherwise it is only collected. */
export function run(command: Command, show = false): Promise<Outcome> {
  const [first, ...rest] = command.run;
  const [program, args] = /[.][cm]?js$|[/\\]tsc$/.test(first) ? [process.execPath, [first, ...rest]] : [first, rest];
  const minutes = command.minutes ?? usualMinutes;
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: command.cwd ?? root,
      env: { ...process.env, ...command.env },
      stdio: show ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
    });
    running.add(child);
    let output = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    const timer = setTimeout(() => {
      const stopped = `\nStopped after ${minutes} minutes.\n`;
      output += stopped;
      if (show) console.error(stopped);
      end(child);
    }, minutes * 60_000);
    const finish = (ok: boolean) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ ok, output });
    };
    child.once("error", (error) => {
      output += `${error.message}\n`;
      finish(false);
    });
    child.once("close", (code) => finish(code === 0));
  });
}

/** Runs programs one after the other; all of them, also after a failure. */
export async function runAll(commands: readonly Command[], show = false): Promise<Outcome> {
  let ok = true;
  let output = "";
  for (const command of commands) {
    const outcome = await run(command, show);
    ok &&= outcome.ok;
    output += outcome.output;
  }
  return { ok, output };
}
