import { type Path, ValidationError } from "@keywright/schema";

/** The error of an expression that the service would reject. */
export function refuse(entity: string, path: Path, message: string): ValidationError {
  return new ValidationError({ entity, issues: [{ path, message, code: "invalid_expression" }] });
}
