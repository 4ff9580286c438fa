import { describe, expect, it } from "vitest";
import { type ContenderKind, contenderKinds } from "../contenders/contenders.ts";
import { documentClient } from "../contenders/document-client.ts";
import type { Contender } from "../contenders/workload.ts";
import { verifySameWork } from "./verify.ts";

/** The baseline, and itself with something changed. */
function beside(change: (contender: Contender) => Partial<Contender>): ReadonlyMap<string, ContenderKind> {
  const make: ContenderKind["make"] = (store) => {
    const contender = documentClient(store);
    return { ...contender, ...change(contender) };
  };
  return new Map([
    ["DocumentClient", contenderKinds.DocumentClient],
    ["other", { make }],
  ]);
}

describe("verifySameWork", () => {
  it.each(Object.entries(contenderKinds))("finds that %s does the work", async (name, kind) => {
    const kinds = new Map([["DocumentClient", contenderKinds.DocumentClient], [name, kind] as const]);
    await expect(verifySameWork(kinds)).resolves.toBeUndefined();
  });

  it("finds another request", async () => {
    const kinds = beside(({ put }) => ({ put: (task) => put({ ...task, priority: task.priority + 1 }) }));
    await expect(verifySameWork(kinds)).rejects.toThrow("other: put of item 0 is not what DocumentClient does");
  });

  it("finds another result", async () => {
    const kinds = beside(({ query }) => ({ query: async (...args) => (await query(...args)).slice(1) }));
    await expect(verifySameWork(kinds)).rejects.toThrow("query of 100 of item 0");
  });

  it("finds that nothing is read", async () => {
    await expect(verifySameWork(beside(() => ({ get: async () => undefined })))).rejects.toThrow("get gives nothing");
  });
});
