import { EntityError, type ItemKey, isEntityError, type NamedEntity } from "./entity-error.ts";

const code = "unique-constraint";

/** Another item has the values that a write wanted for unique attributes. Nothing was written. */
export class UniqueConstraintError extends EntityError {
  override readonly name: string = "UniqueConstraintError";
  declare readonly code: typeof code;
  /** The name of the constraint in the definition of the entity. */
  readonly constraint: string;
  /** Its attributes. */
  readonly attributes: readonly string[];
  /** The key in the table of the item that has the values, as plain values. Not part of the message. */
  readonly holder: Readonly<Record<string, unknown>> | undefined;

  constructor(options: {
    readonly entity: string;
    readonly key: ItemKey;
    readonly verb: string;
    readonly constraint: string;
    readonly attributes: readonly string[];
    readonly holder: Readonly<Record<string, unknown>> | undefined;
  }) {
    const { entity, key, verb, constraint, attributes, holder } = options;
    const values = attributes.length === 1 ? "this value" : "these values together";
    super({
      code,
      entity,
      key,
      message: `${entity}: ${verb} gives ${attributes.join(" and ")} what another item has (unique.${constraint}), and no two items have ${values}. Choose another value; error.holder is the key of the other item.`,
    });
    this.constraint = constraint;
    this.attributes = attributes;
    this.holder = holder;
  }

  static override isInstance(error: unknown, entity?: NamedEntity): error is UniqueConstraintError {
    return isEntityError(error, code, entity);
  }
}
