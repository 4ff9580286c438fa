import { readFile, rename, rm, writeFile } from "node:fs/promises";
import type { BackfillCheckpoint } from "@keywright/tables";
import { Problem } from "../world/problem.ts";

/** Where a backfill keeps how far it has come. */
export interface CheckpointFile {
  read(): Promise<BackfillCheckpoint | undefined>;
  /** Written beside and moved: there is always a whole one. */
  write(checkpoint: BackfillCheckpoint): Promise<void>;
  remove(): Promise<void>;
}

export function checkpointFile(path: string): CheckpointFile {
  return {
    async read() {
      let text: string;
      try {
        text = await readFile(path, "utf8");
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw error;
      }
      try {
        const json: unknown = JSON.parse(text);
        if (typeof json === "object" && json !== null && "segments" in json) return json as BackfillCheckpoint;
      } catch (cause) {
        throw new Problem(`${path} is no checkpoint: it is no JSON.`, { cause });
      }
      throw new Problem(`${path} is no checkpoint of a backfill.`);
    },
    async write(checkpoint) {
      await writeFile(`${path}.new`, `${JSON.stringify(checkpoint)}\n`, { mode: 0o600 });
      await rename(`${path}.new`, path);
    },
    remove: () => rm(path, { force: true }),
  };
}
