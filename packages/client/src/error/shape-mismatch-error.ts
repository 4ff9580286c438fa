import { EntityError, type ItemKey, type ItemOfEntity, isEntityError, type NamedEntity } from "./entity-error.ts";

const code = "shape-mismatch";

/**
 * The stored item was written in another shape than today's, and the write would have mixed the two. Nothing was written.
 * Only entities with `upgrade` steps have it.
 */
export class ShapeMismatchError<Item = unknown> extends EntityError {
  override readonly name: string = "ShapeMismatchError";
  declare readonly code: typeof code;
  /** How many upgrade steps the stored item has behind it. */
  readonly stored: number;
  /** How many upgrade steps the definition has. */
  readonly current: number;
  /** The stored item, in the shape of today; `undefined` where it cannot be read so. */
  readonly item: Item | undefined;

  constructor(options: {
    readonly entity: string;
    readonly key: ItemKey;
    readonly verb: string;
    readonly stored: number;
    readonly current: number;
    readonly item: Item | undefined;
    readonly cause?: unknown;
  }) {
    const { entity, verb, stored, current } = options;
    const advice =
      stored < current
        ? "Read the item and put it, which writes all of it in the shape of today, or bring all items there with upgradeItems"
        : "A newer version of the program wrote it: deploy that version here too";
    super({
      code,
      entity,
      key: options.key,
      cause: options.cause,
      message: `${entity}: the stored item is of shape ${stored}, and ${verb} is for shape ${current}. Nothing was written. ${advice}.`,
    });
    this.stored = stored;
    this.current = current;
    this.item = options.item;
  }

  static override isInstance<E extends NamedEntity>(
    error: unknown,
    entity?: E,
  ): error is ShapeMismatchError<ItemOfEntity<E>> {
    return isEntityError(error, code, entity);
  }
}
