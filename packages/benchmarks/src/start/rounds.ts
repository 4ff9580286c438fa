import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleWhole } from "../bundle/bundle.ts";
import { shuffled } from "../statistics/shuffled.ts";
import { childFigures } from "./child.ts";

/**
 * Bundles each module, and runs all of them in each round, in random order, each in a process of its own. A round before
 * the first is not counted: it brings the files into memory.
 */
export async function processRounds(
  modules: ReadonlyMap<string, string>,
  count: number,
): Promise<readonly ReadonlyMap<string, Readonly<Record<string, number>>>[]> {
  const folder = mkdtempSync(join(tmpdir(), "keywright-bench-"));
  try {
    const files = new Map<string, string>();
    for (const [name, contents] of modules) {
      const file = join(folder, `${files.size}.cjs`);
      writeFileSync(file, (await bundleWhole(contents)).text);
      files.set(name, file);
    }
    const rounds: ReadonlyMap<string, Readonly<Record<string, number>>>[] = [];
    for (let round = -1; round < count; round++) {
      const found = new Map<string, Readonly<Record<string, number>>>();
      for (const [name, file] of shuffled(files)) found.set(name, await childFigures(file));
      if (round >= 0) rounds.push(new Map([...files.keys()].map((name) => [name, found.get(name) ?? {}])));
    }
    return rounds;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
