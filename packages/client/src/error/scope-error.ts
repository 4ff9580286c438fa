import { KeywrightError } from "@keywright/schema";

const code = "outside-scope";

/** Why an operation was refused: see the messages below. */
export type ScopeProblem = "other-value" | "not-in-key" | "ambiguous-key" | "whole-table";

const messages: { readonly [P in ScopeProblem]: (attribute: string, place: string) => string } = {
  "other-value": (attribute) =>
    `${attribute} is not what the connection is scoped to. Leave ${attribute} out: the scope fills it in`,
  "not-in-key": (attribute, place) =>
    `the partition key of ${place} is not made of ${attribute}, so that it keeps nothing apart by it. Put {${attribute}} into its template, or send this through a connection without the scope`,
  "ambiguous-key": (attribute, place) =>
    `the partition key of ${place} has ${attribute} in lower or upper case only, so that two values of it may share a partition. Write {${attribute}} or {${attribute}:escaped} in its template`,
  "whole-table": (attribute, place) =>
    `this reads all of ${place}, whatever the ${attribute}. Query a partition, or send it through a connection without the scope`,
};

/** An operation would have left the scope of its connection, or might have. Nothing was sent. */
export class ScopeError extends KeywrightError {
  override readonly name: string = "ScopeError";
  declare readonly code: typeof code;
  readonly entity: string;
  /** The attribute of the scope that it is about; several where they are all concerned, separated by commas. */
  readonly attribute: string;
  readonly problem: ScopeProblem;

  constructor(options: {
    readonly entity: string;
    readonly attribute: string;
    readonly problem: ScopeProblem;
    /** What the partition key is of: `the table TaskApp`, `the index byStatus`. */
    readonly place?: string;
  }) {
    const { entity, attribute, problem, place = "the table" } = options;
    super({ code, message: `${entity}: ${messages[problem](attribute, place)}.` });
    this.entity = entity;
    this.attribute = attribute;
    this.problem = problem;
  }

  static override isInstance(error: unknown): error is ScopeError {
    return KeywrightError.isInstance(error) && error.code === code;
  }
}
