import { availableEngines, type EngineAvailability } from "../engine/available.ts";
import { CAPABILITIES, type Capability, capabilitiesOf } from "../engine/capability.ts";
import { chooseEngine } from "../engine/choose.ts";
import { parseProduct } from "../engine/endpoint/product.ts";
import type { EngineName, EngineProduct } from "../engine/names.ts";
import { startEngine } from "../engine/start.ts";
import { TestkitError } from "../error/testkit-error.ts";

/** What is to be known of an engine on this machine. */
export interface EngineReport extends EngineAvailability {
  /** From nothing to the first answer, in milliseconds, where it was tried. */
  readonly startMs?: number;
  /** What the service does and this engine does not, or is not known to. */
  readonly lacks: readonly Capability[];
}

export interface DoctorReport {
  readonly engines: readonly EngineReport[];
  /** What tests use that do not choose. */
  readonly chosen?: EngineName;
  /** Why none can be chosen. */
  readonly problem?: string;
}

/**
 * Looks at every engine.
 *
 * @param options.start - Starts those that are available, too, one after the other, which may fetch them.
 * @param options.progress - Told what takes a while.
 */
export async function examine(options: {
  readonly start: boolean;
  readonly progress: (line: string) => void;
}): Promise<DoctorReport> {
  options.progress("Looking for engines ...");
  const found = await availableEngines();
  const engines: EngineReport[] = [];
  for (const engine of found) {
    if (options.start && engine.available) {
      const first = engine.fetches === undefined ? "" : `, which fetches ${engine.fetches} first`;
      options.progress(`Starting ${engine.name}${first} ...`);
      engines.push(await tryStart(engine));
    } else {
      engines.push({ ...engine, lacks: lacking(productOf(engine), engine.version) });
    }
  }
  return { engines, ...(await choice()) };
}

async function choice(): Promise<Pick<DoctorReport, "chosen" | "problem">> {
  try {
    return { chosen: await chooseEngine(undefined, undefined) };
  } catch (error) {
    if (TestkitError.isInstance(error)) return { problem: error.message };
    throw error;
  }
}

async function tryStart(found: EngineAvailability): Promise<EngineReport> {
  const { name } = found;
  const before = performance.now();
  try {
    await using engine = await startEngine({ engine: name });
    const startMs = Math.round(performance.now() - before);
    const version = engine.version === undefined ? {} : { version: engine.version };
    return { name, available: true, ...version, startMs, lacks: lacking(engine.product, engine.version) };
  } catch (error) {
    if (!TestkitError.isInstance(error)) throw error;
    return { ...found, available: false, reason: error.message, lacks: lacking(productOf(found), found.version) };
  }
}

function productOf({ name, available }: EngineAvailability): EngineProduct | undefined {
  switch (name) {
    case "dynoxide":
    case "dynamodb-local":
      return name;
    case "container":
      return "dynamodb-local";
    case "endpoint":
      return available ? parseProduct(undefined).product : undefined;
    default:
      return name satisfies never;
  }
}

function lacking(product: EngineProduct | undefined, version: string | undefined): readonly Capability[] {
  const has = capabilitiesOf(product, version);
  return CAPABILITIES.filter((capability) => !has.has(capability));
}
