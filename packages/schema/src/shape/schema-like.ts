/**
 * What the types of this library read of a zod schema, from `zod` and `zod/mini` alike. Kept this small on purpose:
 * constraints that name zod's classes are several times dearer for the compiler.
 */
export interface SchemaLike {
  readonly _zod: { readonly output: unknown; readonly input: unknown; readonly def: { readonly type: string } };
}

/** `z.object({ … })`, also strict and loose. */
export interface ObjectSchema extends SchemaLike {
  readonly _zod: {
    readonly output: unknown;
    readonly input: unknown;
    readonly def: { readonly type: "object"; readonly shape: { readonly [name: string]: SchemaLike } };
  };
}

/** `z.discriminatedUnion("kind", [ … ])` of objects. */
export interface DiscriminatedUnionSchema extends SchemaLike {
  readonly _zod: {
    readonly output: unknown;
    readonly input: unknown;
    readonly def: { readonly type: "union"; readonly discriminator: string; readonly options: readonly RootSchema[] };
  };
}

/** What the schema of an entity may be. */
export type RootSchema = ObjectSchema | DiscriminatedUnionSchema;
