import type { TypeProblem } from "@keywright/schema";

type Comparison = "between" | "beginsWith" | "lt" | "lte" | "gt" | "gte";

/** One comparison and no other. Written out and not by name, so that the compiler prints the sentence. */
type Only<N extends Comparison, V> = { readonly [P in N]: V } & {
  readonly [P in Exclude<Comparison, N>]?: P extends "between"
    ? never
    : TypeProblem<"a range is one comparison, with values of the attribute's type; for two bounds write { between: [low, high] }">;
};

/** Comparisons that a sort attribute takes; exactly one of them. */
export type RangeOf<T, Prefix> =
  | Only<"between", readonly [low: T, high: T]>
  | Only<"lt", T>
  | Only<"lte", T>
  | Only<"gt", T>
  | Only<"gte", T>
  | Only<"beginsWith", Prefix>;

type PrefixOf<T> = T extends string | Date
  ? string
  : TypeProblem<"only what is stored as a string has a prefix: write lt, lte, gt, gte or between">;
type Value<I, H> = H extends keyof I ? NonNullable<I[H]> : never;

/** Sort attributes from left to right without gaps; the last of them may be a range. */
export type SortInput<Names extends readonly string[], I> = Names extends readonly [
  infer H extends string,
  ...infer R extends readonly string[],
]
  ?
      | { readonly [P in Names[number]]?: never }
      | ({ readonly [P in H]: Value<I, H> | RangeOf<Value<I, H>, PrefixOf<Value<I, H>>> } & {
          readonly [P in R[number]]?: TypeProblem<`'${H}' comes before it, by value: only the last attribute may be a range`>;
        })
      | (R extends readonly [] ? never : { readonly [P in H]: Value<I, H> } & SortInput<R, I>)
  : unknown;

/** The key condition of a query: partition attributes by value, then sort attributes. */
export type QueryKey<P extends string, Names extends readonly string[], I> = {
  readonly [A in P]: Value<I, A>;
} & SortInput<Names, I>;
