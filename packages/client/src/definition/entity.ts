import type { EntityModel, RootSchema } from "@keywright/schema";
import type { ItemType, KeyInput, ManagedNames } from "./item.ts";
import type { Verbs } from "./verbs-type.ts";
import type { WhereReferences } from "./where.ts";

/** What every entity is, without its verbs: lists of entities, `describeModel` and generic code take this. */
export interface AnyEntity {
  readonly name: string;
  readonly model: EntityModel;
  readonly "~types"?: { readonly item: unknown };
}

/** The items of an entity: `type Task = Item<typeof Task>`. */
export type Item<E extends { readonly "~types"?: { readonly item: unknown } }> = NonNullable<E["~types"]>["item"];

/**
 * An entity: its model, and verbs that describe operations on its items; `db.send(operation)` sends them.
 *
 * `N` name, `S` schema, `K` attributes of the primary key, `KS` those of its sort key in order, `X` indexes, `G` the
 * managed attributes.
 */
export interface Entity<
  N extends string,
  S extends RootSchema,
  K extends string,
  KS extends readonly string[],
  X,
  G extends ManagedNames,
> extends AnyEntity,
    Verbs<"described", N, S, K, KS, X, G> {
  readonly name: N;
  readonly "~types"?: {
    readonly name: N;
    readonly item: ItemType<S, G>;
    readonly key: KeyInput<ItemType<S, G>, K>;
    readonly sent: Verbs<"sent", N, S, K, KS, X, G>;
    /** Attributes of the partition key, and those of the sort key in order. */
    readonly partition: Exclude<K, KS[number]>;
    readonly sort: KS;
    readonly indexes: X;
    readonly references: WhereReferences<N, S, G>;
    /** What `Verbs` are made of, for scopes to make others. */
    readonly parts: { readonly n: N; readonly s: S; readonly k: K; readonly ks: KS; readonly x: X; readonly g: G };
  };
}
