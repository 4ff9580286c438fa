import { spawn } from "node:child_process";
import { once } from "node:events";
import type { TestDynamoDB } from "@keywright/testkit";

/** A program beside the test, at the same engine and tables. */
export interface Program {
  /** What it printed first. */
  readonly line: string;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
}

/** Starts a program, in which `db` is connected, and waits until it prints a line. It stays until it is killed. */
export async function startProgram({ engine, client, tableNames }: TestDynamoDB, code: string): Promise<Program> {
  // An engine may keep tables of others apart.
  const [region, credentials] = await Promise.all([client.config.region(), client.config.credentials()]);
  const options = { endpoint: engine.endpoint, region, credentials };
  const program = `
    import { connect } from "keywright";
    const db = connect(${JSON.stringify(options)}, { tables: ${JSON.stringify(tableNames)} });
    setInterval(() => {}, 1000);
    ${code}`;
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--conditions=@keywright/source", "--input-type=module", "-e", program],
    // NODE_OPTIONS of the test runner must not reach it.
    { cwd: import.meta.dirname, env: { ...process.env, NODE_OPTIONS: "" }, stdio: ["ignore", "pipe", "inherit"] },
  );
  const ended = once(child, "exit");
  const line = await Promise.race([
    once(child.stdout, "data").then(([chunk]) => String(chunk).trim()),
    ended.then(() => Promise.reject(new Error("The program ended before it printed anything."))),
  ]);
  return {
    line,
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
