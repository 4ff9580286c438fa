import { KeywrightError } from "@keywright/schema";

const code = "invalid-cursor";

/** Why a cursor was refused. */
export type CursorProblem = "malformed" | "tampered" | "other-query" | "other-model";

const messages: { readonly [P in CursorProblem]: string } = {
  malformed: "this is not a cursor. Pass the `cursor` of a page as it is.",
  tampered: "the cursor was changed, or signed with another secret. Pass the `cursor` of a page as it is.",
  "other-query":
    "the cursor comes from another query. Repeat the query that made it: same key, index, order and condition.",
  "other-model": "the cursor was made with another model of this entity or table. Start from the first page.",
};

/** A cursor does not belong to the query it was passed to. Nothing was sent. */
export class CursorError extends KeywrightError {
  override readonly name: string = "CursorError";
  declare readonly code: typeof code;
  readonly problem: CursorProblem;

  constructor(options: { readonly entity: string; readonly problem: CursorProblem }) {
    super({ code, message: `${options.entity}: ${messages[options.problem]}` });
    this.problem = options.problem;
  }

  static override isInstance(error: unknown): error is CursorError {
    return KeywrightError.isInstance(error) && error.code === code;
  }
}
