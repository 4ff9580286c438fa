import { LimitError, type Path, ValidationError } from "keywright";
import { TestkitError } from "../../error/testkit-error.ts";
import type { NoValue } from "./value/no-value.ts";

/** What is wrong with an input: the attribute (none for a rule of the whole item), and why. */
export interface Complaint {
  readonly path: Path;
  readonly code: string;
  readonly message: string;
}

/** What `create` says of an input that it refused. Any other error is thrown. */
export function complaintsOf(error: unknown): readonly Complaint[] {
  if (ValidationError.isInstance(error)) return error.issues;
  if (LimitError.isInstance(error)) return [{ path: error.path ?? [], code: error.code, message: error.message }];
  throw error;
}

/** That no valid value of an attribute was found, and what to do. */
export function noValue(entity: string, { path, attempts, problem }: NoValue): TestkitError {
  const attribute = /^[^.[{]*/.exec(path)?.[0] ?? path;
  const name = /^[A-Za-z_$][\w$]*$/.test(attribute) ? attribute : JSON.stringify(attribute);
  return new TestkitError({
    code: "factory-no-value",
    message:
      path === ""
        ? `${entity}: none of ${attempts} random items is valid; the last was refused: ${problem}\nGive the attributes that this is about: build({ ... }), or factory(${entity}, { generate: { ... } }).`
        : `${entity}.${path}: none of ${attempts} random values is valid; the last was refused: ${problem}\nGive one: build({ ${name}: ... }), or factory(${entity}, { generate: { ${name}: (random) => ... } }).`,
  });
}

/** That an override cannot be. */
export function badOverride(entity: string, attribute: string, problem: string): TestkitError {
  return new TestkitError({ code: "factory-override", message: `${entity}.${attribute} as an override: ${problem}` });
}
