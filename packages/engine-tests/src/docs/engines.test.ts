import { readFileSync } from "node:fs";
import { type Capability, type EngineName, startEngine } from "@keywright/testkit";
import { expect, test } from "vitest";

const read = (path: string): string => readFileSync(new URL(`../../../../${path}`, import.meta.url), "utf8");
const capabilities = Array.from(
  read("packages/testkit/src/engine/capability.ts").matchAll(/^ {2}\| "(\w+)"/gm),
  ([, name]) => name as Capability,
);
const [, table = ""] = read("docs/engines.md").split("| capability |");
const rows = Array.from(
  table.matchAll(/^\| `(\w+)` \| .* \| (.*) \| (.*) \|$/gm),
  ([, capability, dynoxide = "", local = ""]) => ({
    capability: capability as Capability,
    dynoxide,
    "dynamodb-local": local,
  }),
);

test("docs/engines.md lists every capability", () => {
  expect(rows.map(({ capability }) => capability)).toEqual(capabilities);
  expect(rows.length).toBeGreaterThan(10);
});

const columns = ["dynoxide", "dynamodb-local"] as const satisfies readonly EngineName[];
// The other engine is compared when the tests run on it.
const here = columns.filter((name) => name === "dynoxide" || name === process.env.KEYWRIGHT_ENGINE);

test.each(here)("docs/engines.md says what %s is trusted for", async (name) => {
  await using engine = await startEngine({ engine: name });
  const fixed = rows.filter((row) => !row[name].startsWith("from "));
  expect(fixed.filter((row) => engine.supports(row.capability) !== row[name].startsWith("yes"))).toEqual([]);
});
