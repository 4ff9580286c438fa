import { rm } from "node:fs/promises";
import type { Engine } from "../engine/engine.ts";
import type { EngineName } from "../engine/names.ts";
import { startEngine } from "../engine/start.ts";
import { recordFolder } from "../tables/record.ts";

/**
 * Engines of which all workers use one: each takes seconds to start and some 200 MB of memory. Dynoxide takes 20 ms and
 * 6 MB, so that each test file has its own, with nothing between them.
 */
const SHARED: ReadonlySet<EngineName> = new Set(["dynamodb-local", "container"]);

const VARIABLES = ["KEYWRIGHT_ENGINE", "KEYWRIGHT_ENDPOINT", "KEYWRIGHT_ENDPOINT_PRODUCT"] as const;
type Variables = Partial<Record<(typeof VARIABLES)[number], string | undefined>>;

/** The engine of a whole run. */
export interface SharedRun {
  /** Stops the engine, if it was started, and gives the environment back as it was. */
  stop(): Promise<void>;
}

/**
 * Chooses the engine of a run, once for all workers, and starts it where they share it. The workers are told in the
 * environment, which those that are started later inherit.
 *
 * @param sharedEngines - The engines of which there is one for all.
 * @throws {TestkitError} As `startEngine`: once for the run, and not once for each test file.
 */
export async function startSharedRun(sharedEngines: ReadonlySet<EngineName> = SHARED): Promise<SharedRun> {
  // Started in any case: whether an engine really starts is known only then, and the ones not shared take 20 ms.
  const engine = await startEngine();
  // An endpoint that is named is shared as it is; so is the one that the setup of another project has started.
  if (!engine.startedHere) return { stop: engine.stop };
  const shared = sharedEngines.has(engine.name);
  if (!shared) await engine.stop();
  const before: Variables = Object.fromEntries(VARIABLES.map((name) => [name, process.env[name]]));
  setVariables(shared ? atEndpoint(engine) : { KEYWRIGHT_ENGINE: engine.name });
  return {
    stop: async () => {
      setVariables(before);
      await engine.stop();
      // What workers wrote down of their tables: nothing will answer at this address again.
      if (shared) await rm(recordFolder(engine.clientConfig), { recursive: true, force: true });
    },
  };
}

function atEndpoint({ endpoint, product, version }: Engine): Variables {
  return {
    KEYWRIGHT_ENGINE: "endpoint",
    KEYWRIGHT_ENDPOINT: endpoint,
    KEYWRIGHT_ENDPOINT_PRODUCT: version === undefined ? product : `${product}@${version}`,
  };
}

function setVariables(values: Variables): void {
  for (const [name, value] of Object.entries(values)) {
    // Assigned, undefined would be the text "undefined".
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}
