import { formatPath, type Path } from "./path.ts";

/** One thing that is wrong with a value. The message never contains the value. */
export interface Issue {
  readonly path: Path;
  readonly message: string;
  /** zod's code of the issue (`invalid_type`, `too_small`, …), or one of `unknown_attribute`, `unsupported`. */
  readonly code: string;
}

/** Numbers the issues and prints their paths, one in a line. */
export function listIssues(issues: readonly Issue[]): string {
  return issues
    .map(({ path, message }, i) => `  ${i + 1}. ${path.length === 0 ? "" : `${formatPath(path)}: `}${message}`)
    .join("\n");
}
