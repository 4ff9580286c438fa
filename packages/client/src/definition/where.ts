import type { Ref, ReferencesOf, Refused } from "@keywright/expressions";
import type { BareName, RootSchema, TypeProblem } from "@keywright/schema";
import type { AnyIndex, EachTemplate } from "./index-type.ts";
import type { ManagedNames } from "./item.ts";

/** References to the attributes of an entity, managed ones included, as `where` gets them. */
export type WhereReferences<N extends string, S extends RootSchema, G extends ManagedNames> = ReferencesOf<N, S> & {
  readonly [P in G["v"]]: Ref<N, number, number>;
} & { readonly [P in G["c"] | G["u"]]: Ref<N, Date, string> };

/** What the filter of a query does not test: `Keys` are attributes that are key attributes of what is queried. */
export type KeyGuards<Keys extends PropertyKey> = [Keys] extends [never]
  ? unknown
  : {
      readonly [P in Keys]: Refused<"no filter of a query tests a key attribute of what is queried: give it in the key">;
    };

/** References to what an index holds. */
export type Held<R, D extends AnyIndex> = D["a"] extends "ALL"
  ? R
  : {
      readonly [P in keyof R]: P extends D["a"] | `~${string}`
        ? R[P]
        : TypeProblem<`the index '${D["n"]}' does not project '${P & string}': no item would match as it should`>;
    };

/** References for the filter of a query of an index. */
export type FilterableBy<R, D extends AnyIndex> = Held<R, D> & KeyGuards<BareName<D["p"] | EachTemplate<D["s"]>>>;

/** What the actions of an update do not set. */
export type Guards<Fixed extends PropertyKey, Managed extends PropertyKey> = {
  readonly [P in Fixed]: Refused<"attributes of the primary key do not change: use move(...), or delete and create">;
} & { readonly [P in Managed]: Refused<`'${P & string}' is managed: the library writes it with each change`> };
