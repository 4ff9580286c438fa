import type { AttributeValue } from "../wire/attribute-value.ts";

/** A range of one attribute; values are in stored form. */
export type Range =
  | { readonly eq: AttributeValue }
  | { readonly between: readonly [AttributeValue, AttributeValue] }
  | { readonly beginsWith: AttributeValue }
  | { readonly lt: AttributeValue }
  | { readonly lte: AttributeValue }
  | { readonly gt: AttributeValue }
  | { readonly gte: AttributeValue };

/** A range that is more than one value. */
export type ProperRange = Exclude<Range, { readonly eq: AttributeValue }>;

export interface AttributeRange {
  readonly attribute: string;
  readonly range: Range;
}

/** A condition on a sort key attribute, as a key condition expression can say it. */
export interface SortCondition {
  readonly operator: "=" | "<" | "<=" | ">" | ">=" | "between" | "begins_with";
  readonly values: readonly AttributeValue[];
  /** A key that the bounds include and the range does not. */
  readonly exclude?: AttributeValue;
}
