import type { SchemaLike, TypeProblem } from "@keywright/schema";
import type { Described } from "../operator/types.ts";
import type { ChangeOf } from "./changes.ts";
import type { Add, Extend, IfNotExists, Increment, Patch, Remove, RemoveMembers, WhenExists } from "./types.ts";

/** A value of another type: the compiler prints the sentence, and which type. */
export interface Mismatch<M extends string, V> extends TypeProblem<M> {
  readonly "~takes": V;
}

/** The schema of an attribute; of a union of shapes those of all that have it. */
type SchemaAt<Sh, K> = Sh extends unknown ? (K extends keyof Sh ? Sh[K] : never) : never;

/**
 * Nothing to say of changes that their attributes take, and a sentence on each that one does not. `Sh` is the shapes of the
 * options, `C` the changes, `Fixed` the attributes of the primary key, `Managed` what the library writes, `Used` what
 * templates of index keys use.
 */
// A condition that may be `unknown`, so that the compiler has nothing to look into for contextual types of changes.
export type Verdicts<Sh, C, Fixed, Managed, Used> = [C] extends [never]
  ? unknown
  : {
      readonly [K in keyof C]: K extends Fixed
        ? TypeProblem<"attributes of the primary key do not change: use move(...), or delete and create">
        : VerdictOf<SchemaAt<Sh, K>, C[K], K, Managed, K extends Used ? true : false>;
    };

type VerdictOf<Z, C, K, Managed, Used> = [Z] extends [never]
  ? K extends Managed
    ? TypeProblem<`'${K & string}' is managed: the library writes it with each change`>
    : TypeProblem<`the schema has no attribute '${K & string}'`>
  : Z extends SchemaLike
    ? [C] extends [ChangeOf<Z, Used extends true ? false : true>]
      ? unknown
      : [Exclude<C, undefined>] extends [ChangeOf<Z, Used extends true ? false : true>]
        ? unknown
        : // biome-ignore lint/complexity/noBannedTypes: anything at all, because something else is refused already.
          [{}] extends [C]
          ? unknown
          : Refusal<Z, Exclude<C, undefined>, Used>
    : never;

/** Why an attribute does not take a change, in words. Only asked where it does not: it may be dear. */
type Refusal<Z extends SchemaLike, C, Used> = C extends Remove
  ? TypeProblem<"remove() needs an optional attribute: an item without this one could not be read">
  : C extends RemoveMembers<unknown>
    ? undefined extends Z["_zod"]["output"]
      ? TypeProblem<`remove([...]) needs a set with members of this type; this is stored as ${StoredAs<Z>}`>
      : TypeProblem<"remove([...]) needs an optional set: a set goes with its last member">
    : C extends AnyChange
      ? Used extends true
        ? TypeProblem<"a template of an index uses this attribute, so what is stored must be known: give a value, or use modify">
        : RefusedChange<Z, C>
      : Mistaken<C, Exclude<Z["_zod"]["output"], undefined>>;

type AnyChange =
  | IfNotExists<unknown>
  | Increment<unknown>
  | Add<unknown>
  | Extend<unknown>
  | Patch<unknown>
  | WhenExists<unknown>;

type RefusedChange<Z extends SchemaLike, C> =
  C extends Increment<unknown>
    ? [Extract<ChangeOf<Z, true>, Increment<unknown>>] extends [never]
      ? TypeProblem<`increment and decrement need a number, in the program as in the table; this is stored as ${StoredAs<Z>}`>
      : [Extract<ChangeOf<Z, true>, WhenExists<C>>] extends [never]
        ? Mismatch<
            "increment and decrement need a number of the type of the attribute",
            Exclude<Z["_zod"]["output"], undefined>
          >
        : TypeProblem<"increment of an optional attribute needs { from }: what an absent one counts for">
    : C extends Add<unknown>
      ? TypeProblem<`add(...) needs a number, or a set with members of this type; this is stored as ${StoredAs<Z>}`>
      : C extends Extend<unknown>
        ? TypeProblem<`append and prepend need a list with elements of this type; this is stored as ${StoredAs<Z>}`>
        : C extends Patch<unknown>
          ? [Extract<ChangeOf<Z, true>, WhenExists<Patch<unknown>>>] extends [never]
            ? TypeProblem<`patch(...) needs an object or a record; this is stored as ${StoredAs<Z>}`>
            : TypeProblem<"patch(...) goes into an attribute that may be absent: write whenExists(patch(...))">
          : Mismatch<"this attribute takes a value of its type, or a change", Exclude<Z["_zod"]["output"], undefined>>;

type StoredAs<Z extends SchemaLike> = Described<Exclude<Z["_zod"]["input"], undefined | null>>;

type Leaf = readonly unknown[] | ReadonlySet<unknown> | Date | Uint8Array | ((...input: never) => unknown);

/** A value of another type; of a plain object, what of it is. */
type Mistaken<C, V> = C extends Leaf
  ? Mismatch<"this attribute takes a value of its type, or a change", V>
  : C extends object
    ? V extends Leaf
      ? Mismatch<"this attribute takes a value of its type, or a change", V>
      : V extends object
        ? {
            readonly [P in keyof C]: P extends keyof V
              ? C[P] extends V[P]
                ? unknown
                : Mistaken<C[P], V[P]>
              : TypeProblem<`there is no attribute '${P & string}' here`>;
          } & { readonly [P in keyof V as P extends keyof C ? never : P]: V[P] }
        : Mismatch<"this attribute takes a value of its type, or a change", V>
    : Mismatch<"this attribute takes a value of its type, or a change", V>;
