import { type ChildProcess, spawn } from "node:child_process";
import { connect } from "node:net";

/** Whether something accepts connections on the endpoint's port, at this address. */
export function isOpen(host: string, endpoint: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(endpoint).port), host);
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

/** A program that starts the engine that is chosen, or runs other code that leaves an engine in `engine`, and stays. */
export async function programThatStarts(
  code = `import { startEngine } from "@keywright/testkit"; const engine = await startEngine();`,
): Promise<{ readonly child: ChildProcess; readonly endpoint: string }> {
  const program = `${code}; console.log(engine.endpoint); setInterval(() => {}, 1000);`;
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--conditions=@keywright/source", "--input-type=module", "-e", program],
    // NODE_OPTIONS of the test runner must not reach it.
    { cwd: import.meta.dirname, env: { ...process.env, NODE_OPTIONS: "" }, stdio: ["ignore", "pipe", "inherit"] },
  );
  const endpoint = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (chunk: Buffer) => resolve(chunk.toString().trim()));
    child.once("exit", () => reject(new Error("The program ended before its engine was started.")));
  });
  return { child, endpoint };
}
