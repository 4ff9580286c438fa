import ts from "typescript-5.9";

/** What the compiler makes while it checks. Its time follows types and symbols as well. */
export interface Counts {
  readonly instantiations: number;
  readonly types: number;
  readonly symbols: number;
}

/** What checking a program in this process gives. */
export interface Checked extends Counts {
  /** Errors as `file.ts(line,column): error TS…`, as the command prints them. */
  readonly errors: string;
}

/** TypeScript 5.9 in this process. The declarations of libraries are read once: a program costs a third of what the command takes. */
export interface Checker {
  check(folder: string): Checked;
  /**
   * The text of a module's declaration file.
   *
   * @throws Error where there is none that is right
   */
  declarationOf(folder: string, module: string): string;
}

export function makeChecker(): Checker {
  const files = new Map<string, ts.SourceFile>();
  return {
    check: (folder) => check(folder, files),
    declarationOf: (folder, module) => declarationOf(folder, module, files),
  };
}

function check(folder: string, files: Map<string, ts.SourceFile>): Checked {
  const { fileNames, options } = configOf(folder);
  const program = ts.createProgram(fileNames, options, sharing(options, files));
  const errors = formatted(ts.getPreEmitDiagnostics(program), folder);
  // Not in the published types of the compiler, though the command prints them.
  const counting = program as unknown as {
    readonly [N in "Instantiation" | "Type" | "Symbol" as `get${N}Count`]: () => number;
  };
  return {
    instantiations: counting.getInstantiationCount(),
    types: counting.getTypeCount(),
    symbols: counting.getSymbolCount(),
    errors,
  };
}

function declarationOf(folder: string, name: string, files: Map<string, ts.SourceFile>): string {
  const config = configOf(folder);
  const options = { ...config.options, noEmit: false, declaration: true, emitDeclarationOnly: true };
  const program = ts.createProgram(config.fileNames, options, sharing(options, files));
  const module = program.getSourceFile(`${folder}/${name}.ts`);
  if (module === undefined) throw new Error(`${folder} has no module "${name}"`);
  const texts: string[] = [];
  const { diagnostics } = program.emit(module, (_, text) => texts.push(text), undefined, true);
  const [text] = texts;
  if (text === undefined || diagnostics.length > 0) {
    throw new Error(`The module "${name}" has no declarations:\n${formatted(diagnostics, folder)}`);
  }
  return text;
}

/** The project in a folder: its files, and what the compiler is told. */
export function configOf(folder: string): ts.ParsedCommandLine {
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
