type NameOf<A> = A extends `${infer N}:${string}` ? N : A;

type PlainNames<T> = T extends `${string}{${infer A}}${infer R}` ? A | PlainNames<R> : never;
type FormattedNames<T> = T extends `${string}{${infer A}}${infer R}` ? NameOf<A> | FormattedNames<R> : never;

/** The attributes of a template, as a union. Most say nothing of a format, and are cheaper to read. */
export type AnyName<T> = T extends `${string}{${string}:${string}}${string}` ? FormattedNames<T> : PlainNames<T>;

/** The attributes of a template in order, without repeats and those already given. */
export type NamesIn<T, Seen = never> = T extends `${string}{${infer A}}${infer R}`
  ? NameOf<A> extends infer N
    ? N extends Seen
      ? NamesIn<R, Seen>
      : [N, ...NamesIn<R, Seen | N>]
    : never
  : [];
