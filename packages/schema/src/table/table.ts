import type { IndexDefinition, IndexDefinitions, IndexKeyDefinition, KeyDefinition } from "./definition.ts";
import type { TableModel } from "./model.ts";

/** What a table remembers of each entity defined on it; the entity folder knows the rest. */
export interface RegisteredEntity {
  readonly name: string;
}

/**
 * A table: the names of its partition key (`P`), of its sort key (`S`, `never` without one) and of its indexes (`X`), resolved
 * once here and not again for each entity.
 */
export interface Table<P extends string, S extends string, X> {
  readonly model: TableModel;
  /** The entities defined on this table. Held here, and not by a module, so that two copies of the library agree. */
  readonly "~entities": Map<string, RegisteredEntity>;
  readonly "~table"?: { readonly p: P; readonly s: S; readonly x: X };
}

/** Any table, whatever its keys. */
export type AnyTable = Table<string, string, unknown>;

type OneName<D> = D extends KeyDefinition ? keyof D & string : never;

/** The names of a key, in their order. */
type OrderedNames<D> = D extends readonly [infer H, ...infer R]
  ? [OneName<H>, ...OrderedNames<R>]
  : D extends KeyDefinition
    ? [OneName<D>]
    : [];

/**
 * An index as the types know it: partition key attributes in order (`p`, none for a local index, which has the table's), sort
 * key attributes in order (`s`), whether it can be read consistently (`c`, `never` where not), projection (`a`), names of
 * all key attributes (`k`).
 */
export interface TableIndex<
  P extends readonly string[],
  S extends readonly string[],
  C,
  A,
  K extends string = P[number] | S[number],
> {
  readonly p: P;
  readonly s: S;
  readonly c: C;
  readonly a: A;
  readonly k: K;
}

/** The indexes of a table, resolved. */
export type TableIndexes<X> = {
  readonly [N in keyof X]: X[N] extends {
    readonly type: "local";
    readonly sortKey: infer S;
    readonly projection: infer A;
  }
    ? TableIndex<[], OrderedNames<S>, boolean, A>
    : X[N] extends {
          readonly type: "global";
          readonly partitionKey: infer P extends IndexKeyDefinition;
          readonly projection: infer A;
        }
      ? TableIndex<OrderedNames<P>, X[N] extends { readonly sortKey: infer S } ? OrderedNames<S> : [], never, A>
      : never;
};

/** An error in the place of a type: the compiler prints the sentence on the property that is wrong. */
export interface TypeProblem<M extends string> {
  readonly "~problem": M;
}

type IndexProperty = "type" | "partitionKey" | "sortKey" | "projection";

/** A sentence where a key has not one attribute, as far as types tell. */
export type CheckKey<P> = P extends unknown
  ? string extends keyof P
    ? unknown
    : [keyof P] extends [never]
      ? TypeProblem<"a key has one attribute, as in { PK: 'S' }">
      : {
          readonly [A in keyof P]: [Exclude<keyof P, A>] extends [never]
            ? unknown
            : TypeProblem<"a key has one attribute; only global indexes have keys of several, as a list">;
        }
  : never;

/** A sentence where a key of a global index has not as many attributes as the service takes. */
type CheckIndexKey<D, Counts, M extends string> = D extends readonly unknown[]
  ? number extends D["length"]
    ? unknown
    : D["length"] extends Counts
      ? unknown
      : TypeProblem<M>
  : CheckKey<D>;

type CheckProperty<I extends IndexDefinition, Q extends keyof I> = Q extends "partitionKey"
  ? I["type"] extends "local"
    ? TypeProblem<"a local index has the partition key of its table: leave 'partitionKey' out">
    : CheckIndexKey<I[Q], 1 | 2 | 3 | 4, "a global index has 1 to 4 partition key attributes">
  : Q extends "sortKey"
    ? I["type"] extends "local"
      ? I[Q] extends readonly unknown[]
        ? TypeProblem<"a local index has one sort key attribute: { createdAt: 'S' }">
        : CheckKey<I[Q]>
      : CheckIndexKey<I[Q], 0 | 1 | 2 | 3 | 4, "a global index has up to 4 sort key attributes">
    : Q extends IndexProperty
      ? unknown
      : TypeProblem<`an index has no property '${Q & string}'`>;

/** Nothing to say of indexes that are right, and a sentence on every property that is wrong. `S` is the table's sort key. */
export type CheckIndexes<X extends IndexDefinitions, S> = {
  readonly [N in keyof X]: [X[N]["type"], keyof S] extends ["local", never]
    ? TypeProblem<"a local index needs a table with a sort key">
    : { readonly [Q in keyof X[N]]: CheckProperty<X[N], Q> };
};
