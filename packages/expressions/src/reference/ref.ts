import type { SchemaLike, TypeProblem } from "@keywright/schema";

/**
 * What an operator compares: an attribute, or the size of one. `E` is the name of the entity, `V` the type in the program,
 * `S` the stored type as the schema's input side tells it. An optional attribute has `undefined` in both.
 */
export interface Operand<E, V, S> {
  readonly "~entity": E;
  readonly "~value": V;
  readonly "~stored": S;
}

/** A reference to an attribute, at any depth. */
export interface Ref<E, V, S> extends Operand<E, V, S> {
  readonly "~reference": true;
}

/** Marks a reference that does not serve where it stands: the compiler prints the sentence. */
export interface Refused<M extends string> {
  readonly "~refused": TypeProblem<M>;
}

/** Not so marked. */
export interface Usable {
  readonly "~refused"?: never;
}

/** The reference of an attribute with this schema, and of what lies below it where the stored form is a map or list. */
export type RefOf<E, Z extends SchemaLike> = Ref<E, Z["_zod"]["output"], Z["_zod"]["input"]> &
  Children<E, Z["_zod"]["def"]>;

/** The same of an element or entry, which may always be absent. */
export type MemberRefOf<E, Z extends SchemaLike> = Ref<
  E,
  Z["_zod"]["output"] | undefined,
  Z["_zod"]["input"] | undefined
> &
  Children<E, Z["_zod"]["def"]>;

/** References by the shape of an object. */
export type Refs<E, Sh> = { readonly [K in keyof Sh]: Sh[K] extends SchemaLike ? RefOf<E, Sh[K]> : never };

/**
 * What lies below, by the definition of the schema: also the references of a whole entity, given its root's. A codec is
 * entered on its stored side, so an object that is stored as JSON text has nothing below.
 */
export type Children<E, D> = D extends { readonly type: Leaf } ? unknown : Below<E, D>;

/** Schemas with nothing below, the most: the compiler tries the others one by one. */
type Leaf = "string" | "number" | "bigint" | "boolean" | "enum" | "literal" | "null" | "set" | "custom";

type Below<E, D> = D extends { readonly type: "object"; readonly shape: infer Sh }
  ? Refs<E, Sh>
  : D extends { readonly innerType: infer I extends SchemaLike }
    ? Children<E, I["_zod"]["def"]>
    : D extends { readonly type: "array"; readonly element: infer I extends SchemaLike }
      ? ListRefs<E, I>
      : D extends { readonly type: "record"; readonly valueType: infer I extends SchemaLike }
        ? RecordRefs<E, I>
        : D extends { readonly type: "union"; readonly options: readonly (infer O extends SchemaLike)[] }
          ? UnionRefs<E, O> & CommonRefs<E, ShapeOf<Options<O>>>
          : D extends { readonly type: "pipe"; readonly in: infer I extends SchemaLike }
            ? Children<E, I["_zod"]["def"]>
            : D extends { readonly type: "lazy"; readonly getter: () => infer I extends SchemaLike }
              ? Children<E, I["_zod"]["def"]>
              : D extends { readonly type: "tuple"; readonly items: infer T extends readonly SchemaLike[] }
                ? TupleRefs<E, T>
                : unknown;

/** Below a list: see `at`. */
export interface ListRefs<E, I extends SchemaLike> {
  readonly "~element": MemberRefOf<E, I>;
}

/** Below a tuple: see `at`. */
export interface TupleRefs<E, T extends readonly SchemaLike[]> extends ListRefs<E, T[number]> {
  readonly "~items": { readonly [I in keyof T]: RefOf<E, T[I]> };
}

/** Below a record: see `entryOf`. */
export interface RecordRefs<E, I extends SchemaLike> {
  readonly "~entry": MemberRefOf<E, I>;
}

/** Below a union, beside the attributes that all of its options have: see `variant`. */
export interface UnionRefs<E, O extends SchemaLike> {
  readonly "~union": { readonly entity: E; readonly option: Options<O> };
}

/**
 * The attributes that all options have. Where they differ in type, one reference takes what any of them takes: over the
 * keys of the union, because a mapped type over the union itself would give one for each option.
 */
export type CommonRefs<E, Sh> = {
  readonly [K in keyof Sh & string]: Sh[K] extends SchemaLike ? RefOf<E, Sh[K]> : never;
};

/** The objects that a union may be; unions inside are resolved twice, as the compiler takes recursion here for endless. */
export type Options<O> = O extends NestedUnion<infer Inner> ? InnerOptions<Inner> : O;
type InnerOptions<O> = O extends NestedUnion<infer Inner> ? LastOptions<Inner> : O;
type LastOptions<O> = O extends NestedUnion<infer Inner> ? Inner : O;

interface NestedUnion<O> {
  readonly _zod: { readonly def: { readonly type: "union"; readonly options: readonly O[] } };
}

/** The attributes of an object schema; those that all have, where it is several. */
export type ShapeOf<O> = O extends { readonly _zod: { readonly def: { readonly shape: infer Sh } } }
  ? Sh
  : Record<never, never>;
