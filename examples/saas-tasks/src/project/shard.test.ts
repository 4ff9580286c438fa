import fc from "fast-check";
import { expect, test } from "vitest";
import { shardOf } from "./shard.ts";

/** How many of the ids fall on each shard. */
function loads(ids: readonly string[], shards: number): readonly number[] {
  const counts = Array.from({ length: shards }, () => 0);
  for (const id of ids) counts[shardOf(id, shards)]! += 1;
  return counts;
}

test("a shard is one of those there are, and always the same", () => {
  fc.assert(
    fc.property(fc.uuid(), fc.integer({ min: 1, max: 100 }), (id, shards) => {
      const shard = shardOf(id, shards);
      expect(Number.isInteger(shard) && shard >= 0 && shard < shards).toBe(true);
      expect(shardOf(id, shards)).toBe(shard);
    }),
  );
});

test.each([2, 16, 100])("ids that follow each other spread evenly over %i shards", (shards) => {
  const perShard = 1000;
  const ids = Array.from(
    { length: shards * perShard },
    (_, i) => `00000000-0000-4000-8000-${String(i).padStart(12, "0")}`,
  );
  // Random placement has a deviation of about 32 here; none of these is off by five of them.
  for (const load of loads(ids, shards)) expect(Math.abs(load - perShard)).toBeLessThan(160);
});
