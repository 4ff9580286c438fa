import type { SchemaLike } from "@keywright/schema";

export type Properties = { readonly [name: string]: SchemaLike };
/** zod marks what an input may leave out: optional attributes and those with a default. */
type Omittable = { readonly _zod: { readonly optin: "optional" | "defaulted" } };

/**
 * What `create` and `put` take for a schema: the program's side, with attributes that have a default optional at any depth.
 * Read from the shape, attribute by attribute, so that only what a call mentions is evaluated.
 */
export type WriteInput<Z extends SchemaLike> = Z["_zod"]["def"]["type"] extends keyof Inputs<unknown, unknown>
  ? Inputs<Z["_zod"]["def"], Z["_zod"]["output"]>[Z["_zod"]["def"]["type"]]
  : Z["_zod"]["output"];

/** By the type of a schema, where it is not simply the program's side: a table, as the compiler tries conditions one by one. */
interface Inputs<D, V> {
  readonly object: D extends { readonly shape: infer Sh extends Properties }
    ? Sh[keyof Sh] extends Plain
      ? V
      : ObjectInput<Sh>
    : never;
  readonly optional: InnerInput<D> | undefined;
  readonly default: InnerInput<D> | undefined;
  readonly prefault: InnerInput<D> | undefined;
  readonly nullable: InnerInput<D> | null;
  readonly array: D extends { readonly element: infer I extends SchemaLike } ? ListInput<I> : never;
  readonly union: D extends { readonly options: readonly (infer O extends SchemaLike)[] } ? OptionInput<O> : never;
  readonly record: D extends {
    readonly keyType: infer K extends SchemaLike;
    readonly valueType: infer I extends SchemaLike;
  }
    ? RecordInput<K["_zod"]["output"], I>
    : never;
  readonly set: V extends ReadonlySet<infer M> ? ReadonlySet<M> : never;
}

/** Attributes without defaults, and nothing below: an object of such is the same on all sides, and need not be compared. */
type Plain = {
  readonly _zod: {
    readonly def: { readonly type: "string" | "number" | "bigint" | "boolean" | "enum" | "literal" | "null" };
  };
};

type InnerInput<D> = D extends { readonly innerType: infer I extends SchemaLike } ? WriteInput<I> : never;

// By a name of its own, for which the compiler works out elements later: schemas may contain themselves.
type ListInput<I extends SchemaLike> = readonly WriteInput<I>[];

type OptionInput<O extends SchemaLike> = O extends SchemaLike ? WriteInput<O> : never;

type RecordInput<K, I extends SchemaLike> = string extends K
  ? { readonly [name: string]: WriteInput<I> }
  : { readonly [P in K & PropertyKey]: WriteInput<I> };

/** Names of the attributes that an input may leave out. */
export type OmittableNames<Sh> = { [P in keyof Sh]: Sh[P] extends Omittable ? P : never }[keyof Sh];

/** Attributes of an object: those that may be left out are optional. */
export type ObjectInput<Sh extends Properties> = InputOf<Sh, OmittableNames<Sh>>;

type InputOf<Sh extends Properties, O extends keyof Sh> = {
  readonly [P in Exclude<keyof Sh, O>]: WriteInput<Sh[P]>;
} & { readonly [P in O]?: WriteInput<Sh[P]> | undefined };
