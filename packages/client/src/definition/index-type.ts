import type { AnyName, NamesIn, TableIndex } from "@keywright/schema";
import type { PartialRead } from "./item.ts";

/**
 * What an entity says of one of its indexes: attribute names of the partition key (`p`) and of the sort key in order (`s`),
 * consistency (`c`), which attributes results have ("ALL" or names, `a`), and the attributes of each key attribute (`g`, a union of boxes).
 */
export interface Index<P extends string, S extends readonly string[], C, A, Groups> {
  readonly p: P;
  readonly s: S;
  readonly c: C;
  readonly a: A;
  readonly g: Groups;
}

type AnyTableIndex = TableIndex<string, readonly string[], unknown, unknown>;

/** The template of a key attribute: the index's own, or the primary key's where the attribute is part of that too. */
type TemplateOf<U, Base, K> = K extends keyof U ? U[K] : K extends keyof Base ? Base[K] : never;

/** The attributes that make a key attribute: those of its template, or the attribute of that name. */
export type AttributesOf<U, Base, K> = K extends keyof U | keyof Base ? AnyName<TemplateOf<U, Base, K>> : K;

/** The attributes of a sort key in order, without those that the partition key or an earlier attribute gives already. */
export type SortAttributes<U, Base, Keys, Seen> = Keys extends readonly [infer K extends string, ...infer R]
  ? K extends keyof U | keyof Base
    ? [...NamesIn<TemplateOf<U, Base, K>, Seen>, ...SortAttributes<U, Base, R, Seen | AnyName<TemplateOf<U, Base, K>>>]
    : K extends Seen
      ? SortAttributes<U, Base, R, Seen>
      : [K, ...SortAttributes<U, Base, R, Seen | K>]
  : [];

type Renamed<Names, R> = { [P in keyof R]: R[P] extends Names ? P : never }[keyof R];
type Projection<A, R> = A extends readonly (infer Names)[] ? Exclude<Names, R[keyof R]> | Renamed<Names, R> : A;
/** The attributes that are read back out of keys: those that a template prints in their own case. */
type Kept<U, Base, K> = K extends unknown
  ? K extends keyof U | keyof Base
    ? KeptName<TemplateOf<U, Base, K>>
    : K
  : never;
type KeptName<T> = T extends `${string}{${infer A}}${infer Rest}`
  ? (A extends `${string}:lower` | `${string}:upper` ? never : AnyName<`{${A}}`>) | KeptName<Rest>
  : never;
type Boxes<U, Base, K> = K extends unknown ? [AttributesOf<U, Base, K>] : never;

/** The indexes of an entity, resolved to attribute names. `T` is the table's, `TP` and `TS` its key, `U` the entity's templates, `K` those of its key, `R` its stored names. */
export type IndexesOf<T, U, TP extends string, TS extends string, K, R> = {
  readonly [N in keyof U & keyof T]: T[N] extends AnyTableIndex ? IndexOf<T[N], U[N], TP, TS, K, R> : never;
};

type IndexOf<T extends AnyTableIndex, U, TP extends string, TS extends string, K, R> = [T["p"]] extends [never]
  ? Resolve<AttributesOf<U, K, TP> & string, T, U, TP | TS, K, R>
  : Resolve<AttributesOf<U, K, T["p"]> & string, T, U, TP | TS, K, R>;
type Resolve<P extends string, T extends AnyTableIndex, U, Keys, K, R> = Index<
  P,
  SortAttributes<U, K, T["s"], P>,
  T["c"],
  [T["a"]] extends ["ALL"] ? "ALL" : Projection<T["a"], R> | Kept<U, K, T["p"] | T["s"][number] | Keys>,
  Boxes<U, K, T["p"] | T["s"][number]>
>;

/** Names of the attributes that any index template uses. */
export type IndexedNames<X> = {
  [N in keyof X]: X[N] extends { readonly g: infer B } ? (B extends readonly [infer U] ? U : never) : never;
}[keyof X];

/** What results of an index contain: what it projects, and what the keys give (`A`: "ALL", or attribute names). */
export type ProjectedItem<I, A> = [A] extends ["ALL"] ? I : Projected<I, A> & PartialRead;
type Projected<I, A> = I extends unknown ? { [N in keyof I as N extends A ? N : never]: I[N] } : never;
