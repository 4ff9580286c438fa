import type { Shape } from "keywright";
import type { Random } from "../random.ts";
import type { Style } from "./style.ts";

/** What key templates and the table ask of an attribute, beside its schema. */
export interface Hint {
  /** Characters that would end it in a key. */
  readonly avoid: string;
  /** It is a key, or part of the primary key: short, never empty, and seldom the same. */
  readonly key: boolean;
  /** It is part of the primary key, which every item has. */
  readonly primary: boolean;
  /** The digits that a template pads it to. */
  readonly width: number | undefined;
  /** Items expire by it. */
  readonly expiry: boolean;
}

/** Where a value is made, and how. */
export interface Place {
  readonly entity: string;
  /** The attribute, and what is in it: `lines[].sku`. */
  readonly path: string;
  readonly random: Random;
  readonly style: Style;
  readonly hint: Hint | undefined;
  /** Shapes of the containers that the value is in. */
  readonly within: readonly Shape[];
  /** How many containers the attribute may still have. */
  readonly budget: { containers: number };
}

// A schema that contains itself is followed twice.
const RECURSIONS = 2;

/** The place of a value inside of a container. */
export function inside(place: Place, container: Shape, step: string): Place {
  return { ...place, hint: undefined, path: place.path + step, within: [...place.within, container] };
}

/** Whether to end here as soon as the schema allows it: it contains itself, or the value is large enough. */
export function closing({ within, budget }: Place): boolean {
  if (budget.containers <= 0) return true;
  const last = within.at(-1);
  return last !== undefined && within.filter((container) => container === last).length > RECURSIONS;
}
