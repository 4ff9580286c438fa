import { describe, expect, it } from "vitest";
import { byHand } from "./by-hand.ts";
import { verifySameWork } from "./verify.ts";
import { withKeywright } from "./with-keywright.ts";
import type { Contender } from "./workload.ts";

/** Keywright with one operation exchanged. */
function altered(change: (contender: Contender) => Partial<Contender>): typeof byHand {
  return (client, clock) => {
    const contender = withKeywright(client, clock);
    return { ...contender, ...change(contender) };
  };
}

describe("verifySameWork", () => {
  it("passes contenders that do the same", async () => {
    await expect(verifySameWork([byHand, withKeywright])).resolves.toBeUndefined();
  });

  it("finds another request", async () => {
    const other = altered(({ put }) => ({ put: (task) => put({ ...task, priority: task.priority + 1 }) }));
    await expect(verifySameWork([byHand, other])).rejects.toThrow("put of item 0 differs");
  });

  it("finds another result", async () => {
    const other = altered(({ query }) => ({
      query: async (...args) => {
        const page = await query(...args);
        return { ...page, items: page.items.slice(1) };
      },
    }));
    await expect(verifySameWork([byHand, other])).rejects.toThrow("query of item 0 differs");
  });

  it("finds that nothing is read", async () => {
    await expect(verifySameWork([byHand, altered(() => ({ get: async () => undefined }))])).rejects.toThrow(
      "get gives nothing",
    );
  });
});
