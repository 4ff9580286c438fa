import { EntityError, type ItemKey, type ItemOfEntity, isEntityError, type NamedEntity } from "./entity-error.ts";

const code = "version-conflict";

/** Somebody else wrote the item after it was read. Nothing was written. */
export class VersionConflictError<Item = unknown> extends EntityError {
  override readonly name: string = "VersionConflictError";
  declare readonly code: typeof code;
  /** The version that the write expected. */
  readonly expected: number;
  /**
   * The stored version; `undefined` where the stored item has none. Equal to `expected` where the item was deleted and
   * created again since it was read.
   */
  readonly actual: number | undefined;
  /** The stored item, as the failed write returned it: no second read was made. `undefined` where it cannot be read as one of this entity. */
  readonly item: Item | undefined;
  /** How often `modify` tried; `undefined` for other writes, which try once. */
  readonly attempts: number | undefined;

  constructor(options: {
    readonly entity: string;
    readonly key: ItemKey;
    readonly verb: string;
    readonly expected: number;
    readonly actual: number | undefined;
    readonly item: Item | undefined;
    readonly attempts?: number | undefined;
    readonly cause?: unknown;
  }) {
    const { entity, verb, expected, actual, attempts } = options;
    const found =
      actual === expected
        ? "an item of the same version that is another one: it was deleted and created again"
        : actual === undefined
          ? "an item without a version"
          : `version ${actual}`;
    const did = attempts === undefined ? "expected" : `gave up after ${attempts} attempts, the last of which expected`;
    super({
      code,
      entity,
      key: options.key,
      cause: options.cause,
      message: `${entity}: ${verb} ${did} version ${expected} and found ${found}. Start again from the error's item, or from a new read.`,
    });
    this.expected = expected;
    this.actual = actual;
    this.item = options.item;
    this.attempts = attempts;
  }

  static override isInstance<E extends NamedEntity>(
    error: unknown,
    entity?: E,
  ): error is VersionConflictError<ItemOfEntity<E>> {
    return isEntityError(error, code, entity);
  }
}
