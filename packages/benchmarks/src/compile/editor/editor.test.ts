import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { programs } from "../programs/kinds.ts";
import { makeWorkspace, type Workspace } from "../workspace.ts";
import { type Editor, openEditor } from "./language-service.ts";
import { completionTexts, hovers, hoverTexts } from "./questions.ts";

let workspace: Workspace;
let editor: Editor;
beforeAll(() => {
  workspace = makeWorkspace();
  editor = openEditor(workspace.write("editor", programs.Keywright(2)));
}, 60_000);
afterAll(() => workspace?.remove());

// TypeScript cuts a type at 500 characters, and adds line breaks and indentation.
const longest = 1250;

describe("what an editor shows", () => {
  it.each(hovers)("of $name begins with its name and is bounded", ({ before, at, begins }) => {
    const shown = editor.hover(hoverTexts.Keywright, before, at);
    expect(shown.split("\n").map((line) => line.slice(0, begins.length))).toContain(begins);
    expect(shown.length).toBeLessThanOrEqual(longest);
  });
});

describe("what an editor offers", () => {
  it("in an update: every attribute that can be changed, and none that the library writes", () => {
    const offered = editor.completions(completionTexts.Keywright["an update's attributes"]);
    const changeable = ["address0", "assigneeId", "description0", "done0", "dueDate", "labels0", "lines0", "notes0"];
    changeable.push("points0", "priority0", "status", "title0", "weight0");
    // Those of the key may be offered, because the compiler says of each why it cannot be changed.
    expect(offered.filter((name) => name !== "ownerId" && name !== "id0").toSorted()).toEqual(changeable);
  });

  it("in a condition: every attribute, also those of the key and the managed ones", () => {
    const offered = editor.completions(completionTexts.Keywright["a condition's attributes"]);
    expect(offered).toEqual(expect.arrayContaining(["ownerId", "id0", "title0", "address0", "version", "createdAt"]));
    expect(offered).toHaveLength(18);
  });
});
