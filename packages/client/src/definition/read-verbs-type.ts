import type { GetItemCommandInput, QueryCommandInput, ScanCommandInput } from "@aws-sdk/client-dynamodb";
import type { AnyName, TypeProblem } from "@keywright/schema";
import type { GetErrors, HydrateErrors, PageErrors } from "../operation/errors.ts";
import type { GetOperation, PagedOperation } from "../operation/operation.ts";
import type { Count, HydratedPage, Page } from "../operation/page.ts";
import type { AnyTypes } from "./entity-types.ts";
import type { AnyIndex, IndexNamed, Ordered, ProjectedItem } from "./index-type.ts";
import type { PartialRead, Selected } from "./item.ts";
import type { QueryKey } from "./key-condition.ts";
import type { Mask, Masked } from "./mask.ts";
import type {
  ConsistentCountOptions,
  ConsistentFirstOptions,
  ConsistentQueryOptions,
  ConsistentScanOptions,
  CountOptions,
  FirstOptions,
  GetOptions,
  HydrateOptions,
  QueryOptions,
  ScanOptions,
} from "./options.ts";
import type { FilterableBy, Held } from "./where.ts";

/** What a verb gives: the operation, or what sending it gave. */
type Read<Mode, R, I> = Mode extends "sent" ? Promise<R> : GetOperation<R, I, GetErrors>;
type Counted<Mode> = Mode extends "sent" ? Promise<Count> : GetOperation<Count, QueryCommandInput, PageErrors>;
type Paged<Mode, T, I> = Mode extends "sent" ? Promise<Page<T>> : PagedOperation<T, I, PageErrors>;
type Hydrated<Mode, T> = Mode extends "sent"
  ? Promise<HydratedPage<T>>
  : PagedOperation<T, QueryCommandInput, HydrateErrors, HydratedPage<T>>;

// Looked up, because the compiler would work out all sides of a condition where it infers through it.
interface Parts<Whole, I, A, M> {
  readonly whole: Whole;
  readonly selected: Selected<I, A>;
  readonly masked: Masked<I, M> & PartialRead;
}
/** What is read whole (an item, or what an index gives of it), or what was selected of the item by names or by a mask. */
type PartOf<I, A, M, Whole = I> = Parts<Whole, I, A, M>[[A] extends [never]
  ? [M] extends [never]
    ? "whole"
    : "masked"
  : "selected"];

/** Options of one kind where DynamoDB reads consistently (`C` is not `never`), of another where it does not. */
type ByConsistency<C, With, Without> = [C] extends [never] ? Without & Eventual : With;

interface Eventual {
  readonly consistent?: TypeProblem<"a global index cannot be read consistently">;
}

/** The key of an index: see `QueryKey`. */
type IndexKey<D extends AnyIndex, I> = QueryKey<AnyName<D["p"]>, Ordered<D["s"], AnyName<D["p"]>>, I>;
type ProjectedBy<D extends AnyIndex, I> = ProjectedItem<I, D["a"]>;
/** What can be selected: of a global index what it projects; a local one has its table fetch the rest. */
type Selectable<D extends AnyIndex, I> = [D["c"]] extends [never]
  ? D["a"] extends "ALL"
    ? keyof I
    : D["a"] & keyof I
  : keyof I;

/** Reads of one index of an entity. */
export interface IndexView<Mode extends "described" | "sent", T extends AnyTypes, D extends AnyIndex> {
  /**
   * Describes a query of this index. Results contain what the index projects, and what its keys and the primary key give.
   * On a local index `select` may name other attributes too: DynamoDB then reads each item from the table, at its cost.
   *
   * DynamoDB: `Query` with `IndexName`.
   *
   * @throws ValidationError where a value cannot be part of the key, or a range cannot be exact; CursorError
   * @example
   * db.items(Task.indexes.byStatus.query({ status: "OPEN", dueDate: { between: ["2026-05-01", "2026-05-31"] } }));
   */
  query<
    const A extends Selectable<D, T["item"]> = never,
    const M extends Mask<Pick<T["item"], Selectable<D, T["item"]>>> = never,
  >(
    key: NoInfer<IndexKey<D, T["item"]>>,
    options?: NoInfer<
      ByConsistency<
        D["c"],
        ConsistentQueryOptions<FilterableBy<T["references"], D>, T["name"]>,
        QueryOptions<FilterableBy<T["references"], D>, T["name"]>
      >
    > & { readonly select?: readonly A[] | M },
  ): Paged<Mode, PartOf<T["item"], A, M, ProjectedBy<D, T["item"]>>, QueryCommandInput>;

  /**
   * Describes a query of this index whose items are completed from the table, in the order of the index. As an index lags
   * behind its table, key and condition are checked again on each item that was read: `changed` counts those that do not
   * match any more, `deleted` lists those that are gone.
   *
   * DynamoDB: `Query` with `IndexName`, and a `BatchGetItem` for up to 100 items.
   *
   * @throws BatchIncompleteError where items stay throttled; ValidationError, CursorError
   * @example
   * const { items, deleted } = await db.send(Task.indexes.byOwner.hydrate({ owner: "u1" }, { limit: 20 }));
   */
  hydrate<const A extends keyof T["item"] = never, const M extends Mask<T["item"]> = never>(
    key: NoInfer<IndexKey<D, T["item"]>>,
    options?: NoInfer<HydrateOptions<FilterableBy<T["references"], D>, T["name"]>> & {
      readonly select?: readonly A[] | M;
    },
  ): Hydrated<Mode, PartOf<T["item"], A, M>>;

