import type { AnyName, Bare, BareName, NamesIn, TableIndex } from "@keywright/schema";
import type { PartialRead } from "./item.ts";

/** A sort key: the template of one attribute, or those of several in their order. */
export type SortTemplates = string | readonly string[];

/**
 * What an entity says of one of its indexes: its name (`n`), the templates of the partition key (`p`, a union where there are
 * several) and of the sort key (`s`), consistency (`c`), and which attributes results have ("ALL" or names, `a`). A key
 * attribute without a template is `=attribute`. An entity has a union of them.
 *
 * All of it is literals: the compiler need not work out a type again that has no parameters inside.
 */
export interface Index<N extends string, P extends string, S extends SortTemplates, C = never, A = "ALL"> {
  readonly n: N;
  readonly p: P;
  readonly s: S;
  readonly c: C;
  readonly a: A;
}

export type AnyIndex = Index<string, string, SortTemplates, unknown, unknown>;

/** One of several indexes. */
export type IndexNamed<X extends AnyIndex, N> = Extract<X, { readonly n: N }>;

/** Any index of a table. */
export type AnyTableIndex = TableIndex<readonly string[], readonly string[], unknown, unknown, string>;
export type TableIndexes = { readonly [index: string]: AnyTableIndex };

/** The template of a key attribute: the index's own, or the primary key's where the attribute is part of that too. */
export type TemplateOf<A, U, Base> = A extends keyof U
  ? U[A] & string
  : A extends keyof Base
    ? Base[A] & string
    : Bare<A & string>;

type Templates<Keys extends readonly string[], U, Base> = Keys extends readonly [infer A]
  ? TemplateOf<A, U, Base>
  : { readonly [I in keyof Keys]: TemplateOf<Keys[I], U, Base> };

/** The templates of a sort key, as a union. */
export type EachTemplate<S> = S extends readonly (infer T)[] ? T : S;

/** The attributes of each of several templates. A mapped type, so that the compiler reads each template once. */
export type Parsed<T extends string> = { readonly [K in T]: AnyName<K> };

/** The attributes of a sort key in order, without repeats and those already seen. */
export type Ordered<S, Seen> = S extends string
  ? NamesIn<S, Seen>
  : S extends readonly [infer H, ...infer R]
    ? [...NamesIn<H, Seen>, ...Ordered<R, Seen | AnyName<H>>]
    : [];

type Renamed<Names, R> = { [P in keyof R]: R[P] extends Names ? P : never }[keyof R];
type Projection<A, R> = A extends readonly (infer Names)[] ? Exclude<Names, R[keyof R]> | Renamed<Names, R> : never;

/** The attributes that are read back out of keys: those that a template prints in their own case. */
type Kept<T> = T extends `${string}{${infer A}}${infer Rest}`
  ? (A extends `${string}:lower` | `${string}:upper` ? never : AnyName<`{${A}}`>) | Kept<Rest>
  : BareName<T>;

/**
 * The indexes of an entity. `T` is the table's, `TP` and `TS` its key, `U` the entity's templates, `K` those of its key, `R` its
 * stored names. `Index` stands inside the mapped type: as an alias of its own it would keep its parameters.
 */
export type IndexesOf<T extends TableIndexes, U, TP extends string, TS extends string, K, R> = {
  readonly [N in keyof U & keyof T & string]: Index<
    N,
    TemplateOf<T[N]["p"] extends readonly [] ? TP : T[N]["p"][number], U[N], K>,
    Templates<T[N]["s"], U[N], K>,
    T[N]["c"],
    T[N]["a"] extends "ALL" ? "ALL" : Projection<T[N]["a"], R> | Kept<TemplateOf<T[N]["k"] | TP | TS, U[N], K>>
  >;
}[keyof U & keyof T & string];

/** What results of an index contain: what it projects, and what the keys give (`A`: "ALL", or attribute names). */
export type ProjectedItem<I, A> = [A] extends ["ALL"] ? I : Projected<I, A> & PartialRead;
type Projected<I, A> = I extends unknown ? { [N in keyof I as N extends A ? N : never]: I[N] } : never;
