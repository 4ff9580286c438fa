import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { behaviours } from "../conformance/behaviours/index.ts";
import { pageWith } from "../conformance/page.ts";
import { readRecord } from "../conformance/record.ts";

const page = readFileSync(new URL("../../../../docs/engines.md", import.meta.url), "utf8");

test("the tables of docs/engines.md are those that `npm run conformance -- --write` writes", () => {
  expect(page).toBe(pageWith(page, behaviours, readRecord()));
});

test("a table that says something else than the record is found", () => {
  const stale = page.replace("| **no** |", "| yes |");
  expect(stale).not.toBe(page);
  expect(pageWith(stale, behaviours, readRecord())).toBe(page);
  expect(() => pageWith("# Engines", behaviours, readRecord())).toThrow("no part between");
});
