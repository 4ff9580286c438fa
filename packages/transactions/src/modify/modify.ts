import {
  type AnyEntity,
  type Database,
  executeModify,
  type InScope,
  type Item,
  type KeyOf,
  type ManagedNames,
  type SendOptions,
} from "@keywright/client";
import { type TypeProblem, ValidationError } from "@keywright/schema";

/** What `modify` needs to know of an entity. */
export interface ModifiableEntity extends AnyEntity {
  readonly "~types"?: {
    readonly name: string;
    readonly item: unknown;
    readonly key: unknown;
    readonly create: unknown;
    readonly managed: ManagedNames;
  };
}

/** Nothing to say of a versioned entity, and a sentence otherwise. */
export type Versioned<E> = E extends {
  readonly "~types"?: { readonly name: infer N; readonly managed: { readonly v: infer V } };
}
  ? [V] extends [never]
    ? TypeProblem<`'${N & string}' has no version: add one to its definition, or use update`>
    : unknown
  : unknown;

/**
 * The function that `modify` calls: from an item to what `create` takes, a whole item included, or to nothing. It may be async.
 *
 * @example
 * const close: ModifyFunction<typeof Task> = (task) => (task.status === "DONE" ? undefined : { ...task, status: "DONE" });
 */
// A condition, because within a function type the compiler would take literals for strings.
export type ModifyFunction<E> = E extends {
  readonly "~types"?: { readonly item: infer I; readonly create: infer C };
}
  ? (item: I) => C | undefined | Promise<C | undefined>
  : never;

export interface ModifyOptions extends SendOptions {
  /** How often to read, change and write before a conflict is an error; 10 by default. */
  readonly attempts?: number;
}

const defaultAttempts = 10;

/**
 * Reads an item, has a function change it, and writes the difference, on condition that the item still is what was read.
 * Where somebody else was faster, it reads again and calls the function again, after a random time that grows.
 *
 * The function gets a copy that it may change and give back, or it gives back another item; it may be async, and is called
 * once for each attempt. Where it gives back nothing, or an item that is stored as it was, nothing is written. The primary
 * key stays; managed attributes of what it gives back are passed over.
 *
 * DynamoDB: `GetItem`, consistent, and `UpdateItem`, or `PutItem` where the update would exceed a limit.
 *
 * @returns the item as it is stored then
 * @throws ItemNotFoundError; VersionConflictError after the last attempt; ValidationError; OutcomeUnknownError; LimitError; what
 * the function throws
 * @example
 * const task = await modify(db, Task, { userId: "u1", taskId: "t1" }, (task) => ({ ...task, points: (task.points ?? 0) * 2 }));
 */
export async function modify<E extends ModifiableEntity, T extends string = never>(
  db: Database<T>,
  entity: E & InScope<E, T> & Versioned<E>,
  key: [T] extends [never] ? KeyOf<E> : Omit<KeyOf<E>, T>,
  change: ModifyFunction<E>,
  options: ModifyOptions = {},
): Promise<Item<E>> {
  const { model } = entity;
  const { attempts = defaultAttempts } = options;
  const refuse = (path: string, code: string, message: string): ValidationError =>
    new ValidationError({ entity: model.name, issues: [{ path: [path], code, message }] });
  if (model.version === undefined) {
    const message =
      'is not in the definition: modify needs it to see other writers. Add `version: "version"`, or use update';
    throw refuse("version", "missing_version", message);
  }
  if (!Number.isSafeInteger(attempts) || attempts < 1) {
    throw refuse("attempts", "invalid_option", "must be a whole number, 1 or greater. Leave it out for the default");
  }
  // The compiler knows keys and items by the entity; what runs knows its model, and checks them.
  const plain = { model, key: key as never, change: change as never, attempts };
  return executeModify(db["~runtime"], plain, options) as Promise<Item<E>>;
}
