/** That no valid value was found in a number of attempts. The factory makes an error of it that says what to do. */
export class NoValue extends Error {
  /** The attribute, and what is in it: `lines[].sku`. */
  readonly path: string;
  readonly attempts: number;
  /** What the schema said of the last. */
  readonly problem: string;

  constructor(path: string, attempts: number, problem: string) {
    super(problem);
    this.path = path;
    this.attempts = attempts;
    this.problem = problem;
  }
}