  /**
   * Describes reading the first item of this index that matches; gives `undefined` where none does. Reads on until it is
   * found: behind a condition that few items meet, bound it with a deadline.
   *
   * DynamoDB: `Query` with `IndexName`, as many as it takes.
   *
   * @example
   * const next = await db.send(Task.indexes.byStatus.first({ status: "OPEN" }));
   */
  first<
    const A extends Selectable<D, T["item"]> = never,
    const M extends Mask<Pick<T["item"], Selectable<D, T["item"]>>> = never,
  >(
    key: NoInfer<IndexKey<D, T["item"]>>,
    options?: NoInfer<
      ByConsistency<
        D["c"],
        ConsistentFirstOptions<FilterableBy<T["references"], D>, T["name"]>,
        FirstOptions<FilterableBy<T["references"], D>, T["name"]>
      >
    > & { readonly select?: readonly A[] | M },
  ): Read<Mode, PartOf<T["item"], A, M, ProjectedBy<D, T["item"]>> | undefined, QueryCommandInput>;

  /**
   * Describes counting the items of this index that match.
   *
   * DynamoDB: `Query` with `IndexName`, as many as it takes: counting costs what reading costs.
   *
   * @example
   * const { count } = await db.send(Task.indexes.byStatus.count({ status: "OPEN" }));
   */
  count(
    key: NoInfer<IndexKey<D, T["item"]>>,
    options?: NoInfer<
      ByConsistency<
        D["c"],
        ConsistentCountOptions<FilterableBy<T["references"], D>, T["name"]>,
        CountOptions<FilterableBy<T["references"], D>, T["name"]>
      >
    >,
  ): Counted<Mode>;

  /**
   * Describes reading all of this index, in no order.
   *
   * DynamoDB: `Scan` with `IndexName`: reads, and costs, everything that is in the index.
   *
   * @example
   * for await (const task of db.items(Task.indexes.byOwner.scan())) console.log(task.title);
   */
  scan<
    const A extends Selectable<D, T["item"]> = never,
    const M extends Mask<Pick<T["item"], Selectable<D, T["item"]>>> = never,
  >(
    options?: NoInfer<
      ByConsistency<
        D["c"],
        ConsistentScanOptions<Held<T["references"], D>, T["name"]>,
        ScanOptions<Held<T["references"], D>, T["name"]>
      >
    > & { readonly select?: readonly A[] | M },
  ): Paged<Mode, PartOf<T["item"], A, M, ProjectedBy<D, T["item"]>>, ScanCommandInput>;
}

/** The verbs that read, on the table and on its indexes. `T` is the types of the entity. */
export interface ReadVerbs<Mode extends "described" | "sent", T extends AnyTypes> {
  /** Reads by index. */
  readonly indexes: {
    readonly [N in T["indexes"]["n"]]: IndexView<Mode, T, IndexNamed<T["indexes"], N>>;
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
  get<const A extends T["names"] = never, const M extends Mask<T["item"]> = never>(
    key: NoInfer<T["key"]>,
    options?: GetOptions<A, M>,
  ): Read<Mode, PartOf<T["item"], A, M> | undefined, GetItemCommandInput>;

  /**
   * Describes a query of the table: items of one partition in the order of the sort key.
   *
   * DynamoDB: `Query`.
   *
   * @throws ValidationError where a value cannot be part of the key, or a range cannot be exact; CursorError
   * @example
   * const page = await db.send(Task.query({ userId: "u1" }, { limit: 20, order: "descending" }));
   */
  query<const A extends T["names"] = never, const M extends Mask<T["item"]> = never>(
    key: NoInfer<T["queryKey"]>,
    options?: NoInfer<ConsistentQueryOptions<T["references"] & T["keyGuards"], T["name"]>> & {
      readonly select?: readonly A[] | M;
    },
  ): Paged<Mode, PartOf<T["item"], A, M>, QueryCommandInput>;

  /**
   * Describes reading the first item of a query; gives `undefined` where none matches. Reads on until it is found: behind a
   * condition that few items meet, bound it with a deadline.
   *
   * DynamoDB: `Query`, as many as it takes.
   *
   * @example
   * const latest = await db.send(Task.first({ userId: "u1" }, { order: "descending" }));
   */
  first<const A extends T["names"] = never, const M extends Mask<T["item"]> = never>(
    key: NoInfer<T["queryKey"]>,
    options?: NoInfer<ConsistentFirstOptions<T["references"] & T["keyGuards"], T["name"]>> & {
      readonly select?: readonly A[] | M;
    },
  ): Read<Mode, PartOf<T["item"], A, M> | undefined, QueryCommandInput>;

  /**
   * Describes counting the items of a query, exactly: expired items and those of other entities do not count.
   *
   * DynamoDB: `Query`, as many as it takes: counting costs what reading costs.
   *
   * @example
   * const { count } = await db.send(Task.count({ userId: "u1" }, { where: (t) => eq(t.status, "OPEN") }));
   */
  count(
    key: NoInfer<T["queryKey"]>,
    options?: NoInfer<ConsistentCountOptions<T["references"] & T["keyGuards"], T["name"]>>,
  ): Counted<Mode>;

  /**
   * Describes reading the whole table for the items of this entity, in no order. `connect(client, { scans: "forbid" })`
   * refuses it.
   *
   * DynamoDB: `Scan`, one sequence for each segment: reads, and costs, everything that is in the table.
   *
   * @throws ValidationError, CursorError
   * @example
   * for await (const task of db.items(Task.scan({ segments: 4 }), { onProgress: console.log })) console.log(task.title);
   */
  scan<const A extends T["names"] = never, const M extends Mask<T["item"]> = never>(
    options?: NoInfer<ConsistentScanOptions<T["references"], T["name"]>> & { readonly select?: readonly A[] | M },
  ): Paged<Mode, PartOf<T["item"], A, M>, ScanCommandInput>;
}
