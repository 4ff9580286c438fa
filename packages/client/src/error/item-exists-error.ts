import { EntityError, type ItemKey, type ItemOfEntity, isEntityError, type NamedEntity } from "./entity-error.ts";

const code = "item-exists";

/** A `create` found an item with the same key. */
export class ItemExistsError<Item = unknown> extends EntityError {
  override readonly name: string = "ItemExistsError";
  /** The stored item; `undefined` where it is not one of this entity. */
  readonly item: Item | undefined;

  constructor(options: { readonly entity: string; readonly key: ItemKey; readonly item: Item | undefined }) {
    const what = options.item === undefined ? "something that is no item of this entity" : "an item";
    super({
      code,
      entity: options.entity,
      key: options.key,
      message: `${options.entity}: create found ${what} with this key. Use put to replace it, or upsert to write it in either case.`,
    });
    this.item = options.item;
  }

  static override isInstance<E extends NamedEntity>(
    error: unknown,
    entity?: E,
  ): error is ItemExistsError<ItemOfEntity<E>> {
    return isEntityError(error, code, entity);
  }
}
