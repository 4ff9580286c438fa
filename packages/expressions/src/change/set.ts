import type { Present, Source } from "../operator/types.ts";
import { misuse } from "../reference/misuse.ts";
import type { Ref, Usable } from "../reference/ref.ts";
import { type ReferenceData, referenceData } from "../reference/reference.ts";
import type { Numeric } from "./number.ts";
import type {
  Add,
  Extend,
  IfNotExists,
  Increment,
  IncrementFrom,
  Misplaced,
  Remove,
  RemoveMembers,
  WhenExists,
} from "./types.ts";

/** One action of an update of the entity named `E`, as the callback form returns them. */
export interface Action<E> {
  readonly "~entity": E;
  readonly "~target": ReferenceData;
  readonly "~change": unknown;
}

type Some<T> = Exclude<T, undefined | null>;
type Base<V> = V extends number ? number : V extends bigint ? bigint : V;

type Special<V, S> =
  Some<S> extends ReadonlySet<unknown>
    ? Some<V> extends ReadonlySet<infer M>
      ? Add<M> | (undefined extends S ? RemoveMembers<M> : never)
      : never
    : Some<S> extends readonly unknown[]
      ? // Any number of elements is a value: not of a tuple, whose items would move.
        Some<V> extends readonly (infer M)[]
        ? M[] extends Some<V>
          ? Extend<M>
          : never
        : never
      : [Some<S>] extends [Numeric]
        ? [Some<V>] extends [Numeric]
          ? IncrementFrom<Base<Some<V>>> | Add<Base<Some<V>>> | (undefined extends V ? never : Increment<Base<Some<V>>>)
          : never
        : never;

type Plain<E, V, S> = Present<V> | Source<E, V, S> | IfNotExists<Present<V>> | Special<V, S>;

type NotRemovable = Misplaced<
  "remove",
  "remove() needs an optional attribute: an item without this one could not be read"
>;

/** What may be set where a reference points: a value, another attribute, or a change. */
export type Settable<E, V, S> =
  | Plain<E, V, S>
  | (undefined extends V ? Remove : NotRemovable)
  | WhenExists<Plain<E, V, S> | Remove | Increment<Base<Some<V>>>>;

/**
 * One action of the callback form of an update, for list elements and for paths that are not known beforehand. What lies
 * under an attribute that may be absent needs `whenExists(...)`.
 *
 * @example
 * tasks.update(key, (t) => [set(at(t.lines, 0).quantity, increment(1)), set(at(t.lines, 3), remove())])
 * // SET #lines[0].#quantity = #lines[0].#quantity + :quantity REMOVE #lines[3]
 */
export function set<E, V, S>(attribute: Ref<E, V, S> & Usable, change: NoInfer<Settable<E, V, S>>): Action<E> {
  const target = referenceData(attribute);
  if (!target || target.kind === "size" || target.steps.length === 0) {
    throw misuse(target, "set", "takes a reference to an attribute first, such as t.status");
  }
  // A seam: the name is a string at run time and a literal in types.
  return Object.freeze({ "~entity": target.model.name as E, "~target": target, "~change": change });
}
