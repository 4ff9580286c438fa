import { EntityError, type ItemKey, type ItemOfEntity, isEntityError, type NamedEntity } from "./entity-error.ts";

const code = "condition-failed";

/** The condition of a write (`where`, `known`, `whenExists`) was false for the stored item. Nothing was written. */
export class ConditionFailedError<Item = unknown> extends EntityError {
  override readonly name: string = "ConditionFailedError";
  declare readonly code: typeof code;
  /** The stored item that the condition was false for; `undefined` where none is stored. */
  readonly item: Item | undefined;

  constructor(options: {
    readonly entity: string;
    readonly key: ItemKey;
    readonly verb: string;
    readonly item: Item | undefined;
    readonly cause?: unknown;
  }) {
    super({
      code,
      entity: options.entity,
      key: options.key,
      cause: options.cause,
      message: `${options.entity}: the condition of ${options.verb} was false for the stored item. Nothing was written; the error's item shows what is stored.`,
    });
    this.item = options.item;
  }

  static override isInstance<E extends NamedEntity>(
    error: unknown,
    entity?: E,
  ): error is ConditionFailedError<ItemOfEntity<E>> {
    return isEntityError(error, code, entity);
  }
}
