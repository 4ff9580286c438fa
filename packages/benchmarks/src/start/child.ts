import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const env = { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true", NODE_OPTIONS: "" };

/** Runs a file with this Node, and gives what it prints, which is JSON. */
export async function childFigures(file: string): Promise<Readonly<Record<string, number>>> {
  const { stdout } = await run(process.execPath, [file], { env });
  return JSON.parse(stdout) as Record<string, number>;
}
