import type { Decimal, RootSchema, SchemaLike } from "@keywright/schema";
import type { Options, ShapeOf } from "../reference/ref.ts";
import type {
  Add,
  Extend,
  IfNotExists,
  Increment,
  IncrementFrom,
  Misplaced,
  Patch,
  Remove,
  RemoveMembers,
  WhenExists,
} from "./types.ts";

type Some<T> = Exclude<T, undefined | null>;

/**
 * What an update takes, by the shape of an object: a plain value replaces, a change says what it does. `Fixed` attributes
 * cannot be changed (keys), `Indexed` ones only be replaced or removed (templates of index keys use them).
 */
export type Changes<Sh, Fixed, Indexed> = {
  readonly [K in Exclude<keyof Sh, Fixed>]?: Sh[K] extends SchemaLike
    ? ChangeOf<Sh[K], K extends Indexed ? false : true>
    : never;
};

/** The same of an entity's schema: of a root union, the changes of each option. */
export type ChangesOf<S extends RootSchema, Fixed, Indexed> =
  Options<S> extends infer O ? (O extends unknown ? Changes<ShapeOf<O>, Fixed, Indexed> : never) : never;

type ChangeOf<Z extends SchemaLike, Free> =
  | Exclude<Z["_zod"]["output"], undefined>
  | (undefined extends Z["_zod"]["output"] ? Remove : NotRemovable)
  | (Free extends true
      ?
          | IfNotExists<Exclude<Z["_zod"]["output"], undefined>>
          | Special<Z["_zod"]["output"], Z["_zod"]["input"], Z["_zod"]["def"]>
      : never);

type NotRemovable = Misplaced<
  "remove",
  "remove() needs an optional attribute: an item without this one could not be read"
>;
type NotThere =
  | Misplaced<"patch", "patch(...) goes into an attribute that may be absent here: write whenExists(patch(...))">
  | Misplaced<"increment", "increment of an optional attribute needs { from }: what an absent one counts for">;

/** The changes that depend on the stored type. Strings and booleans, the most, come first: they have none. */
type Special<V, S, D> = [Some<S>] extends [string | boolean | Uint8Array]
  ? never
  : [Some<S>] extends [number | bigint]
    ? Arithmetic<V>
    : Some<S> extends ReadonlySet<unknown>
      ? Members<V, S>
      : Some<S> extends readonly unknown[]
        ? Elements<V, D>
        : D extends { readonly type: "custom" }
          ? Arithmetic<V>
          : Guarded<V, Patches<D>>;

/** A change that goes into something: bare where that is always there, else inside `whenExists`. */
type Guarded<V, C> = [C] extends [never]
  ? never
  : undefined extends V
    ? WhenExists<C> | NotThere
    : null extends V
      ? WhenExists<C> | NotThere
      : C | WhenExists<C>;

type Arithmetic<V> =
  Some<V> extends infer N
    ? [N] extends [number]
      ? ArithmeticOf<V, number>
      : [N] extends [bigint]
        ? ArithmeticOf<V, bigint>
        : [N] extends [Decimal]
          ? ArithmeticOf<V, Decimal>
          : never
    : never;
type ArithmeticOf<V, N> = IncrementFrom<N> | Add<N> | Guarded<V, Increment<N>>;

type Members<V, S> =
  Some<V> extends ReadonlySet<infer M> ? Add<M> | (undefined extends S ? RemoveMembers<M> : never) : never;

type Elements<V, D> = D extends { readonly type: "tuple" }
  ? never
  : Some<V> extends readonly (infer M)[]
    ? Extend<M>
    : never;

/** Where the stored form is one kind of map; a union is replaced whole. */
type Patches<D> = D extends { readonly type: "object"; readonly shape: infer Sh }
  ? Patch<Changes<Sh, never, never>>
  : D extends { readonly innerType: infer I extends SchemaLike }
    ? Patches<I["_zod"]["def"]>
    : D extends {
          readonly type: "record";
          readonly keyType: infer K extends SchemaLike;
          readonly valueType: infer I extends SchemaLike;
        }
      ? Patch<Entries<K["_zod"]["output"], I>>
      : D extends { readonly type: "pipe"; readonly in: infer I extends SchemaLike }
        ? Patches<I["_zod"]["def"]>
        : D extends { readonly type: "lazy"; readonly getter: () => infer I extends SchemaLike }
          ? Patches<I["_zod"]["def"]>
          : never;

/** Entries come and go where any name may be one; where the names are listed, all of them stay. */
type Entries<K, I extends SchemaLike> = {
  readonly [N in K & string]?: ChangeOf<I, true> | (string extends K ? Remove : never);
};
