type NameOf<A> = A extends `${infer N}:${string}` ? N : A;

/** The attributes of a template in order, without repeats and without those already given. */
export type NamesIn<T, Seen = never> = T extends `${string}{${infer A}}${infer R}`
  ? NameOf<A> extends infer N
    ? N extends Seen
      ? NamesIn<R, Seen>
      : [N, ...NamesIn<R, Seen | N>]
    : never
  : [];

/** The attributes of a template, as a union. */
export type AnyName<T> = T extends `${string}{${infer A}}${infer R}` ? NameOf<A> | AnyName<R> : never;
