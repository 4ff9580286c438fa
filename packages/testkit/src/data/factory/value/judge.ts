import { compileCodec, ReadError, type Shape, ValidationError } from "keywright";

/** What became of a value: the value, or why there is none. */
export type Verdict = { readonly value: unknown } | { readonly problem: string };

/** Tries a value on its schema. Gives it as it would be read again, which is not the same where a check changes it. */
export function judge(shape: Shape, value: unknown, entity: string): Verdict {
  const codec = compileCodec(shape);
  return refused(() => codec.decode(codec.encode(value, entity, []), entity, []));
}

/** What a function gives, or why a schema refused it. Any other error is thrown. */
export function refused(make: () => unknown): Verdict {
  try {
    return { value: make() };
  } catch (error) {
    if (!ValidationError.isInstance(error) && !ReadError.isInstance(error)) throw error;
    return { problem: error.issues.map(({ message }) => message).join("; ") };
  }
}
