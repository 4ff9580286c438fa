import type { Action } from "@keywright/expressions";
import type { TypeProblem } from "@keywright/schema";
import type { UniqueName } from "./entity-definition.ts";

/** The callback form of an update: actions on references, for list elements and paths that are not known beforehand. */
export type UpdateActions<T, N extends string> = (references: T) => readonly (Action<N> | undefined | false)[];

/** A sentence on each unique attribute that changes, where the item as it was read is not given. */
export type Freed<Q, C, P> = [Q] extends [never]
  ? unknown
  : [P] extends [never]
    ? {
        readonly [K in keyof C &
          UniqueName<Q>]: TypeProblem<`'${K & string}' is unique: add previous: item, as it was read, and returning: 'none'`>;
      }
    : unknown;

/** The same of a deletion, in the place of a property of its key. */
export type FreedByDelete<Q, P> = [Q] extends [never]
  ? unknown
  : [P] extends [never]
    ? { readonly "~previous": TypeProblem<"unique attributes must be given free: add previous: item, as it was read"> }
    : unknown;

/** The attributes of templates that are not given, of those templates that name an attribute that changes. */
type Missing<Parsed, Changed, Given> = {
  readonly [T in keyof Parsed]: [Parsed[T] & Changed] extends [never] ? never : Exclude<Parsed[T], Given>;
}[keyof Parsed];

type Report<M> = [M] extends [never]
  ? unknown
  : TypeProblem<`an index template also needs '${M & string}': change it too, or pass it in 'known'`>;

/**
 * Checks that an update `C` of a part of an index template says the rest: a sentence on each attribute that needs another one,
 * which is not `Given`. `Parsed` are the attributes of each template, `Used` those of any, `Stamped` what each update changes.
 */
export type Complete<Parsed, Used, Stamped, Given, C> = [C] extends [never]
  ? unknown
  : {
      readonly [K in keyof C]: [(K | Stamped) & Used] extends [never]
        ? unknown
        : Report<Missing<Parsed, K | Stamped, Given>>;
    };
