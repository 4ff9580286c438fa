import { TestkitError } from "../error/testkit-error.ts";
import { availability, type EngineAvailability } from "./available.ts";
import { dynamodbLocalHere } from "./dynamodb-local/folder.ts";
import { variable } from "./environment.ts";
import { ENGINE_NAMES, type EngineName } from "./names.ts";

/**
 * Which engine is meant: the option, else `KEYWRIGHT_ENGINE`, else `endpoint` where one is given, else the best that is
 * there. What somebody chose is never replaced by another: it is there, or starting it fails.
 *
 * @throws {TestkitError} `engine-unknown` for any other name; `no-engine` where there is none to choose; the error of the
 * binary or the folder that is named and cannot be used.
 */
export async function chooseEngine(option: string | undefined, endpoint: string | undefined): Promise<EngineName> {
  const [name, source] =
    option === undefined ? [variable("KEYWRIGHT_ENGINE"), "KEYWRIGHT_ENGINE"] : [option, "The option engine"];
  if (name === undefined) {
    return endpoint === undefined && variable("KEYWRIGHT_ENDPOINT") === undefined ? bestEngine() : "endpoint";
  }
  const known = ENGINE_NAMES.find((candidate) => candidate === name);
  if (known === undefined) {
    throw new TestkitError({
      code: "engine-unknown",
      message: `${source} is "${name}"; the engines are ${ENGINE_NAMES.join(", ")}.`,
    });
  }
  return known;
}

/** By how fast they start, and what has to be fetched: each is asked only where those before it are not to be had. */
async function bestEngine(): Promise<EngineName> {
  const dynoxide = await availability("dynoxide");
  // A binary that somebody named is a choice, too: starting it says what is wrong with it.
  if (dynoxide.available || variable("KEYWRIGHT_DYNOXIDE") !== undefined) return "dynoxide";
  // So is a folder: where it is none, this throws.
  const local = dynamodbLocalHere() === undefined ? undefined : await availability("dynamodb-local");
  if (local?.available === true) return "dynamodb-local";
  const container = await availability("container");
  if (container.available) return "container";
  const fetched = local ?? (await availability("dynamodb-local"));
  if (fetched.available) return "dynamodb-local";
  throw noEngine([dynoxide, fetched, container, await availability("endpoint")]);
}

function noEngine(engines: readonly EngineAvailability[]): TestkitError {
  const list = engines.map(({ name, reason = "" }) => `- ${name}: ${reason}`);
  return new TestkitError({
    code: "no-engine",
    message: `No DynamoDB engine can be had here. One of these is needed:\n${list.join("\n")}\n\`npx keywright-testkit doctor\` prints this list at any time.`,
  });
}
