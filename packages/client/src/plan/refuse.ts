import { type EntityModel, type Path, ValidationError } from "@keywright/schema";

/** The error of an operation that cannot be sent as it is: one issue at a path. */
export function refuse(model: EntityModel, path: Path, code: string, message: string): ValidationError {
  return new ValidationError({ entity: model.name, issues: [{ path, code, message }] });
}
