import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { sampled } from "../report/figure.ts";
import { withTables } from "./write-docs.ts";

const page = new URL("../../../../docs/performance.md", import.meta.url);
const figures = [
  sampled({ part: "cpu", subject: "get", contender: "Keywright, sdk", unit: "ratio" }, [0.9]),
  sampled({ part: "cpu", subject: "get", contender: "Keywright, direct", unit: "ratio" }, [0.1]),
];

it("fills the places of a page, again and again", () => {
  const empty = "# A\n<!-- table: cpu -->\nold\n<!-- end -->\nB\n<!-- table: goals -->\n<!-- end -->\nC\n";
  const filled = withTables(empty, figures);
  expect(filled).toContain("| **Keywright, sdk** | 0.90 |");
  expect(filled).toContain("| cpu: get | Keywright, sdk | 0.45 | 0.90 | **missed** |");
  expect(filled).toContain("| cpu: get | Keywright, direct | 0.15 | 0.10 | reached |");
  expect(filled).not.toContain("old");
  expect(filled).toMatch(/^# A\n[\s\S]*\nB\n[\s\S]*\nC\n$/);
  expect(withTables(filled, figures)).toBe(filled);
});

it("refuses a page without a place", () => {
  expect(() => withTables("# A\n", figures)).toThrow("no place for the table cpu");
});

it("has a place in the page of the documentation for each part that has tables", () => {
  const text = readFileSync(page, "utf8");
  for (const part of ["cpu", "e2e", "bundle", "start", "define", "scale", "goals"]) {
    expect(text).toContain(`<!-- table: ${part} -->`);
  }
});
