import type { ChangesOf, LooseChangesOf } from "@keywright/expressions";
import type { AnyName, Bare, BareName, RootSchema, TypeProblem } from "@keywright/schema";
import type { Batchable } from "../operation/operation.ts";
import type { AnyIndex, EachTemplate, Ordered, Parsed } from "./index-type.ts";
import type {
  CreateInput,
  ItemType,
  KeyInput,
  ManagedNames,
  ManagedOf,
  NamesOf,
  Out,
  PutInput,
  ShapesOf,
} from "./item.ts";
import type { QueryKey } from "./key-condition.ts";
import type { Unscoped } from "./unscoped.ts";
import type { Guards, KeyGuards, WhereReferences } from "./where.ts";

/** What verbs are typed by: see `EntityTypes`. */
export interface AnyTypes {
  readonly name: string;
  readonly item: unknown;
  readonly expected: unknown;
  readonly names: unknown;
  readonly key: unknown;
  readonly queryKey: unknown;
  readonly create: unknown;
  readonly put: unknown;
  readonly moved: unknown;
  readonly changes: unknown;
  readonly loose: unknown;
  readonly shapes: unknown;
  readonly fixed: unknown;
  readonly batch: unknown;
  readonly unique: unknown;
  readonly previous: unknown;
  readonly managedNames: unknown;
  readonly used: unknown;
  readonly given: unknown;
  readonly parsed: unknown;
  readonly stamped: unknown;
  readonly references: unknown;
  readonly keyGuards: unknown;
  readonly guards: unknown;
  readonly indexes: AnyIndex;
}

/** A key attribute that is the attribute itself can change in any way. */
type Placed<T> = [T & Bare<string>] extends [never] ? AnyName<T> : Exclude<AnyName<T>, BareName<T>>;

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
  /** What a write may expect to be stored. */
  readonly expected: [G["v"]] extends [never]
    ? TypeProblem<`'${N}' has no version: write the condition as a where`>
    : number | ItemType<S, G>;
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
  /** What an update takes; what `Verdicts` then says of it is left open here. */
  readonly changes: ChangesOf<ShapesOf<S>>;
  readonly loose: LooseChangesOf<ShapesOf<S>>;
  /** The schemas of attributes, of each option. */
  readonly shapes: ShapesOf<S>;
  /** Attributes that no update changes. */
  readonly fixed: AnyName<KP | KS> | T;
  readonly managedNames: ManagedOf<G>;
  /** What writes without conditions are good for: batches do not count versions, nor keep claims. */
  readonly batch: [G["v"] | G["q"]] extends [never] ? "write" & Batchable : "write";
  readonly unique: G["q"];
  /** What says which claims of unique attributes an item had. */
  readonly previous: [G["q"]] extends [never] ? TypeProblem<"the entity has no unique attributes"> : ItemType<S, G>;
  /** Attributes that templates of indexes use, so that what is stored must be known. */
  readonly used: Placed<X["p"] | EachTemplate<X["s"]>>;
  /** What `move` changes. */
  readonly moved: Partial<Unscoped<Out<S>, T>>;
  /** The attributes of each template of an index. */
  readonly parsed: Parsed<X["p"] | EachTemplate<X["s"]>>;
  /** Attributes that each update changes. */
  readonly stamped: G["u"];
  readonly references: WhereReferences<N, S, G>;
  /** What the filter of a query does not test. */
  readonly keyGuards: KeyGuards<BareName<KP | KS>>;
  /** What the actions of an update do not set. */
  readonly guards: Guards<AnyName<KP | KS> | T, ManagedOf<G>>;
}
