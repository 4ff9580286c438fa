import { type AnyEntity, type EntityModel, itemSize, type TableModel, type WireItem } from "keywright";
import { TableError } from "../error/table-error.ts";

/** Items of one size. Sizes are as DynamoDB counts them: see `itemSize` and `measureSizes`. */
export interface ItemSize {
  /** Bytes of the whole item, names and keys included. */
  readonly bytes: number;
  /** How many of all items are like this, compared with the others; 1 by default. */
  readonly share?: number;
  /** Bytes of its entry in each index; `null` where it has none. What is left out is assumed: see `ItemSizes`. */
  readonly indexes?: { readonly [index: string]: number | null };
}

/**
 * The sizes of an entity's items: of all of them, or a distribution. An entry of an index that projects everything is as large as
 * its item; of another one, where nothing is said, 100 bytes or the item's size.
 */
export type ItemSizes = number | readonly ItemSize[];

/** A size with its share of all items, and the entries of every index that the entity uses. */
export interface SizedItem {
  readonly bytes: number;
  readonly share: number;
  /** Bytes by index; none for an index that does not hold the item. */
  readonly entries: ReadonlyMap<string, number>;
}

const assumedEntry = 100;

/** @throws TableError `workload-invalid` for sizes that are none */
export function sizedItems(model: EntityModel, sizes: ItemSizes, note: (text: string) => void): readonly SizedItem[] {
  const all: readonly ItemSize[] = typeof sizes === "number" ? [{ bytes: sizes }] : sizes;
  const total = all.reduce((sum, { share = 1 }) => sum + share, 0);
  if (!(total > 0) || all.some(({ bytes, share = 1 }) => !(bytes >= 0 && bytes <= 409_600) || !(share >= 0))) {
    throw new TableError({
      code: "workload-invalid",
      table: model.table.name,
      message: `The sizes of ${model.name} are bytes from 0 to 409600, with shares of 0 or more that are not all 0.`,
    });
  }
  return all.map(({ bytes, share = 1, indexes = {} }) => ({
    bytes,
    share: share / total,
    entries: entriesOf(model, bytes, indexes, note),
  }));
}

function entriesOf(
  model: EntityModel,
  bytes: number,
  given: NonNullable<ItemSize["indexes"]>,
  note: (text: string) => void,
): ReadonlyMap<string, number> {
  const entries = new Map<string, number>();
  for (const { name, projection } of model.table.indexes.values()) {
    const known = Object.hasOwn(given, name) ? given[name] : undefined;
    if (known === null || (known === undefined && !model.indexes.has(name))) continue;
    if (known === undefined && projection !== "ALL") {
      note(
        `entries of ${model.name} in ${name} are of ${assumedEntry} bytes, which is assumed: measure them, or give 'indexes'`,
      );
    }
    entries.set(name, known ?? (projection === "ALL" ? bytes : Math.min(bytes, assumedEntry)));
  }
  return entries;
}

/** The mean of something over a distribution. */
export function mean(items: readonly SizedItem[], of: (item: SizedItem) => number): number {
  return items.reduce((sum, item) => sum + item.share * of(item), 0);
}

/** An entity that says what a new item would be stored as. */
export interface MeasurableEntity extends AnyEntity {
  readonly create: (item: never) => { explain(): { readonly requests: readonly { readonly input: object }[] } };
}

/**
 * Measures a sample of items, as `create` takes them or a read gives them: their sizes and those of their index entries, keys and
 * what the library stores beside the attributes included. No request is made.
 *
 * @throws ValidationError for an item that does not fit the schema
 * @example
 * estimate({ entities: [{ entity: Task, sizes: measureSizes(Task, tasks), operations: [] }] });
 */
export function measureSizes<E extends MeasurableEntity>(entity: E, items: readonly object[]): readonly ItemSize[] {
  return measureStored(
    entity.model.table,
    // The schema checks what the compiler does not know of the items.
    items.map((item) => storedItem(entity.create(item as never).explain().requests)),
  );
}

/** The item among the actions of a creation: with unique attributes there are claims behind it. */
function storedItem([request]: readonly { readonly input: object }[]): WireItem {
  const input = (request?.input ?? {}) as {
    readonly Item?: WireItem;
    readonly TransactItems?: readonly { readonly Put?: { readonly Item: WireItem } }[];
  };
  return input.Item ?? input.TransactItems?.[0]?.Put?.Item ?? {};
}

/**
 * Measures items as they are stored, in DynamoDB's own form: what a `Scan` of the SDK's client gives. No request is made.
 *
 * @example
 * const { Items = [] } = await client.send(new ScanCommand({ TableName: "prod-TaskApp", Limit: 1000 }));
 * const sizes = measureStored(taskTable.model, Items);
 */
export function measureStored(table: TableModel, items: readonly WireItem[]): readonly ItemSize[] {
  return items.map((item) => ({
    bytes: itemSize(item),
    indexes: Object.fromEntries(
      Array.from(table.indexes.values(), (index) => [index.name, entrySize(table, index, item)]),
    ),
  }));
}

type IndexModel = TableModel["indexes"] extends ReadonlyMap<string, infer I> ? I : never;

/** Bytes of an item's entry in an index; `null` where it lacks one of the index keys. */
function entrySize(table: TableModel, index: IndexModel, item: WireItem): number | null {
  const held = heldNames(table, index);
  const keys = [...index.partitionKeys, ...index.sortKeys];
  if (keys.some(({ name }) => !Object.hasOwn(item, name))) return null;
  if (index.projection === "ALL") return itemSize(item);
  return itemSize(Object.fromEntries(Object.entries(item).filter(([name]) => held.has(name))));
}

/** Names in the table of what an index holds that does not project everything. */
export function heldNames(table: TableModel, index: IndexModel): ReadonlySet<string> {
  const keys = [
    ...index.partitionKeys,
    ...index.sortKeys,
    table.partitionKey,
    ...(table.sortKey ? [table.sortKey] : []),
  ];
  return new Set([...keys.map(({ name }) => name), ...(typeof index.projection === "string" ? [] : index.projection)]);
}
