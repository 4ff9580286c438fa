import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const packages = fileURLToPath(new URL("../../../", import.meta.url));

interface ErrorClass {
  readonly name: string;
  readonly codes: readonly string[];
}

/** The error classes of all packages, with the codes that stand in their files. */
function errorClasses(): readonly ErrorClass[] {
  return readdirSync(packages)
    .flatMap((name) => sources(join(packages, name, "src")))
    .flatMap((text) => {
      const [, name] = /^export class (\w+Error)(?:<.*>)? extends (?:Keywright|Entity)Error/m.exec(text) ?? [];
      if (name === undefined) return [];
      const [, list] = /^const codes = \[(.*?)\]/ms.exec(text) ?? [];
      const codes = list ?? /\bcode(?: =|:) ("[a-z-]+")/.exec(text)?.[1] ?? "";
      return [{ name, codes: [...codes.matchAll(/"([a-z-]+)"/g)].map(([, code = ""]) => code) }];
    });
}

function sources(folder: string, end = "-error.ts"): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(end) && !path.endsWith(".test.ts"))
    .map((path) => readFileSync(join(folder, path), "utf8"));
}

/** Codes of errors have a dash where they have two words; codes of issues have an underscore. */
function codesInUse(): readonly string[] {
  return readdirSync(packages)
    .flatMap((name) => sources(join(packages, name, "src"), ".ts"))
    .flatMap((text) => Array.from(text.matchAll(/\bcode(?: =|:) "([a-z]+(?:-[a-z]+)+)"/g), ([, code = ""]) => code));
}

test("the codes that are written anywhere are those of the error classes", () => {
  const codes = errorClasses().flatMap((errorClass) => errorClass.codes);
  expect(codesInUse().length).toBeGreaterThan(20);
  expect(codesInUse().filter((code) => !codes.includes(code))).toEqual([]);
});

test("the error classes and their codes are found", () => {
  const classes = errorClasses();
  expect(classes.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["ModelError", "VersionConflictError", "ThrottledError", "TableError", "TestkitError"]),
  );
  expect(classes.filter(({ codes }) => codes.length === 0)).toEqual([]);
});

test("docs/errors.md has a heading for every error code, and for nothing else", () => {
  const page = readFileSync(join(packages, "../docs/errors.md"), "utf8");
  const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  const codes = errorClasses().flatMap((errorClass) => errorClass.codes);
  expect(headings.sort()).toEqual(codes.sort());
});
