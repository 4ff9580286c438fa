import { startEngine } from "@keywright/testkit";
import { expect, test } from "vitest";
import { checkTypes, excerptedText, excerptsOf, needsOf, pageText, programOf, readPages, runPage } from "./pages.ts";

// The documentation is run: the TypeScript of a page is one program, whose types are checked, which runs on an engine, and
// which prints what the comments behind its `console.log(...)` say.
const pages = readPages();

test("there are pages with programs", () => {
  expect(pages.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["README.md", "docs/getting-started.md", "docs/modelling.md", "docs/engines.md"]),
  );
});

test("all programs of the documentation compile", async () => {
  const { code, stdout } = await checkTypes(pages, { name: "pages" });
  expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
});

test.for(pages)("$name runs and prints what it says", async (page, { skip }) => {
  if (page.needs.length > 0) {
    await using engine = await startEngine();
    const lacking = page.needs.find((capability) => !engine.supports(capability));
    skip(lacking !== undefined, `the page shows what this engine lacks: ${lacking}`);
  }
  const { code, stdout, stderr } = await runPage(page);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout.split("\n").slice(0, -1)).toEqual(page.printed);
});

test("a page says what its engine has to have", () => {
  expect(pages.filter(({ needs }) => needs.length > 0).map(({ name }) => name)).toContain("docs/tables.md");
  expect(needsOf("# Page\n<!-- engine: tags, streams -->\n")).toEqual(["tags", "streams"]);
  expect(() => needsOf("<!-- engine: tag -->")).toThrow("'tag' is no capability of an engine");
});

test("a program has the lines of its page", () => {
  const page = ["# Page", "```ts", "const a = 1;", "```", "```sh", "ls", "```", "```ts no-run", "f();", "```"];
  const lines = programOf("page", page.join("\n"))?.split("\n");
  expect(lines?.slice(1)).toEqual(["", "const a = 1;", "", "", "", "", "void (async () => {", "f();", "});"]);
  expect(() => programOf("page", "```typescript\n```")).toThrow("write ```ts");
});

const excerpts = pages.flatMap(({ name }) => excerptsOf(pageText(name)).map((excerpt) => ({ name, ...excerpt })));

test("there are excerpts", () => {
  expect(excerpts.length).toBeGreaterThan(3);
  const page = ["```ts from a.ts", "  f();", "", "  g();", "```", "```ts", "h();", "```"];
  expect(excerptsOf(page.join("\n"))).toEqual([{ file: "a.ts", text: "f();\n\ng();\n" }]);
  expect(programOf("page", page.join("\n"))?.split("\n").slice(1)).toEqual(["", "", "", "", "", "h();", ""]);
});

test.each(excerpts)("what $name shows of $file stands there", ({ file, text }) => {
  expect(excerptedText(file)).toContain(text);
});
