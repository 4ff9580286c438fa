import { isSkipped } from "../../shape/internals.ts";
import { runDecode } from "../../shape/run.ts";
import type { Shape } from "../../shape/shape.ts";
import { INVALID } from "./invalid.ts";

/** Gives what stands for an attribute that is not stored; `undefined` if nothing does. */
export function absentDecoder({ schema }: Shape): () => unknown {
  if (isSkipped(schema)) return nothing;
  return () => {
    const result = runDecode(schema, undefined, [], false);
    // What zod makes of undefined counts where it makes something.
    return result.ok && result.value !== undefined ? result.value : INVALID;
  };
}

function nothing(): undefined {
  return undefined;
}
