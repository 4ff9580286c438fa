import type { Action } from "@keywright/expressions";
import type { TypeProblem } from "@keywright/schema";

/** The callback form of an update: actions on references, for list elements and paths that are not known beforehand. */
export type UpdateActions<T, N extends string> = (references: T) => readonly (Action<N> | undefined | false)[];

type Boxes<X> = { [N in keyof X]: X[N] extends { readonly g: infer B } ? B : never }[keyof X];

/** The attributes of a template that are neither changed nor known, where any of them changes. */
type Missing<Box, Changed, Given> = Box extends readonly [infer Names]
  ? [Names & Changed] extends [never]
    ? never
    : Exclude<Names, Given>
  : never;

type Report<M> = [M] extends [never]
  ? unknown
  : TypeProblem<`an index template also needs '${M & string}': change it too, or pass it in 'known'`>;

/**
 * Checks that an update of a part of an index template says the rest: `Changed` attributes, those that are `Known`, and those
 * of the `Key`. Nothing to say where all is well, and a sentence otherwise.
 */
export type Complete<X, Key, Changed, Known> = Report<Missing<Boxes<X>, Changed, Changed | Known | Key>>;

/** A sentence on each attribute that is changed and not there; nothing where all are. */
export type OnlyNames<Changed, Names> = {
  readonly [P in Exclude<Changed, Names> & string]: TypeProblem<`the schema has no attribute '${P}'`>;
};
