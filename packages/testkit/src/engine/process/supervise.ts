import { type ChildProcess, spawn } from "node:child_process";
import { Socket } from "node:net";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { type Supervisor, supervisor } from "./supervisor.ts";

const OUTPUT_KEPT = 8192;

/** An engine's process, which ends when this program does. */
export interface SupervisedProcess {
  readonly pid: number;
  /** The end of what it wrote to its standard output and error. */
  output(): string;
  hasExited(): boolean;
  /** The first line that matches; undefined when it exited or the time (milliseconds) was over before. */
  line(pattern: RegExp, timeoutMs: number): Promise<RegExpExecArray | undefined>;
  /** From now on the process does not keep this program running. */
  release(): void;
  /** Kills it and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts a command under a supervisor. Rejects when the command cannot be started. */
export async function supervise(
  command: string,
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly supervisor?: Supervisor } = {},
): Promise<SupervisedProcess> {
  const by = options.supervisor ?? supervisor();
  const child = spawn(by.command, [...by.arguments, command, ...args], {
    env: options.env ?? process.env,
    stdio: ["pipe", "pipe", "pipe", "pipe"],
    // A session of its own: Ctrl-C must reach the program, which may still need the engine, and not the engine.
    detached: true,
    windowsHide: true,
  });
  let gone = false;
  const exited = new Promise<void>((resolve) => {
    child.once("close", () => {
      gone = true;
      resolve();
    });
  });
  let output = "";
  const waiting = new Set<(line: string) => void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      output = `${output}${line}\n`.slice(-OUTPUT_KEPT);
      for (const listen of waiting) listen(line);
    });
  }

  const pid = await enginePid(child);
  const kill = async (): Promise<void> => {
    child.ref();
    // The closed pipe is the order to kill: the same way as when this program dies.
    child.stdin.destroy();
    if (!(await settledWithin(exited, 5000))) {
      killIfThere(pid);
      child.kill("SIGKILL");
      await exited;
    }
  };
  return {
    pid,
    output: () => output,
    hasExited: () => gone,
    line: (pattern, timeoutMs) =>
      new Promise((resolve) => {
        const finish = (match: RegExpExecArray | undefined): void => {
          waiting.delete(listen);
          clearTimeout(timer);
          resolve(match);
        };
        const listen = (line: string): void => {
          const match = pattern.exec(line);
          if (match !== null) finish(match);
        };
        const timer = setTimeout(finish, timeoutMs, undefined);
        waiting.add(listen);
        for (const line of output.split("\n")) listen(line);
        void exited.then(() => finish(undefined));
      }),
    release: () => {
      child.unref();
      for (const stream of child.stdio) if (stream instanceof Socket) stream.unref();
    },
    kill,
  };
}

function enginePid(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    let text = "";
    const channel = child.stdio[3] as Readable;
    channel.setEncoding("utf8");
    channel.on("data", (chunk: string) => {
      text += chunk;
      if (text.endsWith("\n")) resolve(Number.parseInt(text, 10));
    });
    channel.once("close", () => reject(new Error("The engine's supervisor ended before it started the engine.")));
  });
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

async function settledWithin(promise: Promise<void>, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, false);
  });
  try {
    return await Promise.race([promise.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
