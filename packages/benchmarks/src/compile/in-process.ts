import { basename } from "node:path";
import ts from "typescript-5.9";

/** What checking a program in this process gives. */
export interface Checked {
  readonly instantiations: number;
  /** Errors as `file.ts(line,column): error TS…`, as the command prints them. */
  readonly errors: string;
  readonly program: ts.Program;
}

/** The version of the compiler that runs in this process, and whose figures the tests compare. */
export const version = "5.9";

/** Checks programs in this process. The library files are read once for all: a program costs a third of what the command takes. */
export function makeChecker(): (folder: string) => Checked {
  const files = new Map<string, ts.SourceFile>();
  return (folder) => check(folder, files);
}

/**
 * The declaration files of a program, by their names.
 *
 * @throws Error where one cannot be written
 */
export function declarationsOf(folder: string): ReadonlyMap<string, string> {
  const { fileNames, options } = configOf(folder);
  const declaring = { ...options, noEmit: false, declaration: true, emitDeclarationOnly: true };
  const texts = new Map<string, string>();
  const { diagnostics } = ts
    .createProgram(fileNames, declaring)
    .emit(undefined, (name, text) => texts.set(basename(name), text));
  if (diagnostics.length > 0) throw new Error(`${folder} has no declarations:\n${formatted(diagnostics, folder)}`);
  return texts;
}

function check(folder: string, files: Map<string, ts.SourceFile>): Checked {
  const { fileNames, options } = configOf(folder);
  const program = ts.createProgram(fileNames, options, sharing(options, files));
  const errors = formatted(ts.getPreEmitDiagnostics(program), folder);
  // Not in the published types of the compiler, though the command prints it.
  const counting = program as unknown as { getInstantiationCount(): number };
  return { instantiations: counting.getInstantiationCount(), errors, program };
}

function configOf(folder: string): ts.ParsedCommandLine {
  const config = ts.getParsedCommandLineOfConfigFile(`${folder}/tsconfig.json`, undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (problem) => {
      throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, "\n"));
    },
  });
  if (config === undefined) throw new Error(`${folder} has no tsconfig.json`);
  return config;
}

function formatted(problems: readonly ts.Diagnostic[], folder: string): string {
  return ts.formatDiagnostics(problems, {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => folder,
    getNewLine: () => "\n",
  });
}

/** A host that gives the same declaration files to every program. */
function sharing(options: ts.CompilerOptions, files: Map<string, ts.SourceFile>): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  return {
    ...host,
    getSourceFile: (name, target, onError) => {
      if (!/[.]d[.][cm]?ts$/.test(name)) return host.getSourceFile(name, target, onError);
      const file = files.get(name) ?? host.getSourceFile(name, target, onError);
      if (file !== undefined) files.set(name, file);
      return file;
    },
  };
}
