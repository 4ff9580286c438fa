import type { Options } from "@keywright/expressions";
import type { ObjectSchema, RootSchema } from "@keywright/schema";
import type { ObjectInput, OmittableNames, Properties } from "./create-input.ts";

/** The program's side of a schema. */
export type Out<S extends RootSchema> = S extends ObjectSchema
  ? [UnnamedIn<S>] extends [never]
    ? ObjectOutput<ShapeOf<S>, OmittableNames<ShapeOf<S>>>
    : S["_zod"]["output"]
  : S["_zod"]["output"];

/** Attributes that the schema does not name: of `z.looseObject`, and with `catchall`. */
type UnnamedIn<S> = S extends { readonly _zod: { readonly config: { readonly out: infer E } } } ? keyof E : never;
/** zod marks what an output may lack. */
type Lacking = { readonly _zod: { readonly optout: "optional" } };

// As zod's own, which costs the compiler twice as much: what may be absent is among what an input may leave out, and that is
// known already.
type ObjectOutput<Sh extends Properties, O extends keyof Sh> = OutputOf<
  Sh,
  O,
  { [P in O]: Sh[P] extends Lacking ? P : never }[O]
>;
type OutputOf<Sh extends Properties, O extends keyof Sh, L extends keyof Sh> = [L] extends [never]
  ? { [P in keyof Sh]: Sh[P]["_zod"]["output"] }
  : { [P in Exclude<keyof Sh, O> | Exclude<O, L>]: Sh[P]["_zod"]["output"] } & {
      [P in L]?: Sh[P]["_zod"]["output"];
    };

/** The attributes of an object schema. */
export type ShapeOf<S extends ObjectSchema> = S["_zod"]["def"]["shape"];

/** The attributes of an object schema, or of each option of a union. */
export type ShapesOf<S extends RootSchema> = S extends ObjectSchema ? ShapeOf<S> : ShapeOfOption<Options<S>>;
type ShapeOfOption<O> = O extends ObjectSchema ? ShapeOf<O> : never;

/** Names of all attributes of all variants. */
export type NamesOf<S extends RootSchema> = S extends ObjectSchema ? keyof ShapeOf<S> : KeysOf<Out<S>>;

type KeysOf<T> = T extends unknown ? keyof T : never;

/** Names of the attributes that the library manages: version, creation time, time of the last write; and of unique ones. */
export interface ManagedNames {
  readonly v: string;
  readonly c: string;
  readonly u: string;
  readonly q: string;
}

/**
 * The managed attributes of one entity: its version, creation time, and time of the last write; and its unique attributes.
 * `never` for those it has not.
 */
export interface Managed<V extends string, C extends string, U extends string, Q extends string = never> {
  readonly v: V;
  readonly c: C;
  readonly u: U;
  readonly q: Q;
}

/** All managed names of an entity. */
export type ManagedOf<G extends ManagedNames> = G["v"] | G["c"] | G["u"];

type Timestamps<G extends ManagedNames> = G["c"] | G["u"];

/** Attributes that the library writes: the version counts from 1, timestamps are dates. */
type ManagedAttributes<G extends ManagedNames> = ([G["v"]] extends [never]
  ? unknown
  : { readonly [P in G["v"]]: number }) &
  ([Timestamps<G>] extends [never] ? unknown : { readonly [P in Timestamps<G>]: Date });

/** An item as reads give it. */
export type ItemType<S extends RootSchema, G extends ManagedNames> = [ManagedOf<G>] extends [never]
  ? Out<S>
  : Out<S> & ManagedAttributes<G>;

/** `Pick` for each variant of a union. */
export type PickEach<T, P> = T extends unknown ? { [A in keyof T as A extends P ? A : never]: T[A] } : never;

/** Marks an item of which only a part was read: `put` would lose the rest. */
export interface PartialRead {
  readonly "~partial"?: "only a part of this item was read: put would lose the rest. Read all of it, or use update";
}

/** Not an item of which only a part was read. */
export interface Whole {
  readonly "~partial"?: never;
}

/** An item of which only the attributes `A` were read. */
export type Selected<I, A> = PickEach<I, A> & PartialRead;

/** What identifies an item: the attributes of the primary key's templates. Other attributes, such as those of a whole item, are passed over. */
export type KeyInput<I, K extends PropertyKey> = { readonly [P in K & keyof I]: I[P] };

type Variant<S extends RootSchema> = S extends ObjectSchema ? ObjectInput<ShapeOf<S>> : VariantOf<Options<S>>;
type VariantOf<O> = O extends ObjectSchema ? ObjectInput<ShapeOf<O>> : never;

/** What `create` takes: attributes with a default may be left out, managed ones are ignored. */
export type CreateInput<S extends RootSchema, G extends ManagedNames> = Variant<S> & {
  readonly [P in G["v"]]?: number;
} & { readonly [P in Timestamps<G>]?: Date };

/** What `put` takes: of a versioned entity, the version that was read. Not an item of which only a part was read. */
export type PutInput<S extends RootSchema, G extends ManagedNames> = Variant<S> & {
  readonly [P in G["v"]]: number;
} & { readonly [P in Timestamps<G>]?: Date } & Whole;
