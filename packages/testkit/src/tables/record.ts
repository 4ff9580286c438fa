import { createHash } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { EngineClientConfig } from "../engine/engine.ts";
import { cacheFolder } from "../engine/environment.ts";
import { type Owner, thisProcess } from "./owner.ts";

/** A file that says which tables a process has on an endpoint, for whoever comes after it. */
export interface TableRecord {
  readonly owner: Owner;
  readonly endpoint: string;
  /** Names in the service. */
  readonly tables: readonly string[];
}

/** The folder with the records of one endpoint, Region and access key: together they make a store. */
export function recordFolder({ endpoint, region, credentials }: EngineClientConfig): string {
  const store = JSON.stringify([endpoint, region, credentials?.accessKeyId]);
  return join(cacheFolder(), "tables", createHash("sha256").update(store).digest("hex").slice(0, 16));
}

/** Writes down, before they are made, which tables there are now; without tables the file goes. */
export async function writeRecord(file: string, endpoint: string, tables: readonly string[]): Promise<void> {
  if (tables.length === 0) return rm(file, { force: true });
  const record: TableRecord = { owner: thisProcess(), endpoint, tables };
  await mkdir(dirname(file), { recursive: true });
  // Renamed when complete: a reader never sees half a record, and a crash leaves the one before.
  const partial = `${file}.partial`;
  await writeFile(partial, JSON.stringify(record));
  await rename(partial, file);
}
