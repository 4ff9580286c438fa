import { createHash } from "node:crypto";

/** One of `shards` numbers from 0, the same for the same id, and each for as many ids as any other. */
export function shardOf(id: string, shards: number): number {
  return createHash("sha256").update(id).digest().readUInt32BE() % shards;
}
