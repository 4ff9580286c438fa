import type { EntityModel } from "keywright";
import { TableError } from "../error/table-error.ts";
import { everythingButKeys, indexUnits, type Touched, touchedBy } from "./changes.ts";
import { type ItemSizes, mean, type SizedItem, sizedItems } from "./sizes.ts";
import { rangeUnits, readUnits, writeUnits } from "./units.ts";
import type { GetLoad, OperationLoad, QueryLoad, ScanLoad, WriteLoad } from "./workload.ts";

/** What one call consumes, on average: of the table, of each index, and of the table that holds claims of unique attributes. */
export interface Consumed {
  readonly kind: "read" | "write";
  readonly table: number;
  readonly indexes: Readonly<Record<string, number>>;
  /** Write units of claims, where the entity has unique attributes. */
  readonly claims: number;
}

/** What is known of an entity. */
export interface Known {
  readonly model: EntityModel;
  readonly sizes: readonly SizedItem[];
  readonly items: number;
  readonly note: (text: string) => void;
}

/** @throws TableError `workload-invalid` for indexes and attributes that there are not, and for shares beyond 0 and 1 */
export function consumedBy(known: Known, load: Exclude<OperationLoad, { readonly explained: unknown }>): Consumed {
  switch (load.verb) {
    case "get":
    case "batchGet":
    case "transactGet":
      return ofGet(known, load);
    case "query":
    case "scan":
      return ofRange(known, load);
    case "expire":
      // DynamoDB deletes for nothing what has expired.
      return { kind: "write", table: 0, indexes: {}, claims: 0 };
    default:
      return ofWrite(known, load);
  }
}

function ofGet({ model, sizes }: Known, { verb, consistent = false, missing = 0 }: GetLoad): Consumed {
  checkShare(model, "missing", missing);
  const isTransaction = verb === "transactGet";
  const factor = isTransaction ? 2 : 1;
  const units = (bytes: number): number => readUnits(bytes, isTransaction || consistent) * factor;
  const table = missing * units(0) + (1 - missing) * mean(sizes, ({ bytes }) => units(bytes));
  return { kind: "read", table, indexes: {}, claims: 0 };
}

function ofRange({ model, sizes, items: stored }: Known, load: QueryLoad | ScanLoad): Consumed {
  const { index, consistent = false } = load;
  if (index !== undefined && !model.table.indexes.has(index)) throw noIndex(model, index);
  const isGlobal = index !== undefined && model.table.indexes.get(index)?.type === "global";
  if (isGlobal && consistent) {
    throw invalid(model, `The index '${index}' is a global one, which cannot be read consistently`);
  }
  const inRange = index === undefined ? sizes : sizes.filter(({ entries }) => entries.has(index));
  const share = inRange.reduce((sum, each) => sum + each.share, 0);
  const sizeOf = ({ bytes, entries }: SizedItem): number => (index === undefined ? bytes : (entries.get(index) ?? 0));
  // A query evaluates items that are in the index; a scan finds those that are.
  const each = share === 0 ? 0 : mean(inRange, sizeOf) / share;
  const count = load.verb === "scan" ? stored * share : load.items;
  const shards = load.verb === "scan" ? 1 : shardsOf(model, index);
  const here = shards * rangeUnits((count * each) / shards, consistent);
  const again = load.verb === "query" ? completed(load, inRange, share) : 0;
  return {
    kind: "read",
    table: index === undefined ? here : again,
    indexes: index === undefined ? {} : { [index]: here },
    claims: 0,
  };
}

/** A partition that is spread over shards is read by a request for each. */
function shardsOf(model: EntityModel, index: string | undefined): number {
  const partition = index === undefined ? [] : (model.indexes.get(index)?.partition ?? []);
  return Math.max(1, ...partition.map(({ shards = 1 }) => shards));
}

/** What is read from the table beside an index: each item is rounded for itself. */
function completed(
  { items, hydrate = false, fetches = false, consistent = false }: QueryLoad,
  inRange: readonly SizedItem[],
  share: number,
): number {
  if ((hydrate === false && !fetches) || share === 0) return 0;
  const isConsistent = hydrate === false ? consistent : hydrate === "consistent";
  return (items * mean(inRange, ({ bytes }) => readUnits(bytes, isConsistent))) / share;
}

