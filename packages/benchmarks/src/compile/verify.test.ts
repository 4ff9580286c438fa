import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compilerVersions } from "./compiler.ts";
import { measureCompilers } from "./measure.ts";
import { type Program, programWithMistakes } from "./program.ts";
import { mistakePlaces, verifyMistakes } from "./verify.ts";
import { writeProgram } from "./workspace.ts";

it("finds the lines that are marked", () => {
  const program = new Map([
    ["b.ts", "ok\nwrong // mistake\n"],
    ["a.ts", "wrong // mistake\n// mistake or not\n"],
  ]);
  expect(mistakePlaces(program)).toEqual(["a.ts:1", "b.ts:2"]);
});

it("plants a mistake for each operation and one for a result", () => {
  expect(mistakePlaces(programWithMistakes())).toHaveLength(7);
});

/** Calls `work` with a folder that is removed afterwards. */
function inFolder(work: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "keywright-mistakes-"));
  try {
    work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.each(compilerVersions)("verifyMistakes with TypeScript $version", (compiler) => {
  function verify(...lines: readonly string[]): void {
    const program: Program = new Map([["a.ts", lines.join("\n")]]);
    inFolder((folder) => {
      writeProgram(join(folder, "program"), program);
      verifyMistakes(compiler, join(folder, "program"), program);
    });
  }

  it("passes where each mistake is found, and nothing else", () => {
    expect(() => verify('export const a: number = "1"; // mistake', "export const b = 1;")).not.toThrow();
  });

  it("fails where a mistake is let pass", () => {
    const lines = ['export const a: number = "1"; // mistake', "export const b: unknown = 1; // mistake"];
    expect(() => verify(...lines)).toThrow("finds no error in a.ts:2,");
  });

  it("fails where something else is refused", () => {
    const lines = ['export const a: number = "1"; // mistake', 'export const b: number = "1";'];
    expect(() => verify(...lines)).toThrow("errors that nobody planted in a.ts:2:");
  });

  it("fails where nothing is planted", () => {
    expect(() => verify("export const a = 1;")).toThrow("finds no error");
  });
});

it("measures nothing where a program has errors", () => {
  inFolder((folder) => {
    const write = (name: string): string => {
      const place = join(folder, name);
      writeProgram(place, new Map([["a.ts", 'export const a: number = "1";']]));
      return place;
    };
    expect(() => measureCompilers({ write, remove: () => {} }, [1], 1)).toThrow("refuses 1 entities (zod)");
  });
});
