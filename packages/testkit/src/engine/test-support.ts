import { type ChildProcess, spawn } from "node:child_process";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { vi } from "vitest";

const START = fileURLToPath(new URL("./start.ts", import.meta.url));
const AVAILABLE = fileURLToPath(new URL("./available.ts", import.meta.url));

/** Whether something accepts connections on the endpoint's port. */
export function isOpen(endpoint: string): Promise<boolean> {
  return new Promise((resolve) => {
    const url = new URL(endpoint);
    const socket = connect(Number(url.port), url.hostname);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits until the condition holds; false when it did not within the time, in milliseconds. */
export async function becomes(condition: () => boolean, timeoutMs: number): Promise<boolean> {
  for (const end = Date.now() + timeoutMs; Date.now() < end; await delay(20)) if (condition()) return true;
  return condition();
}

/**
 * Runs a program of its own in another process, with an environment of its own. The program can use `startEngine`,
 * `availableEngines` and `say(value)`, which sends a line of JSON.
 */
export function program(text: string, env: NodeJS.ProcessEnv): { child: ChildProcess; said: Promise<unknown> } {
  const code = `
import { startEngine } from ${JSON.stringify(START)};
import { availableEngines } from ${JSON.stringify(AVAILABLE)};
const say = (value) => process.stdout.write(JSON.stringify(value) + "\\n");
${text}`;
  // NODE_OPTIONS of the test runner must not reach it.
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--conditions=@keywright/source", "--input-type=module", "-e", code],
    {
      cwd: fileURLToPath(new URL(".", import.meta.url)),
      env: { ...process.env, NODE_OPTIONS: "", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const said = new Promise<unknown>((resolve, reject) => {
    let out = "";
    let errors = "";
    child.stderr.on("data", (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk.toString();
      if (out.includes("\n")) resolve(JSON.parse(out.slice(0, out.indexOf("\n"))));
    });
    child.once("close", () => reject(new Error(`It said nothing. ${errors}`)));
  });
  return { child, said };
}

/**
 * The environment of a machine on which nobody chose anything, and where nothing but Dynoxide can be there.
 *
 * @param folder - An empty one.
 */
export function bareEnvironment(folder: string): NodeJS.ProcessEnv {
  return {
    PATH: folder,
    JAVA_HOME: "",
    KEYWRIGHT_ENGINE: "",
    KEYWRIGHT_ENDPOINT: "",
    KEYWRIGHT_ENDPOINT_PRODUCT: "",
    KEYWRIGHT_DYNOXIDE: "",
    KEYWRIGHT_DYNAMODB_LOCAL: "",
    KEYWRIGHT_CACHE: join(folder, "cache"),
    // A container runtime is also looked for in these.
    DOCKER_HOST: `unix://${folder}/none.sock`,
    HOME: folder,
    XDG_RUNTIME_DIR: folder,
  };
}

/** Lets this process have these variables, until `vi.unstubAllEnvs()`. */
export function stubEnvironment(env: NodeJS.ProcessEnv): void {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
}

/** Runs on a platform for which there is no Dynoxide. */
export async function elsewhere<T>(work: () => Promise<T>): Promise<T> {
  const { arch } = process;
  Object.defineProperty(process, "arch", { value: "pdp11" });
  try {
    return await work();
  } finally {
    Object.defineProperty(process, "arch", { value: arch });
  }
}

/** Code of a program that does the same. */
export const ELSEWHERE = `Object.defineProperty(process, "arch", { value: "pdp11" });`;

/** The error of a `startEngine()` in a process with this environment. */
export async function startFailure(env: NodeJS.ProcessEnv): Promise<{ code: string; message: string }> {
  const { said } = program(
    "try { await startEngine(); say({ code: 'started' }); } catch (error) { say({ code: error.code, message: error.message }); }",
    env,
  );
  return (await said) as { code: string; message: string };
}