function ofWrite(known: Known, load: WriteLoad): Consumed {
  const { model, sizes } = known;
  const { verb, missing = 0, fails = 0, changes, to } = load;
  checkShare(model, "missing", missing);
  checkShare(model, "fails", fails);
  const claimed = claimUnits(model, load);
  const factor = load.transaction || verb === "check" || claimed > 0 ? 2 : 1;
  const touched = changes === undefined ? everythingButKeys(model) : touchedBy(model, changes);
  const outcomes = outcomesOf(known, verb, missing, to);
  let table = 0;
  const indexes: Record<string, number> = {};
  for (const { share, before, after } of outcomes) {
    const images = [before, after].flatMap((image) => (image === undefined ? [] : [writeUnits(image.bytes)]));
    table += share * factor * Math.max(1, ...images);
    for (const [name, units] of unitsOf(model, verb, before, after, touched)) {
      indexes[name] = (indexes[name] ?? 0) + share * (1 - fails) * units;
    }
  }
  const failed = factor * (verb === "create" ? 1 : mean(sizes, ({ bytes }) => writeUnits(bytes)));
  return { kind: "write", table: (1 - fails) * table + fails * failed, indexes, claims: claimed };
}

function unitsOf(
  { table }: EntityModel,
  verb: WriteLoad["verb"],
  before: SizedItem | undefined,
  after: SizedItem | undefined,
  touched: Touched,
): ReadonlyMap<string, number> {
  return verb === "check" ? new Map() : indexUnits(table, before, after, touched);
}

interface Outcome {
  readonly share: number;
  readonly before: SizedItem | undefined;
  readonly after: SizedItem | undefined;
}

/** What is stored before a write and after it, in each case, with the share of the case. */
function outcomesOf(
  { model, sizes, note }: Known,
  verb: WriteLoad["verb"],
  missing: number,
  to: ItemSizes | undefined,
): readonly Outcome[] {
  const later = to === undefined ? undefined : sizedItems(model, to, note);
  const created = (later ?? sizes).map((after) => ({ share: after.share, before: undefined, after }));
  if (verb === "create") return created;
  const found = sizes.flatMap((before): readonly Outcome[] => {
    if (verb === "delete") return [{ share: before.share, before, after: undefined }];
    if (later === undefined) return [{ share: before.share, before, after: before }];
    return later.map((after) => ({ share: before.share * after.share, before, after }));
  });
  const absent: readonly Outcome[] =
    verb === "delete" || verb === "check" ? [{ share: 1, before: undefined, after: undefined }] : created;
  const weighed = (outcomes: readonly Outcome[], weight: number): readonly Outcome[] =>
    weight === 0 ? [] : outcomes.map((outcome) => ({ ...outcome, share: outcome.share * weight }));
  return [...weighed(found, 1 - missing), ...weighed(absent, missing)];
}

/** A claim is an item of less than 1 KB, which is written in the transaction of its item. */
function claimUnits(model: EntityModel, { verb, changes, missing = 0 }: WriteLoad): number {
  const constraints = model.unique?.constraints ?? [];
  if (verb === "check") return 0;
  if (verb === "create") return 2 * constraints.length;
  if (verb === "delete") return 2 * constraints.length * (1 - missing);
  // Where a unique attribute changes, one claim is taken and one is left.
  const changing = constraints.filter(({ attributes }) => attributes.some((name) => changes?.includes(name) ?? false));
  const taken = verb === "update" ? 0 : 2 * constraints.length * missing;
  return taken + 4 * changing.length * (1 - missing);
}

function checkShare(model: EntityModel, name: string, share: number): void {
  if (share >= 0 && share <= 1) return;
  throw invalid(model, `'${name}' of ${model.name} is a share from 0 to 1, and ${share} is none`);
}

function noIndex(model: EntityModel, index: string): TableError {
  const names = [...model.table.indexes.keys()].join(", ");
  return invalid(model, `'${model.table.name}' has no index '${index}'${names === "" ? "" : `; it has ${names}`}`);
}

function invalid(model: EntityModel, message: string): TableError {
  return new TableError({ code: "workload-invalid", table: model.table.name, message: `${message}.` });
}
