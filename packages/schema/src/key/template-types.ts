/** `{shard:10}` names no attribute. */
type NameOf<A> = A extends `shard:${number}` ? never : A extends `${infer N}:${string}` ? N : A;

type PlainNames<T> = T extends `${string}{${infer A}}${infer R}` ? A | PlainNames<R> : never;
type FormattedNames<T> = T extends `${string}{${infer A}}${infer R}` ? NameOf<A> | FormattedNames<R> : never;

/** A key attribute without a template, which is an attribute itself. */
export type Bare<A extends string> = `=${A}`;

/** The attribute of a key attribute that has no template. */
export type BareName<T> = T extends `${string}{${string}}${string}` ? never : T extends Bare<infer A> ? A : never;

// An interface, because the compiler keeps what it has worked out of one: each template is read once. Most say nothing of a
// format, and are cheaper to read.
interface Template<T> {
  readonly names: T extends `${string}{${string}`
    ? T extends `${string}{${string}:${string}}${string}`
      ? FormattedNames<T>
      : PlainNames<T>
    : BareName<T>;
}

/** The attributes of a template, or of several, as a union. By a parameter: the compiler would resolve a name here at once. */
export type AnyName<T, P extends "names" = "names"> = T extends string ? Template<T>[P] : never;

/** The attributes of a template in order, without repeats and those already given. */
export type NamesIn<T, Seen = never> = T extends `${string}{${string}`
  ? Placeholders<T, Seen>
  : [Exclude<BareName<T>, Seen>] extends [never]
    ? []
    : [BareName<T>];

type Placeholders<T, Seen> = T extends `${string}{${infer A}}${infer R}`
  ? NameOf<A> extends Seen
    ? Placeholders<R, Seen>
    : [NameOf<A>, ...Placeholders<R, Seen | NameOf<A>>]
  : [];
