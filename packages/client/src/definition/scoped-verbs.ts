import type { RootSchema, TypeProblem } from "@keywright/schema";
import type { AnyEntity } from "./entity.ts";
import type { Index } from "./index-type.ts";
import type { ItemType, ManagedNames } from "./item.ts";
import type { IndexView } from "./read-verbs-type.ts";
import type { Verbs } from "./verbs-type.ts";

/** What the verbs of an entity are made of. */
interface Parts {
  readonly n: string;
  readonly s: RootSchema;
  readonly k: string;
  readonly ks: readonly string[];
  readonly x: unknown;
  readonly g: ManagedNames;
}

/** What a scope needs to know of an entity. */
export interface ScopableEntity extends AnyEntity {
  readonly "~types"?: { readonly item: unknown; readonly partition: string; readonly parts: Parts };
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
  Types<E>["parts"],
  T
>;

type VerbsOf<Mode extends "described" | "sent", P extends Parts, T extends string> = Omit<
  Verbs<Mode, P["n"], P["s"], Exclude<P["k"], T>, P["ks"], P["x"], P["g"], T>,
  "scan" | "indexes"
> & { readonly indexes: ScopedIndexes<Mode, P, T> };

type AnyIndex = Index<string, readonly string[], unknown, unknown, unknown>;

type ScopedIndexes<Mode extends "described" | "sent", P extends Parts, T extends string> = {
  readonly [I in keyof P["x"]]: P["x"][I] extends AnyIndex
    ? [T] extends [P["x"][I]["p"]]
      ? ScopedView<Mode, P, P["x"][I], T>
      : TypeProblem<`the partition key of this index is not made of '${Exclude<T, P["x"][I]["p"]>}', to which the connection is scoped`>
    : never;
};

type ScopedView<Mode extends "described" | "sent", P extends Parts, D extends AnyIndex, T extends string> = Omit<
  IndexView<Mode, P["n"], P["s"], ItemType<P["s"], P["g"]>, P["g"], ScopedIndex<D, T>>,
  "scan"
>;

/** What the index gives still has the attributes of the scope: they stand in its keys. */
type ScopedIndex<D extends AnyIndex, T extends string> = Index<
  Exclude<D["p"], T>,
  D["s"],
  D["c"],
  [D["a"]] extends ["ALL"] ? "ALL" : D["a"] | T,
  D["g"]
>;
