import type { Decimal, SchemaLike } from "@keywright/schema";
import type { Options } from "../reference/ref.ts";
import type {
  Add,
  Anything,
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

/** Without absence. An intersection, because a condition would look at each member of a union. */
// biome-ignore lint/complexity/noBannedTypes: whatever is there.
type Present<T> = T & ({} | null);
type Some<T> = T & {};

/** What an update takes, by the shape of an object: a plain value replaces, a change says what it does. */
export type Changes<Sh> = {
  readonly [K in keyof Sh]?:
    | (Sh[K] extends SchemaLike ? ChangeOf<Sh[K], true> | Sentences<Surely<Sh[K]["_zod"]["output"]>> : never)
    | Inherited<K>;
};

/** The same where properties take anything else as well, for `Verdicts` to judge: it says more than a type that is refused. */
export type LooseChanges<Sh> = {
  readonly [K in keyof Sh]?:
    | (Sh[K] extends SchemaLike ? ChangeOf<Sh[K], true> : never)
    | Anything<"undefined is no change: write remove(), or leave it out; null only where the schema takes it">;
};

/** What an object literal has of itself, where an attribute is called so: it would not fit otherwise. */
type Inherited<K> = K extends keyof Prototype ? Prototype[K] : never;
type Prototype = (typeof Object)["prototype"];

/** Why something is refused. */
type Sentences<Sure> = Sure extends "optional"
  ? NotThere
  : Sure extends "nullable"
    ? NotThere | NotRemovable
    : NotRemovable;
type NotRemovable = Misplaced<
  "remove",
  "remove() needs an optional attribute: an item without this one could not be read"
>;
type NotThere =
  | Misplaced<"patch", "patch(...) goes into an attribute that may be absent: write whenExists(patch(...))">
  | Misplaced<"increment", "increment of an optional attribute needs { from }: what an absent one counts for">;

/** The same of each of several shapes. */
export type ChangesOf<Sh> = Sh extends unknown ? Changes<Sh> : never;
export type LooseChangesOf<Sh> = (Sh extends unknown ? LooseChanges<Sh> : never) & {
  readonly [attribute: string]: unknown;
};

/** What an attribute takes: where not `Free` only values, as templates of index keys must know what is stored. */
export type ChangeOf<Z extends SchemaLike, Free> =
  | Present<Z["_zod"]["output"]>
  | (undefined extends Z["_zod"]["output"] ? Remove : never)
  | (Free extends true ? IfNotExists<Present<Z["_zod"]["output"]>> | Special<Z, Surely<Z["_zod"]["output"]>> : never);

/** Whether an attribute may be absent, or null. */
type Surely<V> = undefined extends V ? "optional" : null extends V ? "nullable" : "sure";

/** The changes that depend on the stored type. */
type Special<Z extends SchemaLike, Sure> = Z["_zod"]["def"]["type"] extends keyof Specials<Z, Sure>
  ? Specials<Z, Sure>[Z["_zod"]["def"]["type"]]
  : never;

/** By the type of a schema: a table, as the compiler tries conditions one by one. Text and booleans, the most, have none. */
interface Specials<Z extends SchemaLike, Sure> {
  readonly number: Arithmetic<number, Sure>;
  readonly bigint: Arithmetic<bigint, Sure>;
  readonly custom: Z["_zod"]["output"] extends Decimal ? Arithmetic<Decimal, Sure> : never;
  readonly set: Z["_zod"]["output"] extends ReadonlySet<infer M>
    ? Add<M> | (Sure extends "optional" ? RemoveMembers<M> : never)
    : never;
  readonly array: Z["_zod"]["output"] extends readonly (infer M)[] ? Extend<M> : never;
  readonly object: Z["_zod"]["def"] extends { readonly shape: infer Sh } ? Guarded<Patch<Changes<Sh>>, Sure> : never;
  readonly union: UnionPatch<Z["_zod"]["def"], Sure>;
  readonly record: Z["_zod"]["def"] extends {
    readonly keyType: infer K extends SchemaLike;
    readonly valueType: infer I extends SchemaLike;
  }
    ? Guarded<Patch<Entries<K["_zod"]["output"], I>>, Sure>
    : never;
  readonly optional: SpecialInside<Z["_zod"]["def"], Sure>;
  readonly nullable: SpecialInside<Z["_zod"]["def"], Sure>;
  readonly default: SpecialInside<Z["_zod"]["def"], Sure>;
  readonly prefault: SpecialInside<Z["_zod"]["def"], Sure>;
  readonly readonly: SpecialInside<Z["_zod"]["def"], Sure>;
  readonly nonoptional: SpecialInside<Z["_zod"]["def"], Sure>;
  readonly lazy: Z["_zod"]["def"] extends { readonly getter: () => infer I extends SchemaLike }
    ? Special<I, Sure>
    : never;
  // A codec is changed on its stored side; numbers only where the program sees numbers, too.
  readonly pipe: Z["_zod"]["def"] extends { readonly in: infer I extends SchemaLike }
    ? I["_zod"]["def"]["type"] extends "object" | "record"
      ? Special<I, Sure>
      : ByValue<Some<Z["_zod"]["output"]>, Some<Z["_zod"]["input"]>, Sure>
    : never;
}

type SpecialInside<D, Sure> = D extends { readonly innerType: infer I extends SchemaLike } ? Special<I, Sure> : never;

/** A change that goes into something: bare where that is always there, else inside `whenExists`. */
type Guarded<C, Sure> = Sure extends "sure" ? C | WhenExists<C> : WhenExists<C>;

/** A patch of one option; what tells the options apart stays out, as another option has other attributes. */
type UnionPatch<D, Sure> = D extends { readonly options: readonly (infer O)[] }
  ? Guarded<Patch<OptionChanges<Options<O>, D extends { readonly discriminator: infer N } ? N : never>>, Sure>
  : never;
type OptionChanges<O, Tag> = O extends { readonly _zod: { readonly def: { readonly shape: infer Sh } } }
  ? Changes<Omit<Sh, Tag & PropertyKey>>
  : never;

type Arithmetic<N, Sure> = IncrementFrom<N> | Add<N> | Guarded<Increment<N>, Sure>;

/** What a codec's value and stored type have in common. */
type ByValue<V, S, Sure> = [S] extends [number | bigint]
  ? [V] extends [number]
    ? Arithmetic<number, Sure>
    : [V] extends [bigint]
      ? Arithmetic<bigint, Sure>
      : [V] extends [Decimal]
        ? Arithmetic<Decimal, Sure>
        : never
  : S extends ReadonlySet<unknown>
    ? V extends ReadonlySet<infer M>
      ? Add<M> | (Sure extends "optional" ? RemoveMembers<M> : never)
      : never
    : S extends readonly unknown[]
      ? V extends readonly (infer M)[]
        ? Extend<M>
        : never
      : never;

/** Entries come and go where any name may be one; where the names are listed, all of them stay. */
type Entries<K, I extends SchemaLike> = {
  readonly [N in K & string]?: string extends K
    ? EntryChange<I> | Remove | Sentences<"optional">
    : ChangeOf<I, true> | Sentences<Surely<I["_zod"]["output"]>>;
};
type EntryChange<I extends SchemaLike> =
  | Present<I["_zod"]["output"]>
  | IfNotExists<Present<I["_zod"]["output"]>>
  | Special<I, "optional">;
