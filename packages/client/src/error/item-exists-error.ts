import { EntityError, type ItemKey, type ItemOfEntity, isEntityError, type NamedEntity } from "./entity-error.ts";

const code = "item-exists";

/** A `create` found an item with the same key. */
export class ItemExistsError<Item = unknown> extends EntityError {
  override readonly name: string = "ItemExistsError";
  declare readonly code: typeof code;
  /** The stored item; `undefined` where it is not one of this entity, or cannot be read (`cause` says why). */
  readonly item: Item | undefined;

  constructor(options: {
    readonly entity: string;
    readonly key: ItemKey;
    readonly item: Item | undefined;
    readonly cause?: unknown;
  }) {
    const { item, cause } = options;
    const readable = cause === undefined ? "something that is no item of this entity" : "an item that cannot be read";
    const what = item === undefined ? readable : "an item";
    super({
      code,
      entity: options.entity,
      key: options.key,
      cause,
      message: `${options.entity}: create found ${what} with this key. Use put to replace it, or upsert to write it in either case.`,
    });
    this.item = item;
  }

  static override isInstance<E extends NamedEntity>(
    error: unknown,
    entity?: E,
  ): error is ItemExistsError<ItemOfEntity<E>> {
    return isEntityError(error, code, entity);
  }
}
