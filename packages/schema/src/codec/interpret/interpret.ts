import type { Issue } from "../../error/issue.ts";
import type { Path } from "../../error/path.ts";
import { runDecode, runEncode } from "../../shape/run.ts";
import type { Shape } from "../../shape/shape.ts";
import type { AttributeValue } from "../../wire/attribute-value.ts";
import { fill } from "./fill.ts";
import { marshal } from "./marshal.ts";
import { unmarshal } from "./unmarshal.ts";

/** What became of a value, with everything that is wrong with it. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly Issue[] };

function failed(issues: readonly Issue[]): { readonly ok: false; readonly issues: readonly Issue[] } {
  return { ok: false, issues };
}

// What was said of a value is not said again by the next step, nor about what is in it.
function further(issues: readonly Issue[], more: readonly Issue[]): Issue[] {
  return more.filter(
    ({ path }) =>
      !issues.some((issue) => issue.path.length <= path.length && issue.path.every((step, i) => step === path[i])),
  );
}

/**
 * Writes a value by the letter: fills defaults, lets zod encode, marshals. The reference for the compiled codecs, and the
 * only maker of their errors.
 */
export function interpretEncode(shape: Shape, value: unknown, path: Path): Outcome<AttributeValue> {
  const issues: Issue[] = [];
  const filled = fill(shape, value, path, issues);
  const encoded = runEncode(shape.schema, filled, path);
  if (!encoded.ok) return failed([...issues, ...further(issues, encoded.issues)]);
  if (issues.length > 0) return failed(issues);
  if (encoded.value === undefined) {
    const message = "undefined cannot be stored: leave the attribute out, or write remove() in an update";
    return failed([{ path, message, code: "unsupported" }]);
  }
  const stored = marshal(shape, encoded.value, path, issues);
  return issues.length > 0 ? failed(issues) : { ok: true, value: stored };
}

/** Reads a stored value by the letter: unmarshals, and lets zod decode; with `checks` the whole schema must hold. */
export function interpretDecode(shape: Shape, stored: AttributeValue, path: Path, checks: boolean): Outcome<unknown> {
  const notes: Issue[] = [];
  const decoded = runDecode(shape.schema, unmarshal(shape, stored, path, notes), path, checks);
  if (decoded.ok) return decoded;
  const wrong = further([], decoded.issues);
  const known = notes.filter((note) => wrong.some((issue) => !differ(issue.path, note.path)));
  return failed([...known, ...further(known, wrong)]);
}

function differ(a: Path, b: Path): boolean {
  return a.length !== b.length || a.some((step, i) => step !== b[i]);
}
