import { EntityError, type ItemKey, isEntityError, type NamedEntity } from "./entity-error.ts";

const code = "item-not-found";

/** An `update`, `delete` or `check` found no item: it was never written, has been deleted, or has expired. */
export class ItemNotFoundError extends EntityError {
  override readonly name: string = "ItemNotFoundError";
  declare readonly code: typeof code;
  /** Whether an item is stored whose time to live is over. Expired items count as absent. */
  readonly expired: boolean;

  constructor(options: {
    readonly entity: string;
    readonly key: ItemKey;
    readonly verb: string;
    readonly expired: boolean;
  }) {
    const why = options.expired ? "it has expired" : "there is none with this key";
    super({
      code,
      entity: options.entity,
      key: options.key,
      message: `${options.entity}: ${options.verb} needs an existing item, and ${why}. Use create, or upsert to write it in either case; the error's key says which.`,
    });
    this.expired = options.expired;
  }

  static override isInstance(error: unknown, entity?: NamedEntity): error is ItemNotFoundError {
    return isEntityError(error, code, entity);
  }
}
