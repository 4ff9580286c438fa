import { describe, expect, it } from "vitest";
import { makeTable, problemsOf, task, untyped } from "./test-support.ts";

describe("the entities of a table", () => {
  it("are registered once they are valid", () => {
    const table = makeTable();
    expect(problemsOf(task({ version: "title" }, table))).toHaveLength(1);
    expect(table["~entities"].size).toBe(0);
    const model = untyped(task({}, table));
    expect(table["~entities"].get("Task")).toBe(model);
    expect(problemsOf(task({ key: { PK: "OTHER#{userId}", SK: "X" } }, table))).toEqual([
      "name: table 'TaskApp' has an entity 'Task' already: give this one another name, or define it once and import it",
    ]);
  });

  it("may not write the same keys", () => {
    const table = makeTable();
    untyped(task({}, table));
    const note = (text: string) => problemsOf(task({ name: "Note", key: { PK: "USER#{userId}", SK: text } }, table));
    const [problem, ...others] = note("{title}");
    expect(others).toEqual([]);
    expect(problem).toMatch(
      /^key: an item of 'Note' and one of 'Task' \("USER#\{userId\}", "TASK#\{taskId\}"\) can have the same key \(PK "USER#.*", SK "TASK#.*"\)/,
    );
    expect(problem).toContain("another literal");
    expect(problem).toContain("{attribute:escaped}");
    expect(note("NOTE#{title}")).toEqual([]);
  });

  it("may share a partition or a table of which they use other keys", () => {
    const table = makeTable();
    untyped(task({}, table));
    expect(problemsOf(task({ name: "Profile", key: { PK: "USER#{userId}", SK: "PROFILE" } }, table))).toEqual([]);
    expect(problemsOf(task({ name: "Team", key: { PK: "TEAM#{userId}", SK: "TASK#{taskId}" } }, table))).toEqual([]);
  });
});
