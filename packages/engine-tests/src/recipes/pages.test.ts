import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pageText } from "../docs/pages.ts";

// The code that the tests beside this one try is the code of the page: word for word, but for imports and exports.
const here = import.meta.dirname;
const recipes = readdirSync(here).filter((file) => isRecipe(file));

function isRecipe(file: string): boolean {
  return file.endsWith(".ts") && !file.endsWith(".test.ts") && file !== "trouble.ts";
}

test.each(recipes)("the page of %s shows what is tested", (file) => {
  const page = pageText(`docs/recipes/${file.replace(/\.ts$/, ".md")}`);
  const code = readFileSync(join(here, file), "utf8").replaceAll(/^export /gm, "");
  const parts = code.split("\n\n").filter((part) => !part.startsWith("import "));
  expect(parts.length).toBeGreaterThan(1);
  for (const part of parts) expect(page).toContain(part.trim());
});
