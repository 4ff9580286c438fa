import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");

/** Collects garbage: only what is new, or all of it. */
export const collect = runInNewContext("gc") as (options?: { readonly type: "minor" | "major" }) => void;
