import type { SchemaLike } from "@keywright/schema";

type Properties = { readonly [name: string]: SchemaLike };
type Def<Z extends SchemaLike> = Z["_zod"]["def"];
/** zod marks what an input may leave out: optional attributes and those with a default. */
type Omittable = { readonly _zod: { readonly optin: "optional" | "defaulted" } };

/**
 * What `create` and `put` take for a schema: the program's side, with attributes that have a default optional at any depth.
 * Read from the shape, attribute by attribute, so that only what a call mentions is evaluated.
 */
export type WriteInput<Z extends SchemaLike> =
  Def<Z> extends { readonly type: "object"; readonly shape: infer Sh extends Properties }
    ? ObjectInput<Sh> & Loose<Def<Z>>
    : Def<Z> extends {
          readonly type: "optional" | "default" | "prefault";
          readonly innerType: infer I extends SchemaLike;
        }
      ? WriteInput<I> | undefined
      : Def<Z> extends { readonly type: "nullable"; readonly innerType: infer I extends SchemaLike }
        ? WriteInput<I> | null
        : Def<Z> extends { readonly type: "array"; readonly element: infer I extends SchemaLike }
          ? readonly WriteInput<I>[]
          : Def<Z> extends { readonly type: "union"; readonly options: readonly (infer O extends SchemaLike)[] }
            ? OptionInput<O>
            : Def<Z> extends {
                  readonly type: "record";
                  readonly keyType: infer K extends SchemaLike;
                  readonly valueType: infer I extends SchemaLike;
                }
              ? RecordInput<K["_zod"]["output"], I>
              : ReadonlySets<Z["_zod"]["output"]>;

type OptionInput<O extends SchemaLike> = O extends SchemaLike ? WriteInput<O> : never;

type ReadonlySets<T> = T extends Set<infer M> ? ReadonlySet<M> : T;

type RecordInput<K, I extends SchemaLike> = string extends K
  ? { readonly [name: string]: WriteInput<I> }
  : { readonly [P in K & PropertyKey]: WriteInput<I> };

type Loose<D> = D extends { readonly catchall: infer C extends SchemaLike }
  ? C["_zod"]["def"]["type"] extends "never"
    ? unknown
    : { readonly [name: string]: unknown }
  : unknown;

/** Attributes of an object: those that may be left out are optional. */
export type ObjectInput<Sh extends Properties> = {
  readonly [P in keyof Sh as Sh[P] extends Omittable ? never : P]: WriteInput<Sh[P]>;
} & {
  readonly [P in keyof Sh as Sh[P] extends Omittable ? P : never]?: WriteInput<Sh[P]> | undefined;
};
