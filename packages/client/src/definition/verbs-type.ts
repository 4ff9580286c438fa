import type {
  DeleteItemCommandInput,
  GetItemCommandInput,
  PutItemCommandInput,
  QueryCommandInput,
  TransactWriteItemsCommandInput,
  UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import type { ChangesOf } from "@keywright/expressions";
import type { RootSchema } from "@keywright/schema";
import type { GetOperation, Page, QueryOperation, WriteOperation } from "../operation/operation.ts";
import type { Complete, UpdateActions } from "./changes.ts";
import type { Index, IndexedNames, ProjectedItem } from "./index-type.ts";
import type { CreateInput, ItemType, KeyInput, ManagedNames, ManagedOf, NamesOf, PickEach, PutInput } from "./item.ts";
import type { QueryKey } from "./key-condition.ts";
import type {
  CheckOptions,
  ConsistentQueryOptions,
  DeleteOptions,
  GetOptions,
  PutOptions,
  QueryOptions,
  Returned,
  UpdateOptions,
  UpsertOptions,
} from "./options.ts";
import type { WhereReferences } from "./where.ts";

/** What a verb gives: the operation, or what sending it gave. */
type Read<Mode, R, I> = Mode extends "sent" ? Promise<R> : GetOperation<R, I>;
type Queried<Mode, T, I> = Mode extends "sent" ? Promise<Page<T>> : QueryOperation<T, I>;
type Written<Mode, R, I> = Mode extends "sent" ? Promise<R> : WriteOperation<R, I>;

/** Queries of one index of an entity. */
export interface IndexView<
  Mode extends "described" | "sent",
  N extends string,
  S extends RootSchema,
  I,
  K extends string,
  G extends ManagedNames,
  D extends Index<string, readonly string[], unknown, unknown, unknown>,
> {
  /**
   * Describes a query of this index. Results contain what the index projects, and what its keys and the primary key give.
   *
   * DynamoDB: `Query` with `IndexName`.
   *
   * @throws ValidationError where a value cannot be part of the key, or a range cannot be exact
   * @example
   * db.items(Task.indexes.byStatus.query({ status: "OPEN", dueDate: { between: ["2026-05-01", "2026-05-31"] } }));
   */
  query<const A extends keyof ProjectedItem<I, D["a"], K, D["p"], D["s"]> & string = never>(
    key: QueryKey<D["p"], D["s"], I>,
    options?: NoInfer<
      [D["c"]] extends [never]
        ? QueryOptions<WhereReferences<N, S, G>, N>
        : ConsistentQueryOptions<WhereReferences<N, S, G>, N>
    > & { readonly select?: readonly A[] },
  ): Queried<
    Mode,
    [A] extends [never]
      ? ProjectedItem<I, D["a"], K, D["p"], D["s"]>
      : PickEach<ProjectedItem<I, D["a"], K, D["p"], D["s"]>, A>,
    QueryCommandInput
  >;
}

/**
 * The verbs on the items of an entity. Those of an entity describe operations and send nothing; those of a repository send them.
 *
 * `N` name, `S` schema, `K` attributes of the primary key, `KS` those of its sort key in order, `X` indexes, `G` the
 * managed attributes.
 */
export interface Verbs<
  Mode extends "described" | "sent",
  N extends string,
  S extends RootSchema,
  K extends string,
  KS extends readonly string[],
  X,
  G extends ManagedNames,
> {
  /** Queries by index. */
  readonly indexes: {
    readonly [I in keyof X]: X[I] extends Index<string, readonly string[], unknown, unknown, unknown>
      ? IndexView<Mode, N, S, ItemType<S, G>, K, G, X[I]>
      : never;
  };

  /**
   * Describes reading one item by its key; gives `undefined` where there is none, or it has expired.
   *
   * DynamoDB: `GetItem`. `select` becomes a projection expression and narrows the result.
   *
   * @throws ValidationError where the key is incomplete or cannot be a key; ReadError where the stored item does not fit the model
   * @example
   * const task = await db.send(Task.get({ userId: "u1", taskId: "t1" }, { consistent: true, select: ["title"] }));
   */
  get<const A extends NamesOf<S> | ManagedOf<G> = never>(
    key: KeyInput<ItemType<S, G>, K>,
    options?: GetOptions<A>,
  ): Read<Mode, ([A] extends [never] ? ItemType<S, G> : PickEach<ItemType<S, G>, A>) | undefined, GetItemCommandInput>;

  /**
   * Describes a query of the table: items of one partition in the order of the sort key.
   *
   * DynamoDB: `Query`.
   *
   * @throws ValidationError where a value cannot be part of the key, or a range cannot be exact
   * @example
   * const page = await db.send(Task.query({ userId: "u1" }, { limit: 20, order: "descending" }));
   */
  query<const A extends NamesOf<S> | ManagedOf<G> = never>(
    key: QueryKey<Exclude<K, KS[number]>, KS, ItemType<S, G>>,
    options?: NoInfer<ConsistentQueryOptions<WhereReferences<N, S, G>, N>> & { readonly select?: readonly A[] },
  ): Queried<Mode, [A] extends [never] ? ItemType<S, G> : PickEach<ItemType<S, G>, A>, QueryCommandInput>;

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
  create(item: CreateInput<S, G>): Written<Mode, ItemType<S, G>, PutItemCommandInput>;

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
    item: PutInput<S, G>,
    options?: NoInfer<PutOptions<WhereReferences<N, S, G>, N, ItemType<S, G>>> & {
      /** `new` (default): the item as it is now stored; `old`: what was stored before. */
      readonly returning?: R;
    },
  ): Written<Mode, Returned<ItemType<S, G>, R, undefined>, PutItemCommandInput>;

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
    const C extends ChangesOf<S, K | ManagedOf<G>, IndexedNames<X>>,
    const W = Record<never, never>,
    const R extends "new" | "old" | "changed" | "none" = "new",
  >(
    key: KeyInput<ItemType<S, G>, K>,
    changes: (C & Complete<X, K, keyof C | G["u"], keyof W>) | NoInfer<UpdateActions<WhereReferences<N, S, G>, N>>,
    options?: NoInfer<UpdateOptions<WhereReferences<N, S, G>, N, ItemType<S, G>>> & {
      readonly known?: W & Partial<ItemType<S, G>>;
      readonly returning?: R;
    },
  ): Written<Mode, Returned<ItemType<S, G>, R, never>, UpdateItemCommandInput>;

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
    item: CreateInput<S, G>,
    options?: UpsertOptions<WhereReferences<N, S, G>, N>,
  ): Written<Mode, ItemType<S, G>, UpdateItemCommandInput>;

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
  ): Written<Mode, Returned<ItemType<S, G>, R, E extends true ? never : undefined>, DeleteItemCommandInput>;

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
  ): Written<Mode, undefined, TransactWriteItemsCommandInput>;
}
