/** Comparisons that a sort attribute takes; exactly one of them. */
export type RangeOf<T, Prefix> =
  | {
      readonly between: readonly [low: T, high: T];
      readonly beginsWith?: never;
      readonly lt?: never;
      readonly lte?: never;
      readonly gt?: never;
      readonly gte?: never;
    }
  | {
      readonly lt: T;
      readonly between?: never;
      readonly beginsWith?: never;
      readonly lte?: never;
      readonly gt?: never;
      readonly gte?: never;
    }
  | {
      readonly lte: T;
      readonly between?: never;
      readonly beginsWith?: never;
      readonly lt?: never;
      readonly gt?: never;
      readonly gte?: never;
    }
  | {
      readonly gt: T;
      readonly between?: never;
      readonly beginsWith?: never;
      readonly lt?: never;
      readonly lte?: never;
      readonly gte?: never;
    }
  | {
      readonly gte: T;
      readonly between?: never;
      readonly beginsWith?: never;
      readonly lt?: never;
      readonly lte?: never;
      readonly gt?: never;
    }
  | ([Prefix] extends [never]
      ? never
      : {
          readonly beginsWith: Prefix;
          readonly between?: never;
          readonly lt?: never;
          readonly lte?: never;
          readonly gt?: never;
          readonly gte?: never;
        });

type PrefixOf<T> = T extends string | Date ? string : never;
type Value<I, H> = H extends keyof I ? NonNullable<I[H]> : never;

/** Sort attributes from left to right without gaps; the last of them may be a range. */
export type SortInput<Names extends readonly string[], I> = Names extends readonly [
  infer H extends string,
  ...infer R extends readonly string[],
]
  ?
      | { readonly [P in Names[number]]?: never }
      | ({ readonly [P in H]: Value<I, H> | RangeOf<Value<I, H>, PrefixOf<Value<I, H>>> } & {
          readonly [P in R[number]]?: never;
        })
      | (R extends readonly [] ? never : { readonly [P in H]: Value<I, H> } & SortInput<R, I>)
  : unknown;

/** The key condition of a query: partition attributes by value, then sort attributes. */
export type QueryKey<P extends string, Names extends readonly string[], I> = {
  readonly [A in P]: Value<I, A>;
} & SortInput<Names, I>;
