import type { AnyName, RootSchema, TypeProblem } from "@keywright/schema";
import type { AnyEntity } from "./entity.ts";
import type { EntityTypes } from "./entity-types.ts";
import type { AnyIndex, Index } from "./index-type.ts";
import type { ManagedNames } from "./item.ts";
import type { IndexView } from "./read-verbs-type.ts";
import type { Verbs } from "./verbs-type.ts";

/** What a scope needs to know of the types of an entity. */
interface Scopable {
  readonly name: string;
  readonly schema: RootSchema;
  readonly item: unknown;
  readonly partition: string;
  readonly partitionTemplate: string;
  readonly sortTemplate: string;
  readonly indexes: AnyIndex;
  readonly managed: ManagedNames;
}

/** What a scope needs to know of an entity. */
export interface ScopableEntity extends AnyEntity {
  readonly "~types"?: Scopable;
}

type Types<E extends ScopableEntity> = NonNullable<E["~types"]>;

/** Nothing to say where the partition key of an entity is made of all attributes of a scope, and a sentence otherwise. */
export type InScope<E, T> = [T] extends [never]
  ? unknown
  : E extends { readonly "~types"?: { readonly partition: infer P } }
    ? [T] extends [P]
      ? unknown
      : TypeProblem<`its partition key is not made of '${Exclude<T, P> & string}', to which the connection is scoped`>
    : unknown;

/**
 * The verbs of an entity under a scope: the attributes of the scope are in no input, and in all results. There is no `scan`,
 * and of the indexes there are those whose partition key is made of the scope's attributes.
 */
export type ScopedVerbs<Mode extends "described" | "sent", E extends ScopableEntity, T extends string> = VerbsOf<
  Mode,
  Types<E>,
  T
>;

type Rescoped<P extends Scopable, T extends string> = EntityTypes<
  P["name"],
  P["schema"],
  P["partitionTemplate"],
  P["sortTemplate"],
  P["indexes"],
  P["managed"],
  T
>;

type VerbsOf<Mode extends "described" | "sent", P extends Scopable, T extends string> = Omit<
  Verbs<Mode, Rescoped<P, T>, P["managed"]["q"]>,
  "scan" | "indexes"
> & { readonly indexes: ScopedIndexes<Mode, P, T> };

type ScopedIndexes<Mode extends "described" | "sent", P extends Scopable, T extends string> = {
  readonly [D in P["indexes"] as D["n"]]: [T] extends [AnyName<D["p"]>]
    ? Omit<IndexView<Mode, Rescoped<P, T>, ScopedIndex<D, T>>, "scan">
    : TypeProblem<`the partition key of this index is not made of '${Exclude<T, AnyName<D["p"]>>}', to which the connection is scoped`>;
};

/** What the index gives still has the attributes of the scope: they stand in its keys. */
type ScopedIndex<D extends AnyIndex, T extends string> = Index<
  D["n"],
  `{${Exclude<AnyName<D["p"]>, T>}}`,
  D["s"],
  D["c"],
  [D["a"]] extends ["ALL"] ? "ALL" : D["a"] | T
>;
