import type {
  DeleteItemCommandInput,
  PutItemCommandInput,
  TransactWriteItemsCommandInput,
  UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import type { ChangesOf } from "@keywright/expressions";
import type { RootSchema } from "@keywright/schema";
import type { ChangeErrors, CheckErrors, CreateErrors, MoveErrors, UpsertErrors } from "../operation/errors.ts";
import type { WriteOperation } from "../operation/operation.ts";
import type { Complete, OnlyNames, UpdateActions } from "./changes.ts";
import type { IndexedNames } from "./index-type.ts";
import type { CreateInput, ItemType, KeyInput, ManagedNames, ManagedOf, NamesOf, Out, PutInput } from "./item.ts";
import type {
  CheckOptions,
  DeleteOptions,
  MoveOptions,
  PutOptions,
  Returned,
  UpdateOptions,
  UpsertOptions,
} from "./options.ts";
import type { ReadVerbs } from "./read-verbs-type.ts";
import type { Unscoped } from "./unscoped.ts";
import type { WhereReferences } from "./where.ts";

/** What a verb gives: the operation, or what sending it gave. */
type Written<Mode, R, I, E> = Mode extends "sent" ? Promise<R> : WriteOperation<R, I, E>;

/**
 * The verbs on the items of an entity. Those of an entity describe operations and send nothing; those of a repository send them.
 *
 * `N` name, `S` schema, `K` attributes of the primary key, `KS` those of its sort key in order, `X` indexes, `G` the
 * managed attributes, `T` those that a scope fills in, which are then not in `K`.
 */
export interface Verbs<
  Mode extends "described" | "sent",
  N extends string,
  S extends RootSchema,
  K extends string,
  KS extends readonly string[],
  X,
  G extends ManagedNames,
  T extends string = never,
> extends ReadVerbs<Mode, N, S, K, KS, X, G> {
  /**
   * Describes writing an item that must not exist yet; an expired one counts as absent and is replaced. Gives the item as it
   * is now stored.
   *
   * DynamoDB: `PutItem` with `attribute_not_exists` on the partition key.
   *
   * @throws ItemExistsError with the stored item; ValidationError
   * @example
   * await db.send(Task.create({ userId: "u1", taskId: "t1", title: "Write", dueDate: "2026-05-01" }));
   */
  create(
    item: Unscoped<CreateInput<S, G>, T>,
  ): Written<Mode, ItemType<S, G>, PutItemCommandInput, CreateErrors<ItemType<S, G>>>;

  /**
   * Describes writing a whole item over whatever is stored. Of a versioned entity the item carries the version that was
   * read, and the write fails where another one is stored.
   *
   * DynamoDB: `PutItem`.
   *
   * @throws VersionConflictError, ItemNotFoundError (versioned entities), ConditionFailedError, ValidationError
   * @example
   * await db.send(Task.put({ ...task, title: "Rewrite" }, { expected: task }));
   */
  put<const R extends "new" | "old" | "none" = "new">(
    item: Unscoped<PutInput<S, G>, T>,
    options?: NoInfer<PutOptions<WhereReferences<N, S, G>, N, ItemType<S, G>>> & {
      /** `new` (default): the item as it is now stored; `old`: what was stored before. */
      readonly returning?: R;
    },
  ): Written<Mode, Returned<ItemType<S, G>, R, undefined>, PutItemCommandInput, ChangeErrors<ItemType<S, G>>>;

  /**
   * Describes changes of one existing item. A plain value replaces an attribute; `increment`, `add`, `remove`, `append`,
   * `patch` and the others say what they do. Index keys follow.
   *
   * DynamoDB: `UpdateItem`.
   *
   * @throws ItemNotFoundError, VersionConflictError, ConditionFailedError, ValidationError
   * @example
   * await db.send(Task.update({ userId: "u1", taskId: "t1" }, { status: "DONE", points: increment(1) }, { expected: task }));
   */
  update<
    const C extends ChangesOf<S, K | T | ManagedOf<G>, IndexedNames<X>>,
    const W = Record<never, never>,
    const R extends "new" | "old" | "changed" | "none" = "new",
  >(
    key: KeyInput<ItemType<S, G>, K>,
    changes:
      | (C & Complete<X, K | T, keyof C | G["u"], keyof W> & OnlyNames<keyof C, NamesOf<S>>)
      | NoInfer<UpdateActions<WhereReferences<N, S, G>, N>>,
    options?: NoInfer<UpdateOptions<WhereReferences<N, S, G>, N, ItemType<S, G>>> & {
      readonly known?: W & Partial<ItemType<S, G>>;
      readonly returning?: R;
    },
  ): Written<Mode, Returned<ItemType<S, G>, R, never>, UpdateItemCommandInput, ChangeErrors<ItemType<S, G>>>;

  /**
   * Describes writing attributes of an item whether it exists or not. Attributes that are given are set, those left out stay;
   * defaults and `createdAt` are written only where they are absent. Gives the item as it is now stored.
   *
   * DynamoDB: `UpdateItem`; a `PutItem` after it where the stored item has expired (see `onExpired`).
   *
   * @throws ConditionFailedError, ValidationError
   * @example
   * await db.send(User.upsert({ userId: "u1", name: "Ada" }));
   */
  upsert(
    item: Unscoped<CreateInput<S, G>, T>,
    options?: UpsertOptions<WhereReferences<N, S, G>, N>,
  ): Written<Mode, ItemType<S, G>, UpdateItemCommandInput, UpsertErrors<ItemType<S, G>>>;

  /**
   * Describes deleting one existing item.
   *
   * DynamoDB: `DeleteItem`.
   *
   * @throws ItemNotFoundError (unless `mustExist: false`), VersionConflictError, ConditionFailedError, ValidationError
   * @example
   * const deleted = await db.send(Task.delete({ userId: "u1", taskId: "t1" }, { returning: "old" }));
   */
  delete<const R extends "old" | "none" = "none", const E extends boolean = true>(
    key: KeyInput<ItemType<S, G>, K>,
    options?: NoInfer<DeleteOptions<WhereReferences<N, S, G>, N, ItemType<S, G>>> & {
      /** `old`: the item that was deleted; `none` by default. */
      readonly returning?: R;
      /** Whether a missing item is an error; `true` by default. */
      readonly mustExist?: E;
    },
  ): Written<
    Mode,
    Returned<ItemType<S, G>, R, E extends true ? never : undefined>,
    DeleteItemCommandInput,
    ChangeErrors<ItemType<S, G>>
  >;

  /**
   * Describes checking that an item exists and that a condition holds, without writing it.
   *
   * DynamoDB: a `ConditionCheck`, in a `TransactWriteItems` of its own where it is sent alone.
   *
   * @throws ItemNotFoundError, VersionConflictError, ConditionFailedError, ValidationError
   * @example
   * await db.send(Task.check({ userId: "u1", taskId: "t1" }, { where: (t) => eq(t.status, "OPEN") }));
   */
  check(
    key: KeyInput<ItemType<S, G>, K>,
    options?: CheckOptions<WhereReferences<N, S, G>, N, ItemType<S, G>>,
  ): Written<Mode, undefined, TransactWriteItemsCommandInput, CheckErrors<ItemType<S, G>>>;

  /**
   * Describes changing attributes of the primary key: the item is deleted under its old key and written under the new one,
   * both or neither. It must be as it was read: in the same version, or with the same attributes where the entity has no
   * version. Gives the item as it is now stored; it keeps its creation time, and its version counts on.
   *
   * DynamoDB: `TransactWriteItems` with a `Delete` and a `Put`.
   *
   * @throws ItemNotFoundError, VersionConflictError, ConditionFailedError, ItemExistsError where the new key is taken,
   * TransactionCanceledError, ValidationError
   * @example
   * const moved = await db.send(Task.move(task, { userId: "u2" }));
   */
  move(
    item: ItemType<S, G> & { readonly "~partial"?: never },
    changes: NoInfer<Partial<Unscoped<Out<S>, T>>>,
    options?: NoInfer<MoveOptions<WhereReferences<N, S, G>, N>>,
  ): Written<Mode, ItemType<S, G>, TransactWriteItemsCommandInput, MoveErrors<ItemType<S, G>>>;
}
