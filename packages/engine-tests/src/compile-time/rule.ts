/** A rule that the compiler holds programs to. */
export interface Rule {
  readonly rule: string;
  /** Code that follows it. */
  readonly right: readonly (string | PendingCode)[];
  /** Code that breaks it, and what the compiler says. */
  readonly wrong: readonly Wrong[];
}

export interface Wrong {
  /** What the compiler marks, each with a message of its own, stands between « and ». */
  readonly code: string;
  /** A sentence of the message. */
  readonly says: string;
  /** Why the compiler does not say so yet. The test fails as soon as it does. */
  readonly pending?: string;
}

interface PendingCode {
  readonly code: string;
  readonly pending: string;
}

/** Rules about one matter. */
export interface RuleGroup {
  readonly title: string;
  readonly rules: readonly Rule[];
}
