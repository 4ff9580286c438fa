import type { AnyName, AnyTable, RootSchema, Table, TypeProblem, UpgradeStep } from "@keywright/schema";
import type { AnyTableIndex, TableIndexes } from "./index-type.ts";
import type { NamesOf } from "./item.ts";

/** Templates by key attribute. */
export type Templates<Keys extends string> = { readonly [P in Keys]?: string };

/** Templates by index and key attribute. */
export type IndexTemplates<TX extends TableIndexes> = { readonly [I in keyof TX]?: Templates<KeysOf<TX[I]>> };

type KeysOf<T extends AnyTableIndex> = T["k"];

type CheckTemplate<T, Names> = [AnyName<T>] extends [Names]
  ? T
  : TypeProblem<`the schema has no attribute '${Exclude<AnyName<T>, Names> & string}'`>;

/** `T` itself, but a sentence on every template that is wrong. */
type CheckTemplates<T, Keys, Names> = {
  readonly [P in keyof T]: P extends Keys
    ? CheckTemplate<T[P], Names>
    : TypeProblem<`'${P & string}' is no key attribute here`>;
};

/** `X` itself, but a sentence on every index and template that is wrong. */
type CheckIndexes<X, TX extends TableIndexes, Names, K> = {
  readonly [I in keyof X]: I extends keyof TX
    ? CheckTemplates<X[I], KeysOf<TX[I]>, Names> & RequireTemplates<KeysOf<TX[I]>, Names | keyof K>
    : TypeProblem<`the table has no index '${I & string}'`>;
};

/** A template for every key attribute that is not an attribute itself, nor part of the primary key. */
type RequireTemplates<Keys, Names> = [Exclude<Keys, Names>] extends [never]
  ? unknown
  : { readonly [P in Exclude<Keys, Names> & string]: string };

/** `key`, where a key attribute of the table is not an attribute itself. */
type RequireKey<Keys, Names> = [Exclude<Keys, Names>] extends [never]
  ? unknown
  : { readonly key: { readonly [P in Exclude<Keys, Names> & string]: string } };

/**
 * All attributes that the templates `U` name, and the key attributes that have none; what is no attribute where there is a
 * template of something else than a key attribute.
 */
type Used<U, Keys, K> =
  | AnyName<U[keyof U]>
  | Exclude<Keys, keyof U | keyof K>
  | (keyof U | Keys extends Keys ? never : symbol);

type UsedByIndexes<X, TX extends TableIndexes, K> = {
  readonly [I in keyof X]: I extends keyof TX ? Used<X[I], TX[I]["k"], K> : symbol;
}[keyof X];

/**
 * Nothing to say of templates that are right, and otherwise a sentence on each that is wrong. `Names` is the attributes that
 * there are: to compare all that is used with them is cheap, and to look at each template is not.
 */
export type CheckKeys<TP extends string, TS extends string, TX extends TableIndexes, K, X, Names> =
  | Used<K, TP | TS, unknown>
  | UsedByIndexes<X, TX, K> extends Names
  ? unknown
  : {
      readonly key?: CheckTemplates<K, TP | TS, Names>;
      readonly indexes?: CheckIndexes<X, TX, Names, K>;
    } & RequireKey<TP | TS, Names>;

/** A sentence on unique attributes that the schema has not. */
export type CheckUnique<Q, S extends RootSchema> = [Q] extends [never]
  ? unknown
  : [UniqueName<Q>] extends [NamesOf<S>]
    ? unknown
    : { readonly unique?: TypeProblem<`the schema has no attribute '${Exclude<UniqueName<Q>, NamesOf<S>> & string}'`> };

/** The attribute of `email` and of `email:lower`. */
export type UniqueName<Q> = Q extends `${infer A}:${string}` ? A : Q;

/** A sentence on each stored name of an attribute that there is not. */
export type CheckStoredNames<R, Names> = [keyof R] extends [Names]
  ? unknown
  : {
      readonly storedAs?: {
        readonly [P in keyof R]: P extends Names ? R[P] : TypeProblem<`the schema has no attribute '${P & string}'`>;
      };
    };

interface TypeAttribute {
  readonly name: string;
  readonly value: string;
}

/** An entity: whose items, in which table, under which keys. */
export interface EntityDefinition<
  N extends string,
  TP extends string,
  TS extends string,
  TX extends TableIndexes,
  S extends RootSchema,
  K,
  X,
  R,
  V extends string,
  C extends string,
  U extends string,
  Q extends string = string,
> {
  /** The name of the entity, unique in its table; errors and observers show it. */
  readonly name: N;
  /** The table, from `defineTable`. */
  readonly table: Table<TP, TS, TX>;
  /** A zod object, or a discriminated union of objects: the attributes of an item. */
  readonly schema: S;
  /** Templates of the primary key, by key attribute. Key attributes that are attributes of the schema need none. */
  readonly key?: K;
  /** Templates of the indexes that hold these items, by index and key attribute. */
  readonly indexes?: X;
  /** The attribute that counts the writes of an item, from 1: optimistic locking. Managed, so not in the schema. */
  readonly version?: V;
  /** The attribute that tells one write of a versioned item from another; `_mark` by default. */
  readonly writeMark?: string;
  /** Attributes for the time an item was created and last written. Managed, so not in the schema. */
  readonly timestamps?: {
    readonly createdAt?: C;
    readonly updatedAt?: U;
    /** How they are stored: as strings (`isoDateTime`, the default), or as numbers. */
    readonly format?: "isoDateTime" | "epochMilliseconds" | "epochSeconds";
  };
  /** Names in the table, where they differ from those in the schema. */
  readonly storedAs?: R;
  /**
   * An attribute that tells the entities of a table apart, and its value for this one; or several. Where an item has them,
   * they decide whose it is; where it has none of them, its keys do.
   */
  readonly typeAttribute?: TypeAttribute | readonly TypeAttribute[];
  /**
   * How items that were written in earlier shapes are read. Each write stores how many `steps` there are; an item with a
   * lower number (none is 0) goes through the others when it is read. Steps take and give stored attributes as plain values,
   * by their names in the table; they are synchronous, and leave attributes of the primary key alone. Add new ones at the
   * end, and never take one away.
   */
  readonly upgrade?: {
    readonly steps: readonly UpgradeStep[];
    /** The attribute that stores the number; `_shape` by default. */
    readonly attribute?: string;
  };
  /**
   * Lists of attributes whose values no two items have together, by the name of the constraint. An item that lacks one of them
   * is not held to it. `"email:lower"` takes texts that differ in case for the same.
   */
  readonly unique?: { readonly [constraint: string]: readonly Q[] };
  /** Where the claims of unique attributes lie, if not in the entity's table: its partition key, and sort key if any, are strings. */
  readonly uniqueTable?: AnyTable;
  /** `false`: expired items are read and written like others until DynamoDB deletes them. */
  readonly ttlFilter?: boolean;
}
