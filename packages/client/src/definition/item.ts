import type { DiscriminatedUnionSchema, ObjectSchema, RootSchema, SchemaLike } from "@keywright/schema";
import type { ObjectInput } from "./create-input.ts";

/** The program's side of a schema. */
export type Out<S extends SchemaLike> = S["_zod"]["output"];

/** The attributes of an object schema. */
export type ShapeOf<S extends ObjectSchema> = S["_zod"]["def"]["shape"];

/** Names of all attributes of all variants. */
export type NamesOf<S extends RootSchema> = S extends ObjectSchema
  ? keyof ShapeOf<S> & string
  : S extends DiscriminatedUnionSchema
    ? KeysOf<Out<S>>
    : never;

type KeysOf<T> = T extends unknown ? keyof T & string : never;

/** Names of the attributes that the library manages: version, creation time, time of the last write. */
export interface ManagedNames {
  readonly v: string;
  readonly c: string;
  readonly u: string;
}

/** All managed names of an entity. */
export type ManagedOf<G extends ManagedNames> = G["v"] | G["c"] | G["u"];

type Timestamps<G extends ManagedNames> = G["c"] | G["u"];

/** Attributes that the library writes: the version counts from 1, timestamps are dates. */
type Managed<G extends ManagedNames> = ([G["v"]] extends [never] ? unknown : { readonly [P in G["v"]]: number }) &
  ([Timestamps<G>] extends [never] ? unknown : { readonly [P in Timestamps<G>]: Date });

/** An item as reads give it. */
export type ItemType<S extends RootSchema, G extends ManagedNames> = [ManagedOf<G>] extends [never]
  ? Out<S>
  : Out<S> & Managed<G>;

/** `Pick` for each variant of a union. */
export type PickEach<T, P> = T extends unknown ? { [A in keyof T as A extends P ? A : never]: T[A] } : never;

/** Marks an item of which only a part was read: `put` would lose the rest. */
export interface PartialRead {
  readonly "~partial"?: "only a part of this item was read: put would lose the rest. Read all of it, or use update";
}

/** An item of which only the attributes `A` were read. */
export type Selected<I, A> = PickEach<I, A> & PartialRead;

/** What identifies an item: the attributes of the primary key's templates. Other attributes, such as those of a whole item, are passed over. */
export type KeyInput<I, K extends PropertyKey> = { readonly [P in K & keyof I]: I[P] };

type Variant<S extends RootSchema> = S extends ObjectSchema
  ? ObjectInput<ShapeOf<S>>
  : S extends DiscriminatedUnionSchema
    ? Option<S["_zod"]["def"]["options"][number]>
    : never;

type Option<O extends RootSchema> = O extends RootSchema ? Variant<O> : never;

/** What `create` takes: attributes with a default may be left out, managed ones are ignored. */
export type CreateInput<S extends RootSchema, G extends ManagedNames> = Variant<S> & {
  readonly [P in G["v"]]?: number;
} & { readonly [P in Timestamps<G>]?: Date };

/** What `put` takes: of a versioned entity, the version that was read. Not an item of which only a part was read. */
export type PutInput<S extends RootSchema, G extends ManagedNames> = Variant<S> & {
  readonly [P in G["v"]]: number;
} & { readonly [P in Timestamps<G>]?: Date } & { readonly "~partial"?: never };
