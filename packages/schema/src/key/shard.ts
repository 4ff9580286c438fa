import type { AttributeValue } from "../wire/attribute-value.ts";
import type { ParsedPart } from "./parse.ts";
import type { ShardPart } from "./template.ts";

/** The most shards that a partition may have: a query makes a request for each. */
export const mostShards = 200;

/** The number of shards that a placeholder asks for: `{shard:10}` is no attribute. */
export function shardsOf(part: ParsedPart): number | undefined {
  if (!("attribute" in part) || part.attribute !== "shard" || !/^\d+$/.test(part.modifier ?? "")) return undefined;
  return Number(part.modifier);
}

/** A shard as a key has it, with as many digits as the last one. */
export function shardText({ length }: ShardPart, shard: number): string {
  return String(shard).padStart(length, "0");
}

/** The shard of an item, by the values of its primary key. */
export function shardOf({ shards }: ShardPart, key: readonly AttributeValue[]): number {
  let hash = start;
  for (const value of key) hash = mix(hash, bytesOf(value));
  return spread(hash) % shards;
}

const encoder = new TextEncoder();

function bytesOf(value: AttributeValue): Uint8Array {
  if ("B" in value) return value.B;
  return encoder.encode("S" in value ? value.S : "N" in value ? value.N : "");
}

// FNV-1a with 32 bits; a byte that no text has ends each key attribute.
const start = 0x811c9dc5;
const prime = 0x01000193;

function mix(hash: number, bytes: Uint8Array): number {
  let mixed = hash;
  for (const byte of bytes) mixed = Math.imul(mixed ^ byte, prime);
  return Math.imul(mixed ^ 0xff, prime);
}

/** Lets each bit decide each other one, as MurmurHash3 does at its end: FNV's low bits know little of what came first. */
function spread(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
