import { TestkitError } from "../error/testkit-error.ts";
import { variable } from "./environment.ts";
import { ENGINE_NAMES, type EngineName } from "./names.ts";

/**
 * Which engine is meant: the option, else `KEYWRIGHT_ENGINE`, else `endpoint` where one is given, else Dynoxide.
 *
 * @throws {TestkitError} `engine-unknown` for any other name.
 */
export function chooseEngine(option: string | undefined, endpoint: string | undefined): EngineName {
  const [name, source] =
    option === undefined ? [variable("KEYWRIGHT_ENGINE"), "KEYWRIGHT_ENGINE"] : [option, "The option engine"];
  if (name === undefined) {
    return endpoint === undefined && variable("KEYWRIGHT_ENDPOINT") === undefined ? "dynoxide" : "endpoint";
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
