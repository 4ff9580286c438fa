import type { ChangesOf } from "@keywright/expressions";
import type { AnyName, RootSchema } from "@keywright/schema";
import type { AnyIndex, EachTemplate, Ordered, Parsed } from "./index-type.ts";
import type { CreateInput, ItemType, KeyInput, ManagedNames, ManagedOf, NamesOf, Out, PutInput } from "./item.ts";
import type { QueryKey } from "./key-condition.ts";
import type { Unscoped } from "./unscoped.ts";
import type { WhereReferences } from "./where.ts";

/** What verbs are typed by: see `EntityTypes`. */
export interface AnyTypes {
  readonly name: string;
  readonly item: unknown;
  readonly names: unknown;
  readonly key: unknown;
  readonly queryKey: unknown;
  readonly create: unknown;
  readonly put: unknown;
  readonly moved: unknown;
  readonly changes: unknown;
  readonly changeable: unknown;
  readonly given: unknown;
  readonly parsed: unknown;
  readonly stamped: unknown;
  readonly references: unknown;
  readonly indexes: AnyIndex;
}

/**
 * The types that an entity's verbs use. One interface instead of aliases in each signature: the compiler works out a property
 * when it is first looked up, once for all verbs, and never one that a program does not use.
 *
 * `N` name, `S` schema, `KP` the template of the partition key, `KS` that of the sort key, `X` indexes, `G` the managed
 * attributes, `T` attributes that a scope fills in.
 */
export interface EntityTypes<
  N extends string,
  S extends RootSchema,
  KP extends string,
  KS extends string,
  X extends AnyIndex,
  G extends ManagedNames,
  T extends string = never,
> {
  readonly name: N;
  readonly schema: S;
  readonly partitionTemplate: KP;
  readonly sortTemplate: KS;
  readonly indexes: X;
  readonly managed: G;
  /** Attributes of the partition key. */
  readonly partition: AnyName<KP>;
  /** Attributes of the sort key, in order. */
  readonly sort: Ordered<[KS] extends [never] ? [] : KS, AnyName<KP>>;
  /** An item as reads give it. */
  readonly item: ItemType<S, G>;
  /** Names of all attributes. */
  readonly names: NamesOf<S> | ManagedOf<G>;
  /** What identifies an item. */
  readonly key: KeyInput<ItemType<S, G>, Exclude<AnyName<KP | KS>, T>>;
  /** Attributes whose value is known wherever there is a key. */
  readonly given: AnyName<KP | KS>;
  readonly queryKey: QueryKey<
    Exclude<AnyName<KP>, T>,
    Ordered<[KS] extends [never] ? [] : KS, AnyName<KP>>,
    ItemType<S, G>
  >;
  readonly create: Unscoped<CreateInput<S, G>, T>;
  readonly put: Unscoped<PutInput<S, G>, T>;
  readonly changes: ChangesOf<S, AnyName<KP | KS> | T, AnyName<X["p"] | EachTemplate<X["s"]>>>;
  /** Names that an update may have. */
  readonly changeable: NamesOf<S>;
  /** What `move` changes. */
  readonly moved: Partial<Unscoped<Out<S>, T>>;
  /** The attributes of each template of an index. */
  readonly parsed: Parsed<X["p"] | EachTemplate<X["s"]>>;
  /** Attributes that each update changes. */
  readonly stamped: G["u"];
  readonly references: WhereReferences<N, S, G>;
}
