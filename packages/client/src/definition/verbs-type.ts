import type {
  DeleteItemCommandInput,
  PutItemCommandInput,
  TransactWriteItemsCommandInput,
  UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import type { Verdicts } from "@keywright/expressions";
import type { ChangeErrors, CheckErrors, CreateErrors, MoveErrors, UpsertErrors } from "../operation/errors.ts";
import type { Operation, WriteOperation } from "../operation/operation.ts";
import type { Complete, Freed, FreedByDelete, UpdateActions } from "./changes.ts";
import type { AnyTypes } from "./entity-types.ts";
import type {
  CheckOptions,
  CreateOptions,
  DeleteOptions,
  MoveOptions,
  Once,
  OncePut,
  PutOptions,
  Returned,
  UpdateOptions,
  UpsertOptions,
} from "./options.ts";
import type { ReadVerbs } from "./read-verbs-type.ts";

/** What a verb gives: the operation, or what sending it gave. */
type Written<Mode, R, I, E> = Mode extends "sent" ? Promise<R> : WriteOperation<R, I, E>;

/** The same of a verb that batches have, too. */
type BatchWritten<Mode, R, I, E, K> = Mode extends "sent" ? Promise<R> : Operation<R, I, E, K>;

/** Whether a batch takes a write without a condition, by `returning`. Looked up, which costs the compiler less than a condition. */
interface WriteKinds<K> {
  readonly new: K;
  readonly none: K;
  readonly old: "write";
}

/**
 * The verbs on the items of an entity. Those of an entity describe operations and send nothing; those of a repository send them.
 * `T` is the types of the entity, `Q` the names of its unique attributes. Code for any entity does not name them; what it
 * deletes without the item as it was read is refused at run time, where attributes are unique.
 */
export interface Verbs<Mode extends "described" | "sent", T extends AnyTypes, Q = never> extends ReadVerbs<Mode, T> {
  /** Never there: tells the compiler of the types. */
  readonly "~types"?: T;

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
    item: T["create"],
    options?: CreateOptions,
  ): Written<Mode, T["item"], PutItemCommandInput, CreateErrors<T["item"]>>;

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
    item: NoInfer<T["put"]>,
    options?: NoInfer<PutOptions<T["references"], T["name"], T["expected"]>> & {
      /** Of an entity with unique attributes: the item as it was read. Without it the first attempt may only find out what is stored. */
      readonly previous?: T["previous"];
      /** `new` (default): the item as it is now stored; `old`: what was stored before. */
      readonly returning?: R;
      /**
       * Sends a transaction of this one action, with a token by which DynamoDB carries it out once however often it is sent.
       * Costs twice the write units of the table, and gives no stored item.
       */
      readonly exactlyOnce?: OncePut[R];
    },
  ): BatchWritten<
    Mode,
    Returned<T["item"], undefined>[R],
    PutItemCommandInput,
    ChangeErrors<T["item"]>,
    WriteKinds<T["batch"]>[R]
  >;

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
    const C extends T["loose"],
    const W = Record<never, never>,
    const R extends "new" | "old" | "changed" | "none" = "new",
    P extends T["previous"] = never,
  >(
    key: NoInfer<T["key"]>,
    changes:
      | (C &
          NoInfer<
            Verdicts<T["shapes"], C, T["fixed"], T["managedNames"], T["used"]> &
              Complete<T["parsed"], T["used"], T["stamped"], T["given"] | T["stamped"] | keyof C | keyof W, C> &
              Freed<Q, C, P>
          >)
      | NoInfer<UpdateActions<T["references"] & T["guards"], T["name"]>>,
    options?: NoInfer<UpdateOptions<T["references"], T["name"], T["expected"]>> & {
      readonly known?: W & Partial<T["item"]>;
      /** Where unique attributes change: the item as it was read, so that what it had is given free. */
      readonly previous?: P;
      readonly returning?: R;
      /**
       * Sends a transaction of this one action, with a token by which DynamoDB carries it out once however often it is sent.
       * Costs twice the write units of the table, and gives no stored item.
       */
      readonly exactlyOnce?: Once[R];
    },
  ): Written<Mode, Returned<T["item"], never>[R], UpdateItemCommandInput, ChangeErrors<T["item"]>>;

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
    item: T["create"],
    options?: UpsertOptions<T["references"], T["name"]>,
  ): Written<Mode, T["item"], UpdateItemCommandInput, UpsertErrors<T["item"]>>;

  /**
   * Describes deleting one existing item.
   *
   * DynamoDB: `DeleteItem`.
   *
   * @throws ItemNotFoundError (unless `mustExist: false`), VersionConflictError, ConditionFailedError, ValidationError
   * @example
   * const deleted = await db.send(Task.delete({ userId: "u1", taskId: "t1" }, { returning: "old" }));
   */
  delete<const R extends "old" | "none" = "none", const E extends boolean = true, P extends T["previous"] = never>(
    key: NoInfer<T["key"] & FreedByDelete<Q, P>>,
    options?: NoInfer<DeleteOptions<T["references"], T["name"], T["expected"]>> & {
      /** Of an entity with unique attributes: the item as it was read, so that what it had is given free. */
      readonly previous?: P;
      /** `old`: the item that was deleted; `none` by default. */
      readonly returning?: R;
      /** Whether a missing item is an error; `true` by default. */
      readonly mustExist?: E;
      /**
       * Sends a transaction of this one action, with a token by which DynamoDB carries it out once however often it is sent.
       * Costs twice the write units of the table, and gives no stored item.
       */
      readonly exactlyOnce?: Once[R];
    },
  ): BatchWritten<
    Mode,
    Returned<T["item"], E extends true ? never : undefined>[R],
    DeleteItemCommandInput,
    ChangeErrors<T["item"]>,
    E extends true ? "write" : WriteKinds<T["batch"]>[R]
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
    key: T["key"],
    options?: CheckOptions<T["references"], T["name"], T["expected"]>,
  ): Written<Mode, undefined, TransactWriteItemsCommandInput, CheckErrors<T["item"]>>;

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
    item: T["item"] & { readonly "~partial"?: never },
    changes: NoInfer<T["moved"]>,
    options?: NoInfer<MoveOptions<T["references"], T["name"]>>,
  ): Written<Mode, T["item"], TransactWriteItemsCommandInput, MoveErrors<T["item"]>>;
}
