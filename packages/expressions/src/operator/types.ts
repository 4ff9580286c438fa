import type { Decimal, TypeProblem } from "@keywright/schema";
import type { Operand } from "../reference/ref.ts";

/** Without absence: what a value in a condition may be. */
export type Present<T> = Exclude<T, undefined>;
type Some<T> = Exclude<T, undefined | null>;
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Numbers that keep their digits; an object of a schema that happens to look like one is a map. */
type IsDecimal<S> = S extends { readonly value: string } ? Same<S, Decimal> : false;
type OrderedPart<S> = S extends string | number | bigint | Uint8Array ? S : IsDecimal<S> extends true ? S : never;
type SizablePart<S> = S extends string ? S : S extends object ? (IsDecimal<S> extends true ? never : S) : never;

/** A stored type in words. */
export type Described<S> = S extends string
  ? "a string (S)"
  : S extends number | bigint
    ? "a number (N)"
    : S extends boolean
      ? "a boolean (BOOL)"
      : S extends null
        ? "null (NULL)"
        : S extends Uint8Array
          ? "binary (B)"
          : S extends ReadonlySet<unknown>
            ? "a set"
            : S extends readonly unknown[]
              ? "a list (L)"
              : "a map (M)";

/** The stored type of an attribute in words, absence left out. */
type StoredIn<S> = [Some<S>] extends [never] ? Described<null> : Described<Some<S>>;

/** Literal types widened, brands kept: attributes of one type compare, whichever values each may have. */
export type Widen<T> = T extends string
  ? keyof T extends keyof string
    ? string
    : T
  : T extends number
    ? keyof T extends keyof number
      ? number
      : T
    : T extends boolean
      ? boolean
      : T;

/** Another attribute of the same entity and type, or the size of one where this is a number. */
export type Peer<E, V, S> = Operand<E, Widen<V> | null | undefined, Widen<S> | null | undefined>;

/** Another attribute whose value an attribute can take: null only where it may be that itself. */
export type Source<E, V, S> = Operand<
  E,
  Widen<V> | (null extends V ? null : never) | undefined,
  Widen<S> | (null extends S ? null : never) | undefined
>;

/** What equality compares an attribute with. */
export type Comparable<E, V, S> = Present<V> | Peer<E, V, S>;

/** What an ordering compares an attribute with. */
export type Orderable<E, V, S> = unknown extends S
  ? Some<V> | Peer<E, V, S>
  : [OrderedPart<Some<S>>] extends [never]
    ? TypeProblem<`only strings, numbers and binary values have an order; this is stored as ${StoredIn<S>}`>
    : Some<V> | Peer<E, V, S>;

/** A prefix is of the stored type: of a date that is stored as a string, a part of that string. */
export type Prefix<E, S> = unknown extends S
  ? string | Uint8Array
  : Extract<Some<S>, string | Uint8Array> extends infer T
    ? [T] extends [never]
      ? TypeProblem<`beginsWith needs a string or binary; this is stored as ${StoredIn<S>}`>
      : T extends string
        ? string | Operand<E, unknown, string | null | undefined>
        : Uint8Array | Operand<E, unknown, Uint8Array | null | undefined>
    : never;

type MemberOf<T> = T extends ReadonlySet<infer M> ? M : T extends readonly (infer M)[] ? M : never;
type WithMembers<T> = Extract<T, ReadonlySet<unknown> | readonly unknown[]>;

type Part<E, S> = S extends string
  ? string | Operand<E, unknown, string | null | undefined>
  : Uint8Array | Operand<E, unknown, Uint8Array | null | undefined>;

/** What a string, binary, set or list contains: a part, a member, an element. */
export type Contained<E, V, S> = unknown extends S
  ? Some<V>
  : [WithMembers<Some<S>>] extends [never]
    ? [Extract<S, string | Uint8Array>] extends [never]
      ? TypeProblem<`contains needs a string, binary, set or list; this is stored as ${StoredIn<S>}`>
      : Part<E, Extract<S, string | Uint8Array>>
    :
        | MemberOf<[WithMembers<Some<V>>] extends [never] ? Some<S> : Some<V>>
        | Operand<E, unknown, Widen<MemberOf<Some<S>>> | null | undefined>;

/** Refuses an attribute that has no size, in words. */
export type Sizable<S> = unknown extends S
  ? unknown
  : [SizablePart<Some<S>>] extends [never]
    ? TypeProblem<`numbers, booleans and null have no size; this is stored as ${StoredIn<S>}`>
    : unknown;
