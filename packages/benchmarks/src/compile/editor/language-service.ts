import { readFileSync } from "node:fs";
import ts from "typescript-5.9";
import { configOf } from "../in-process.ts";

/** Where in a text something is asked: the mark is taken out of it. */
export const caret = "/*caret*/";

/** An editor's view of a project: what TypeScript 5.9 answers about one file of it, which changes. */
export interface Editor {
  /** What is shown for the name that follows an occurrence of `before` in the text: the one with this number, from 0. */
  hover(text: string, before: string, at: number): string;
  /** Names that are offered at the caret. */
  completions(text: string): readonly string[];
}

/** Opens a project. Each text is a new version of `open.ts` beside its files, as after a key is pressed. */
export function openEditor(folder: string): Editor {
  const { fileNames, options } = configOf(folder);
  const open = `${folder}/open.ts`;
  let current = "";
  let version = 0;
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [...fileNames, open],
    getScriptVersion: (name) => (name === open ? String(version) : "0"),
    getScriptSnapshot: (name) => {
      if (name !== open && !ts.sys.fileExists(name)) return undefined;
      return ts.ScriptSnapshot.fromString(name === open ? current : readFileSync(name, "utf8"));
    },
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => name === open || ts.sys.fileExists(name),
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    realpath: (name) => (name === open ? name : (ts.sys.realpath?.(name) ?? name)),
  });
  const change = (text: string): void => {
    if (text === current) return;
    current = text;
    version++;
  };
  return {
    hover(text, before, at) {
      const parts = text.split(before);
      if (at >= parts.length - 1) throw new Error(`"${before}" does not occur ${at + 1} times in:\n${text}`);
      change(text);
      const place = parts.slice(0, at + 1).join(before).length + before.length;
      const info = service.getQuickInfoAtPosition(open, place);
      return ts.displayPartsToString(info?.displayParts);
    },
    completions(text) {
      const at = text.indexOf(caret);
      if (at < 0) throw new Error(`There is no caret in:\n${text}`);
      change(text.replace(caret, ""));
      const found = service.getCompletionsAtPosition(open, at, undefined);
      return found?.entries.map(({ name }) => name) ?? [];
    },
  };
}
