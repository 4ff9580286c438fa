import { type Issue, listIssues } from "./issue.ts";
import { KeywrightError } from "./keywright-error.ts";

const code = "invalid-item";

/** What was to be written, or a key or operand to be sent, does not fit the model. Nothing was sent. Holds every issue. */
export class ValidationError extends KeywrightError {
  override readonly name: string = "ValidationError";
  declare readonly code: typeof code;
  /** The name of the entity. */
  readonly entity: string;
  readonly issues: readonly Issue[];

  constructor({ entity, issues }: { readonly entity: string; readonly issues: readonly Issue[] }) {
    super({
      code,
      message: `${entity}: this was not sent, because it is not valid:\n${listIssues(issues)}`,
    });
    this.entity = entity;
    this.issues = issues;
  }

  static override isInstance(error: unknown): error is ValidationError {
    return KeywrightError.isInstance(error) && error.code === code;
  }
}
