/** What the compiler's extended diagnostics say of one run. */
export interface Cost {
  readonly instantiations: number;
  readonly checkSeconds: number;
}

/**
 * Reads the output of `tsc --extendedDiagnostics`.
 *
 * @throws Error where a figure is missing
 */
export function costOf(output: string): Cost {
  return { instantiations: figure(output, "Instantiations"), checkSeconds: figure(output, "Check time") };
}

function figure(output: string, name: string): number {
  const found = new RegExp(`^${name}:\\s*([\\d.]+)s?\\s*$`, "m").exec(output);
  if (found === null) throw new Error(`The compiler reports no "${name}":\n${output}`);
  return Number(found[1]);
}

/** Places of errors that the compiler reports, as `file.ts:line`, without repeats. */
export function errorPlaces(output: string): readonly string[] {
  const places = Array.from(output.matchAll(/^(\S+?)\((\d+),\d+\): error TS/gm), ([, file, line]) => `${file}:${line}`);
  return [...new Set(places)].sort();
}
