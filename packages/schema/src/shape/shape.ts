import type { SchemaLike } from "./schema-like.ts";

/**
 * What this library knows of a zod schema: a tree of frozen data that mirrors the schema node by node. The *stored* side is
 * zod's input side, the *program* side its output side. Recursive schemas make the tree cyclic.
 */
export type Shape =
  | StringShape
  | NumberShape
  | BigintShape
  | BooleanShape
  | NullShape
  | BytesShape
  | DecimalShape
  | LiteralShape
  | EnumShape
  | SetShape
  | ArrayShape
  | TupleShape
  | ObjectShape
  | RecordShape
  | UnionShape
  | DiscriminatedUnionShape
  | CodecShape
  | PipeShape
  | WrapperShape
  | LazyShape
  | OpenShape;

interface Node {
  /** The schema that this node was read from: its checks run on writes and on strict reads. */
  readonly schema: SchemaLike;
}

export interface StringShape extends Node {
  readonly kind: "string";
  /** zod's name of the format (`uuid`, `date`, `email`, `template_literal`, …). */
  readonly format: string | undefined;
  /** Bounds of the length in code points, where checks set them. */
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
}

export interface NumberShape extends Node {
  readonly kind: "number";
  readonly integer: boolean;
  /** Bounds where checks set them; exclusive ones are given as they stand. */
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
}

export interface BigintShape extends Node {
  readonly kind: "bigint";
  readonly minimum: bigint | undefined;
  readonly maximum: bigint | undefined;
}

export interface BooleanShape extends Node {
  readonly kind: "boolean";
}

export interface NullShape extends Node {
  readonly kind: "null";
}

export interface BytesShape extends Node {
  readonly kind: "bytes";
}

export interface DecimalShape extends Node {
  readonly kind: "decimal";
}

/** A value that a literal may be. */
export type LiteralValue = string | number | bigint | boolean | null;

export interface LiteralShape extends Node {
  readonly kind: "literal";
  readonly values: readonly LiteralValue[];
}

export interface EnumShape extends Node {
  readonly kind: "enum";
  readonly values: readonly (string | number)[];
}

export interface SetShape extends Node {
  readonly kind: "set";
  readonly member: Shape;
}

export interface ArrayShape extends Node {
  readonly kind: "array";
  readonly element: Shape;
}

export interface TupleShape extends Node {
  readonly kind: "tuple";
  readonly items: readonly Shape[];
  readonly rest: Shape | undefined;
}

export interface ObjectShape extends Node {
  readonly kind: "object";
  /** In the order of the schema. */
  readonly properties: ReadonlyMap<string, Shape>;
  /** The shape of attributes that are not declared, where the object is loose or has a catchall. */
  readonly catchall: Shape | undefined;
}

export interface RecordShape extends Node {
  readonly kind: "record";
  readonly key: Shape;
  readonly value: Shape;
  /** The names that must all be present: an enum or literals as keys, and not partial. */
  readonly required: readonly string[] | undefined;
}

export interface UnionShape extends Node {
  readonly kind: "union";
  readonly options: readonly Shape[];
}

export interface DiscriminatedUnionShape extends Node {
  readonly kind: "discriminatedUnion";
  readonly discriminator: string;
  readonly options: readonly Shape[];
  /** Discriminator value -> option. `undefined` is a key where an option may leave its discriminator out. */
  readonly variants: ReadonlyMap<LiteralValue | undefined, Shape>;
}

/** The helper that made a schema. */
export type HelperName = "epochSeconds" | "epochMilliseconds" | "isoDateTime" | "url";

/** `z.codec(stored, program, …)`. */
export interface CodecShape extends Node {
  readonly kind: "codec";
  readonly stored: Shape;
  /** The program side, where it is one that could be stored as well. */
  readonly program: Shape | undefined;
  readonly helper: HelperName | undefined;
}

/** `a.pipe(b)` without a transform: `a` is the stored side. */
export interface PipeShape extends Node {
  readonly kind: "pipe";
  readonly stored: Shape;
  readonly program: Shape;
}

/** What zod wraps around a schema. */
export interface WrapperShape extends Node {
  readonly kind: "optional" | "nullable" | "default" | "prefault" | "readonly" | "nonoptional" | "catch";
  readonly inner: Shape;
}

export interface LazyShape extends Node {
  readonly kind: "lazy";
  readonly inner: Shape;
}

/** `z.unknown()` and `z.any()`: whatever DynamoDB can hold. */
export interface OpenShape extends Node {
  readonly kind: "open";
}
