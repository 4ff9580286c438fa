import { formatPath, ValidationError } from "@keywright/schema";
import type { ReferenceData } from "./reference.ts";

/** The error of an operator or change that was called wrongly. */
export function misuse(data: ReferenceData | undefined, name: string, message: string): ValidationError {
  const path = data?.path ?? [];
  const subject = path.length === 0 ? "..." : `${formatPath(path)}, ...`;
  return new ValidationError({
    entity: data?.model.name ?? "expression",
    issues: [{ path, code: "invalid_expression", message: `${name}(${subject}) ${message}` }],
  });
}
