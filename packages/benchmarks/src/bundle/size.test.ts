import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { bundleAlone, bundleWhole, bytesByFolder } from "./bundle.ts";
import { smallProgram, wholeLibrary } from "./part.ts";

// What was reached, in bytes minified. The goals are lower; see docs/performance.md. Raise a number on purpose only, and say
// why in the commit that does. Minified and not gzipped: versions of Node compress differently.
it.each([
  ["a program that gets, puts and queries", smallProgram("Keywright"), 296_000],
  ["all of the library", wholeLibrary("keywright"), 378_000],
])("%s is no larger than it was", async (_, contents, budget) => {
  const bundle = await bundleAlone(contents);
  const { minified, metafile } = bundle;
  expect(minified, `bytes by folder: ${bytesByFolder(bundle, 5).slice(0, 20).join("; ")}`).toBeLessThanOrEqual(budget);
  // Nor so much smaller that growth would be free.
  expect(minified).toBeGreaterThan(budget * 0.9);
  expect(Object.keys(metafile.inputs).filter((path) => path.includes("node_modules"))).toEqual([]);
});

it("a program carries nothing of batches, transactions, collections and scopes that it has none of", async () => {
  const brought = [
    "plan/read/collection.ts",
    "plan/read/transact-get.ts",
    "plan/write/transact.ts",
    "plan/batch/get.ts",
    "plan/batch/requests.ts",
    "plan/explain/batch.ts",
    "execute/senders.ts",
    "execute/execute-batch.ts",
    "execute/transact.ts",
    "execute/write-items.ts",
    "plan/scope/into-scope.ts",
    "error/scope-error.ts",
  ];
  const client = new URL("../../../client/src/", import.meta.url);
  expect(brought.filter((file) => !existsSync(new URL(file, client)))).toEqual([]);
  const files = bytesByFolder(await bundleAlone(smallProgram("Keywright")), 9);
  const carried = files.filter(([, bytes]) => bytes > 0).map(([path]) => path.replace("client/src/", ""));
  expect(carried).toEqual(expect.arrayContaining(["plan/read/query.ts", "execute/execute.ts"]));
  expect(carried.filter((file) => brought.includes(file))).toEqual([]);
});

it("a program carries little more of zod than it takes anyway", async () => {
  const files = bytesByFolder(await bundleWhole(smallProgram("Keywright")), 99);
  const ofZod = files.filter(([path]) => path.includes("/zod/"));
  expect(ofZod).not.toEqual([]);
  // 26,000 for the schema of the program alone. Once zod's namespace of utilities was in it, which is 9,000 more.
  expect(ofZod.reduce((sum, [, bytes]) => sum + bytes, 0)).toBeLessThanOrEqual(30_000);
});
