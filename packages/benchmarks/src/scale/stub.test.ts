import { expect, it } from "vitest";
import { contenderKinds } from "../contenders/contenders.ts";
import { userId } from "../contenders/workload.ts";
import { largePartition } from "./stub.ts";

it.each(Object.entries(contenderKinds))("%s reads all pages of a large partition", async (_, kind) => {
  const contender = kind.make(largePartition(kind, 150, 50));
  expect(await contender.queryAll(userId)).toHaveLength(150);
  let streamed = 0;
  for await (const _item of contender.stream?.(userId) ?? []) streamed++;
  expect(streamed).toBe(contender.stream === undefined ? 0 : 150);
});
