import type { QueryCommandInput } from "@aws-sdk/client-dynamodb";
import { type AnyName, type EntityModel, ModelError } from "@keywright/schema";
import type { PageErrors } from "../operation/errors.ts";
import type { PagedOperation } from "../operation/operation.ts";
import type { Page } from "../operation/page.ts";
import { collectionPlanner } from "../plan/read/collection.ts";
import { targetOf } from "../plan/read/target.ts";
import type { AnyIndex, EachTemplate, IndexNamed } from "./index-type.ts";
import { makeOperation } from "./make-operation.ts";
import type { ConsistentQueryOptions, WhereOf } from "./options.ts";
import { defaultMaxPages } from "./read-verbs.ts";

/** What a collection needs to know of the types of an entity. */
export interface MemberTypes {
  readonly name: string;
  readonly item: unknown;
  readonly partition: string;
  readonly sort: readonly string[];
  readonly indexes: AnyIndex;
  readonly references: unknown;
}

/** An entity, as far as a collection goes. */
export interface CollectionMember<T extends MemberTypes> {
  readonly model: EntityModel;
  readonly "~types"?: T;
}

type Members = { readonly [label: string]: MemberTypes };
type IndexNames<M extends Members> = M[keyof M]["indexes"]["n"];

type Indexed<T extends MemberTypes, I extends string> = IndexNamed<T["indexes"], I>;
/** Names of the attributes of the partition key, and of the sort key. */
type PartitionOf<T extends MemberTypes, I extends string> = [I] extends [never]
  ? T["partition"]
  : AnyName<Indexed<T, I>["p"]>;
type SortOf<T extends MemberTypes, I extends string> = [I] extends [never]
  ? T["sort"][number]
  : Exclude<AnyName<EachTemplate<Indexed<T, I>["s"]>>, PartitionOf<T, I>>;
type ValueIn<M extends Members, P> = {
  [L in keyof M]: P extends keyof M[L]["item"] ? M[L]["item"][P] : never;
}[keyof M];

/** The key of a collection's query: the partition, and as many sort attributes as wanted, from the left. */
export type CollectionKey<M extends Members, I extends string> = {
  readonly [P in { [L in keyof M]: PartitionOf<M[L], I> }[keyof M] & string]: NonNullable<ValueIn<M, P>>;
} & {
  readonly [P in { [L in keyof M]: SortOf<M[L], I> }[keyof M] & string]?: NonNullable<ValueIn<M, P>>;
};

/** An item of a collection and whose it is: narrow by `entity`. `T` is the items by label. */
export type Entry<T> = { readonly [L in keyof T]: { readonly entity: L; readonly item: T[L] } }[keyof T];

/** A page of a collection: all items in the order of the sort key, and the same ones by entity. `T` is the items by label. */
export interface CollectionPage<T> extends Page<Entry<T>> {
  readonly groups: { readonly [L in keyof T]: readonly T[L][] };
}

export interface CollectionOptions<M extends Members> extends Omit<ConsistentQueryOptions<never, never>, "where"> {
  /** A condition for the items of an entity, by its label; entities without one are not filtered. */
  readonly where?: { readonly [L in keyof M]?: WhereOf<M[L]["references"], M[L]["name"]> };
}

/** Entities of one table that share partitions. */
export interface Collection<T, M extends Members, I extends string = never> {
  /**
   * Describes a query for the items of all entities of one partition. Sort attributes may be given from the left: items of
   * entities whose keys have no such attribute are left out.
   *
   * DynamoDB: `Query`.
   *
   * @throws ValidationError, CursorError
   * @example
   * const { groups } = await db.send(project.query({ projectId: "p1" }));
   * console.log(groups.tasks.length, groups.comments.length);
   */
  query(
    key: CollectionKey<M, I>,
    options?: CollectionOptions<M>,
  ): PagedOperation<Entry<T>, QueryCommandInput, PageErrors, CollectionPage<T>>;
}

/**
 * Names several entities of one table, or of one of its indexes that projects all attributes, to be read together. No request is made.
 *
 * @throws ModelError where they share no partitions: other tables, or other templates of the partition key
 * @example
 * const project = collection({ tasks: Task, comments: Comment });
 * const page = await db.send(project.query({ projectId: "p1" }, { where: { tasks: (t) => eq(t.status, "OPEN") } }));
 */
export function collection<T, M extends Members, const I extends IndexNames<M> = never>(
  // Items have a parameter of their own, so that the compiler need not carry all types of the entities along with them.
  members: { readonly [L in keyof T]: { readonly "~types"?: { readonly item: T[L] } } } & {
    readonly [L in keyof M]: CollectionMember<M[L]>;
  },
  options: { readonly index?: I } = {},
): Collection<T, M, I> {
  const { index } = options;
  const models = new Map(
    Object.entries<{ readonly model: EntityModel }>(members).map(([label, { model }]) => [label, model]),
  );
  const model = checkMembers(models, index);
  const query = (key: object, given: CollectionOptions<M> = {}): unknown =>
    makeOperation({
      verb: "collection",
      by: collectionPlanner,
      model,
      members: models,
      index,
      key: key as Readonly<Record<string, unknown>>,
      where: (given.where ?? {}) as Readonly<Record<string, undefined>>,
      consistent: given.consistent ?? false,
      order: given.order ?? "ascending",
      limit: given.limit,
      pageSize: given.pageSize,
      maxPages: given.maxPages ?? defaultMaxPages,
      maxCapacity: given.maxCapacity,
      cursor: given.cursor,
    });
  return Object.freeze({ query }) as Collection<T, M, I>;
}

function checkMembers(models: ReadonlyMap<string, EntityModel>, index: string | undefined): EntityModel {
  const [first, ...others] = models;
  if (first === undefined) throw problem("members", "names no entity: collection({ tasks: Task, comments: Comment })");
  const [label, model] = first;
  for (const [other, { table }] of others) {
    if (table === model.table) continue;
    throw problem(
      other,
      `is in the table ${table.name}, and ${label} in ${model.table.name}: one query reads one table`,
    );
  }
  for (const [other, member] of models) {
    if (index === undefined || member.indexes.has(index)) continue;
    throw problem(other, `has no index ${index}: it has ${[...member.indexes.keys()].join(", ") || "none"}`);
  }
  const narrow = index !== undefined && [...models].find(([, member]) => targetOf(member, index).projection !== "ALL");
  if (narrow) throw problem("index", `${index} does not project ALL: its items would be incomplete`);
  const { shards } = targetOf(model, index);
  if (shards > 1)
    throw problem("index", `${index} spreads a partition over ${shards} shards, and a collection reads one partition`);
  const partition = partitionOf(model, index);
  for (const [other, member] of others) {
    if (partitionOf(member, index) === partition) continue;
    const message = `is in partitions "${partitionOf(member, index)}", and ${label} in "${partition}": a query reads one partition`;
    throw problem(other, message);
  }
  return model;
}

function partitionOf(model: EntityModel, index: string | undefined): string {
  return targetOf(model, index)
    .partition.map(({ text }) => text)
    .join(" and ");
}

function problem(label: string, message: string): ModelError {
  return new ModelError({ subject: "collection", problems: [{ path: label, message }] });
}
