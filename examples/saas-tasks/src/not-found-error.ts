export class NotFoundError extends Error {
  override readonly name = "NotFoundError";
  readonly what: "project" | "task";

  constructor(what: "project" | "task") {
    super(`There is no such ${what}.`);
    this.what = what;
  }
}
