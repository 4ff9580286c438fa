import { KeywrightError, type KeywrightErrorOptions } from "@keywright/schema";

/** What `isInstance` needs of an entity to narrow an error to its items. */
export interface NamedEntity {
  readonly name: string;
  readonly "~types"?: { readonly item: unknown };
}

/** The items of an entity, or `unknown` where none was named. */
export type ItemOfEntity<E extends NamedEntity> = NonNullable<E["~types"]>["item"];

/** The key of an item by attribute names, in the program's form. */
export type ItemKey = Readonly<Record<string, unknown>>;

export interface EntityErrorOptions extends KeywrightErrorOptions {
  readonly entity: string;
  readonly key: ItemKey;
}

/** What errors about one item have in common: whose it is, and which. */
export abstract class EntityError extends KeywrightError {
  /** The name of the entity. */
  readonly entity: string;
  /** The key the operation was for. Not part of the message, so that logs hold no values of items. */
  readonly key: ItemKey;

  constructor(options: EntityErrorOptions) {
    super(options);
    this.entity = options.entity;
    this.key = options.key;
  }
}

/** Whether the error has this code and, where an entity is given, is about one of its items. */
export function isEntityError(error: unknown, code: string, entity: NamedEntity | undefined): error is EntityError {
  if (!KeywrightError.isInstance(error) || error.code !== code) return false;
  return entity === undefined || ("entity" in error && error.entity === entity.name);
}
