import type { Engine } from "../engine/engine.ts";
import { type StartEngineOptions, startEngine } from "../engine/start.ts";

interface Shared {
  readonly engine: Promise<Engine>;
  users: number;
}

/** The engines of this worker, by the options that they were started with. */
const engines = new Map<string, Shared>();

/** An engine that is used together with others in this worker. */
export interface SharedEngine {
  readonly engine: Engine;
  /** To be called once; the last who does it stops the engine. */
  release(): Promise<void>;
}

/**
 * Starts an engine, or takes the one that this worker started with the same options: several `dynamodbTest()` in one file,
 * or in the files of a worker without isolation, need one engine.
 *
 * @throws {TestkitError} The engine cannot be had.
 */
export async function shareEngine(options: StartEngineOptions): Promise<SharedEngine> {
  const key = JSON.stringify(Object.entries(options).sort());
  const shared = engines.get(key) ?? { engine: startEngine(options), users: 0 };
  engines.set(key, shared);
  shared.users += 1;
  try {
    const engine = await shared.engine;
    return {
      engine,
      release: async () => {
        shared.users -= 1;
        if (shared.users > 0) return;
        engines.delete(key);
        await engine.stop();
      },
    };
  } catch (error) {
    if (engines.get(key) === shared) engines.delete(key);
    throw error;
  }
}
