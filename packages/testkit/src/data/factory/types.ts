import type { AnyEntity, CreateInputOf, RequestOptions } from "keywright";
import type { Random } from "./random.ts";

/** An entity whose items can be created. */
export interface Creatable extends AnyEntity {
  create(input: never): { toRequest(options?: RequestOptions): { readonly Item?: unknown } };
  readonly "~types"?: { readonly item: unknown; readonly create: unknown; readonly managedNames: unknown };
}

/** What `create` of an entity takes. */
export type InputOf<E extends Creatable> = CreateInputOf<E>;

type ManagedNamesOf<E extends Creatable> = NonNullable<E["~types"]>["managedNames"] & string;
type Names<T> = T extends unknown ? keyof T : never;
type ValueOf<T, P> = T extends unknown ? (P extends keyof T ? T[P] : never) : never;

/** Attributes with given values. `undefined` leaves an attribute out. Managed attributes are not the factory's. */
export type Overrides<E extends Creatable> = Partial<InputOf<E>> & { readonly [P in ManagedNamesOf<E>]?: never };

/** How the values of attributes are made instead. */
export type Generators<E extends Creatable> = {
  readonly [P in Exclude<Names<InputOf<E>>, ManagedNamesOf<E>>]?: (random: Random) => ValueOf<InputOf<E>, P>;
};

export interface FactoryOptions<E extends Creatable> {
  /** The same seed gives the same items. Default: one seed for all, so that tests are the same each time. */
  readonly seed?: number | string;
  /** How the values of some attributes are made: where the schema has a check that random values do not meet. */
  readonly generate?: Generators<E>;
  /** How likely an item is one with edge values (see `edgeCases`), from 0, the default, to 1. */
  readonly edges?: number;
}

/** An item with values at the edge of what its schema and DynamoDB allow. */
export interface EdgeCase<E extends Creatable> {
  /** What is at the edge, such as `"longest keys"`: for the name of a test. */
  readonly name: string;
  readonly input: InputOf<E>;
}

/** Makes valid random inputs for `create`. */
export interface Factory<E extends Creatable> {
  readonly seed: number | string;
  /**
   * One input. Each has another key and other unique attributes than those before, unless the overrides say what they are.
   *
   * @throws {TestkitError} `factory-override` where an override is not valid or no attribute; `factory-no-value` where no
   * valid value was found for the rest.
   */
  build(overrides?: Overrides<E>): InputOf<E>;
  /**
   * Inputs with keys, and unique attributes, that differ. Overrides are for all of them, or a function makes them for each.
   *
   * @throws {TestkitError} as `build`, and `factory-keys` where there are not as many keys, or values of unique attributes.
   */
  buildMany(count: number, overrides?: Overrides<E> | ((index: number) => Overrides<E>)): InputOf<E>[];
  /**
   * Inputs at the edges: longest keys, the greatest and the most exact numbers, text that programs get wrong, empty
   * containers, an item of nearly 400 KB. What an entity cannot have is left out. Their keys differ.
   */
  edgeCases(overrides?: Overrides<E>): EdgeCase<E>[];
}
