import type { Config } from "../config/config.ts";
import type { Io } from "../world/io.ts";

/** What commands run with. */
export interface Context {
  readonly io: Io;
  readonly config: Config;
}
