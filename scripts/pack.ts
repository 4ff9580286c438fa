import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./step.ts";

export const publishedPackages = ["keywright", "tables", "testkit", "cli"] as const;
export type PublishedPackage = (typeof publishedPackages)[number];

/** Packs a built package as it would be published (pnpm applies `publishConfig`, npm does not) and returns the archive's path. */
export async function pack(name: PublishedPackage, folder: string): Promise<string> {
  const destination = join(folder, name);
  rmSync(destination, { recursive: true, force: true });
  mkdirSync(destination, { recursive: true });
  const outcome = await run({
    run: ["pnpm", "pack", "--pack-destination", destination],
    cwd: join(root, "packages", name),
  });
  const [archive] = readdirSync(destination);
  if (!outcome.ok || archive === undefined) throw new Error(`Packing ${name} failed.\n${outcome.output}`);
  return join(destination, archive);
}
