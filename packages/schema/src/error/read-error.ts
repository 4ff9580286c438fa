import { type Issue, listIssues } from "./issue.ts";
import { KeywrightError } from "./keywright-error.ts";

const code = "unreadable-item";

/** A stored item does not fit the model: another program wrote it, or the model changed. Holds every issue. */
export class ReadError extends KeywrightError {
  override readonly name: string = "ReadError";
  declare readonly code: typeof code;
  /** The name of the entity. */
  readonly entity: string;
  /** The key of the item, where it is known. */
  readonly key: Readonly<Record<string, unknown>> | undefined;
  readonly issues: readonly Issue[];

  constructor({
    entity,
    key,
    issues,
    cause,
  }: {
    readonly entity: string;
    readonly key?: Readonly<Record<string, unknown>>;
    readonly issues: readonly Issue[];
    readonly cause?: unknown;
  }) {
    super({
      cause,
      code,
      message: `${entity}: a stored item does not fit the model:\n${listIssues(issues)}`,
    });
    this.entity = entity;
    this.key = key;
    this.issues = issues;
  }

  static override isInstance(error: unknown): error is ReadError {
    return KeywrightError.isInstance(error) && error.code === code;
  }
}
