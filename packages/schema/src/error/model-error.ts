import { KeywrightError } from "./keywright-error.ts";

/** One thing that is wrong with a model. */
export interface ModelProblem {
  /** Where in the definition, such as `schema.dueDate`. */
  readonly path: string;
  /** What is wrong and what to write instead. */
  readonly message: string;
}

const code = "invalid-model";

/** A table or entity was defined wrongly. Holds every problem that was found, not only the first. */
export class ModelError extends KeywrightError {
  override readonly name: string = "ModelError";
  declare readonly code: typeof code;
  readonly problems: readonly ModelProblem[];

  constructor({ subject, problems }: { readonly subject: string; readonly problems: readonly ModelProblem[] }) {
    const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
    const list = problems.map(({ path, message }, i) => `  ${i + 1}. ${path === "" ? "" : `${path}: `}${message}`);
    super({ code, message: `${subject} has ${count}:\n${list.join("\n")}` });
    this.problems = problems;
  }

  static override isInstance(error: unknown): error is ModelError {
    return KeywrightError.isInstance(error) && error.code === code;
  }
}
