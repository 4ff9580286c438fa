import type { EntityModel, RootSchema } from "@keywright/schema";
import type { EntityTypes } from "./entity-types.ts";
import type { AnyIndex } from "./index-type.ts";
import type { ManagedNames } from "./item.ts";
import type { Verbs } from "./verbs-type.ts";

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
 * `N` name, `S` schema, `KP` the template of the partition key, `KS` that of the sort key, `X` indexes, `G` the managed
 * attributes.
 */
export interface Entity<
  N extends string,
  S extends RootSchema,
  KP extends string,
  KS extends string,
  X extends AnyIndex,
  G extends ManagedNames,
> extends Verbs<"described", EntityTypes<N, S, KP, KS, X, G>, G["q"]> {
  readonly name: N;
  readonly model: EntityModel;
}
