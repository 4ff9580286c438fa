import { TestkitError } from "../../error/testkit-error.ts";
import type { Engine, EngineCredentials } from "../engine.ts";
import { engineHandle } from "../handle.ts";
import { waitForAnswer } from "../process/answers.ts";
import { freePort } from "../process/port.ts";
import { type SupervisedProcess, supervise } from "../process/supervise.ts";
import { findDynoxide } from "./binary.ts";

const ATTEMPTS = 5;

/** Starts Dynoxide in memory, on a free loopback port. */
export async function startDynoxide(options: {
  readonly timeoutMs: number;
  readonly region: string;
  readonly credentials: EngineCredentials;
}): Promise<Engine> {
  const [binary, firstPort] = await Promise.all([findDynoxide(), freePort()]);
  let port = firstPort;
  for (let attempt = 1; ; attempt += 1) {
    // It takes port 0, but never says which port it got.
    const process = await supervise(binary.file, ["serve", "--host", "127.0.0.1", "--port", String(port)]);
    const endpoint = `http://127.0.0.1:${port}`;
    if (await serves(process, endpoint, options.timeoutMs)) {
      process.release();
      return engineHandle({
        name: "dynoxide",
        product: "dynoxide",
        startedHere: true,
        version: binary.version,
        pid: process.pid,
        clientConfig: { endpoint, region: options.region, credentials: options.credentials },
        stop: process.kill,
      });
    }
    await process.kill();
    if (attempt === ATTEMPTS || !process.output().includes("already in use")) {
      throw new TestkitError({
        code: "engine-start-failed",
        message: `Dynoxide (${binary.file}) did not answer on ${endpoint} within ${options.timeoutMs} ms. It wrote: ${process.output().trim() || "nothing"}`,
      });
    }
    port = await freePort();
  }
}

/** Its own line comes first: on a port lost to another program, that program could answer. */
async function serves(process: SupervisedProcess, endpoint: string, timeoutMs: number): Promise<boolean> {
  if ((await process.line(/listening on/i, timeoutMs)) === undefined) return false;
  return (await waitForAnswer(endpoint, { timeoutMs, gaveUp: process.hasExited })) === undefined;
}
