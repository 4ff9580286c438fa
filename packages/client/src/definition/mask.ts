/** What is never gone into: values that DynamoDB does not store as maps, and lists, of which positions would be lost. */
type Atom = Date | URL | Uint8Array | ReadonlySet<unknown> | readonly unknown[] | ((...values: never) => unknown);

// `Exclude` keeps the mapped type from being made for each option on its own.
type Common<O> = { readonly [P in Exclude<keyof O, never>]?: MaskOf<O[P]> };

type MaskOf<V> = true | ([Exclude<V, null | undefined>] extends [infer O] ? Below<O> : never);
type Below<O> = [O] extends [object]
  ? [Extract<O, Atom>] extends [never]
    ? [O] extends [{ readonly value: string }]
      ? [keyof O] extends ["value"]
        ? never // A decimal.
        : Common<O>
      : Common<O>
    : never
  : never;

/**
 * What `select` takes of items of type `I` in place of a list of names: `true` for an attribute as a whole, a mask for the
 * parts of one that is stored as a map. Of a union, the attributes that all its options have.
 *
 * @example
 * const mask = { title: true, assignee: { name: true } } as const satisfies Mask<Task>;
 */
export type Mask<I> = { readonly [P in NamesOfEach<I>]?: MaskOf<ValueOf<I, P>> };

type NamesOfEach<I> = I extends unknown ? keyof I : never;
type ValueOf<I, P> = I extends unknown ? (P extends keyof I ? I[P] : never) : never;

/** What a read with the mask `M` gives of items of type `I`: of a union, for each of its options. */
export type Masked<I, M> = I extends object
  ? { [P in keyof I as P extends keyof M ? P : never]: P extends keyof M ? Part<I[P], M[P]> : never }
  : I;

type Part<V, M> = [M] extends [true] ? V : Masked<V, M>;
