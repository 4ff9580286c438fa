import type { TypeProblem } from "@keywright/schema";

/** Removes the attribute. */
export interface Remove {
  readonly "~change": "remove";
}

/** Adds to a number that is there. */
export interface Increment<N> {
  readonly "~change": "increment";
  readonly "~by": N;
}

/** Adds to a number, or to what stands for an absent one. */
export interface IncrementFrom<N> extends Increment<N> {
  readonly "~from": N;
}

/** Adds members to a set, or a number to a number; creates the attribute where it is absent. */
export interface Add<M> {
  readonly "~change": "add";
  readonly "~member": M;
}

/** Takes members out of a set. */
export interface RemoveMembers<M> {
  readonly "~change": "removeMembers";
  readonly "~member": M;
}

/** Puts elements at the end or the beginning of a list. */
export interface Extend<M> {
  readonly "~change": "extend";
  readonly "~element": M;
}

/** Sets an attribute that is absent. */
export interface IfNotExists<V> {
  readonly "~change": "ifNotExists";
  readonly "~value": V;
}

/** Changes attributes of a map and leaves its others. */
export interface Patch<P> {
  readonly "~change": "patch";
  readonly "~patch": P;
}

/** A change that needs its place to exist. */
export interface WhenExists<C> {
  readonly "~change": "whenExists";
  readonly "~inner": C;
}

/** A change that an attribute does not take: the compiler prints the sentence. */
export interface Misplaced<C extends string, M extends string> extends TypeProblem<M> {
  readonly "~change": C;
}

/**
 * What properties of changes take beside changes, so that `Verdicts` is asked about all but `undefined`: whatever is there. The
 * compiler prints the sentence with the name of the type.
 */
// biome-ignore lint/suspicious/noEmptyInterface: an object type without properties takes all values.
export interface Anything<_M extends string> {}
