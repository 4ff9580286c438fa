import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../../cli/src/main.ts", import.meta.url));
/** Where the program runs: with a configuration, a model and other files. */
export const files = fileURLToPath(new URL("files/", import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Waits until the program has written this where progress goes. */
  said(text: string): Promise<void>;
}

/** Starts the `keywright` command, as it stands in the sources. */
export function start(args: readonly string[]): Running {
  const command = ["--import", import.meta.resolve("tsx"), "--conditions=@keywright/source", main, ...args];
  // Nothing of this machine's configuration of AWS.
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_"));
  const env = { ...Object.fromEntries(kept), AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };
  const child = spawn(process.execPath, command, { cwd: files, env, stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, out, err }));
  });
  const said = async (text: string): Promise<void> => {
    while (!err.includes(text)) {
      if (child.exitCode !== null) throw new Error(`the program has ended without '${text}': ${err}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return { child, ended, said };
}

export function keywright(...args: readonly string[]): Promise<Ended> {
  return start(args).ended;
}
