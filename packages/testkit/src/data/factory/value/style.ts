/** What sort of values to make, where the schema leaves a choice. */
export interface Style {
  readonly text: "plain" | "empty" | "shortest" | "longest" | { readonly of: readonly string[] };
  readonly number: "plain" | "least" | "greatest" | "smallest" | "exact";
  readonly date: "plain" | "earliest" | "latest" | "leap";
  /** Elements of lists and records, members of sets. */
  readonly size: "plain" | "fewest" | "most";
  /** Attributes that may be left out, and those that may be null. */
  readonly presence: "some" | "none" | "all";
}

export const plain: Style = { text: "plain", number: "plain", date: "plain", size: "plain", presence: "some" };
