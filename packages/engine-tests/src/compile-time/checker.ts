import { fileURLToPath } from "node:url";
import * as keywright from "keywright";
import ts from "typescript";
import * as model from "./model.ts";

/** What the compiler says of a piece of code: the text it marks, and why. */
export interface Finding {
  readonly marked: string;
  readonly at: number;
  readonly message: string;
}

/** Code without its marks, and what they enclose. */
export interface Marked {
  readonly code: string;
  readonly marks: readonly { readonly marked: string; readonly at: number }[];
}

const here = fileURLToPath(new URL(".", import.meta.url));
const config = fileURLToPath(new URL("../../tsconfig.json", import.meta.url));

/** What code may use: all of the library, and the model beside this file. */
const imports = [
  `import { ${Object.keys(keywright).join(", ")} } from "keywright";`,
  `import { ${Object.keys(model).join(", ")} } from "./model.ts";`,
  'import type { Action, AnyEntity, AnyTypes, AttributeOf, Condition, ConditionOf, CreateInputOf, Database, Item, KeyOf, PartOf, Ref, References, Repository, UpdateOf, Verbs } from "keywright";',
  'import * as z from "zod";',
].join(" ");

export function readMarks(text: string): Marked {
  let code = "";
  const marks: Marked["marks"][number][] = [];
  for (const [index, part] of text.split(/[«»]/).entries()) {
    if (index % 2 === 1) marks.push({ marked: part, at: code.length });
    code += part;
  }
  if (marks.length === 0) throw new Error(`write what the compiler marks between « and »: ${text}`);
  return { code, marks };
}

/**
 * Compiles pieces of code, each by itself, as one program: a module for each group, whose first line imports what all of them
 * use. Gives what the compiler says of each piece, by group, in their order.
 */
export function compile(groups: readonly (readonly string[])[]): readonly (readonly (readonly Finding[])[])[] {
  const modules = groups.map((pieces, index) => moduleOf(`${here}group-${index}.ts`, pieces));
  const texts = new Map(modules.map(({ file, text }) => [file, text]));
  const options = optionsOf();
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram([...texts.keys()], options, {
    ...host,
    fileExists: (file) => texts.has(file) || host.fileExists(file),
    readFile: (file) => texts.get(file) ?? host.readFile(file),
    getSourceFile: (file, target, ...rest) => {
      const text = texts.get(file);
      return text === undefined
        ? host.getSourceFile(file, target, ...rest)
        : ts.createSourceFile(file, text, target, true);
    },
  });
  // What does not compile is `any` where it is used: nothing would be wrong any more.
  const sound = program.getSourceFile(`${here}model.ts`);
  for (const { messageText } of program.getSemanticDiagnostics(sound)) {
    throw new Error(`model.ts does not compile: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
  }
  return modules.map((module) => findingsIn(program, module));
}

function optionsOf(): ts.CompilerOptions {
  const parsed = ts.getParsedCommandLineOfConfigFile(config, undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
      throw new Error(ts.flattenDiagnosticMessageText(messageText, "\n"));
    },
  });
  if (parsed === undefined) throw new Error(`${config} cannot be read`);
  return parsed.options;
}

interface Module {
  readonly file: string;
  readonly text: string;
  /** Where each piece begins and ends. */
  readonly spans: readonly { readonly start: number; readonly end: number }[];
}

function moduleOf(file: string, pieces: readonly string[]): Module {
  let text = `${imports}\n`;
  const spans = pieces.map((piece) => {
    text += "void (async () => {\n";
    const start = text.length;
    text += piece;
    const end = text.length;
    text += "\n});\n";
    return { start, end };
  });
  return { file, text, spans };
}

function findingsIn(program: ts.Program, { file, spans }: Module): readonly (readonly Finding[])[] {
  const source = program.getSourceFile(file);
  if (source === undefined) throw new Error(`${file} is not in the program`);
  const found = spans.map((): Finding[] => []);
  for (const diagnostic of [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]) {
    const { start = 0, length = 0 } = diagnostic;
    const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n");
    const index = spans.findIndex((span) => start >= span.start && start <= span.end);
    const span = spans[index];
    if (span === undefined) throw new Error(`outside of all pieces: ${message}`);
    found[index]?.push({ marked: source.text.slice(start, start + length), at: start - span.start, message });
  }
  return found;
}
