import type { Action } from "@keywright/expressions";
import type { TypeProblem } from "@keywright/schema";

/** The callback form of an update: actions on references, for list elements and paths that are not known beforehand. */
export type UpdateActions<T, N extends string> = (references: T) => readonly (Action<N> | undefined | false)[];

/** The attributes of a template that are neither changed nor known, where any of them changes. */
type Missing<Names, Changed, Given> = [Names & Changed] extends [never] ? never : Exclude<Names, Given>;

type MissingIn<Parsed, Changed, Given> = {
  readonly [T in keyof Parsed]: Missing<Parsed[T], Changed, Given>;
}[keyof Parsed];

type Report<M> = [M] extends [never]
  ? unknown
  : TypeProblem<`an index template also needs '${M & string}': change it too, or pass it in 'known'`>;

/**
 * Checks that an update of a part of an index template says the rest: `Changed` attributes, those that are `Known`, and those
 * of the `Key`; `Parsed` are the attributes of each template. Nothing to say where all is well, and a sentence otherwise.
 */
export type Complete<Parsed, Key, Changed, Known> = Report<MissingIn<Parsed, Changed, Changed | Known | Key>>;
