import type { TableModel } from "keywright";
import { type CostOptions, costsOf, type TableCosts, type TotalCosts, totalOf } from "./cost.ts";
import { type Consumed, consumedBy, type Known } from "./operation-units.ts";
import { type Prices, pricesUsEast1 } from "./prices.ts";
import { mean, sizedItems } from "./sizes.ts";
import { storedBytes, type TableStorage } from "./storage.ts";
import type { CapacityUnits } from "./units.ts";
import type { EntityLoad, OperationLoad, Workload } from "./workload.ts";

/** What one operation of a workload consumes. */
export interface OperationEstimate {
  readonly entity: string;
  readonly label: string;
  readonly perSecond: number;
  /** Capacity units of one call, on average. */
  readonly read: number;
  readonly write: number;
  /** The part of the table itself. */
  readonly table: number;
  /** The part of each index that has one. */
  readonly indexes: Readonly<Record<string, number>>;
  /** The part of claims of unique attributes. */
  readonly claims: number;
}

/** What a table needs. */
export interface TableEstimate {
  readonly table: string;
  /** CapacityUnits per second of the table, with its local indexes: they use its capacity. */
  readonly units: CapacityUnits;
  /** CapacityUnits per second of each global index. */
  readonly indexes: Readonly<Record<string, CapacityUnits>>;
  readonly storage: TableStorage;
  readonly costs: TableCosts;
}

/** What a workload consumes and costs. */
export interface Estimate {
  readonly operations: readonly OperationEstimate[];
  readonly tables: readonly TableEstimate[];
  /** Of all tables, for a month of 730 hours. */
  readonly monthly: TotalCosts;
  readonly prices: Prices;
  /** What was assumed, and what is not in it. */
  readonly notes: readonly string[];
}

interface Load {
  read: number;
  write: number;
}

interface Sums {
  readonly model: TableModel;
  readonly own: Load;
  readonly indexes: Map<string, Load>;
  /** Write units per second that are free here, and charged in other Regions. */
  expired: number;
}

/**
 * Estimates what a workload consumes and costs: read and write units of each operation by the sizes of items, of each index that a
 * write changes, of transactions and claims; storage; on-demand and provisioned capacity, and where one begins to be cheaper than
 * the other; both table classes. Prices are list prices of a date: see `pricesUsEast1`. No request is made.
 *
 * @throws TableError `workload-invalid` for indexes and attributes that there are not, and for numbers out of their range
 * @example
 * const { monthly } = estimate({
 *   entities: [
 *     {
 *       entity: Task, items: 5_000_000, sizes: measureSizes(Task, sample),
 *       operations: [{ verb: "get", perSecond: 200 }, { verb: "update", changes: ["status"], perSecond: 20 }],
 *     },
 *   ],
 * });
 * console.log(monthly.onDemand, monthly.provisioned);
 */
export function estimate(workload: Workload): Estimate {
  const prices = workload.prices ?? pricesUsEast1;
  const notes: string[] = [];
  const note = (text: string): void => {
    if (!notes.includes(text)) notes.push(text);
  };
  const sums = new Map<string, Sums>();
  const storage = new Map<string, { bytes: number; items: number }>();
  const operations = workload.entities.flatMap((load) => estimateEntity(load, sums, storage, note));
  const options: CostOptions = {
    prices,
    peak: workload.traffic?.peak ?? 1,
    target: (workload.traffic?.target ?? 70) / 100,
    free: workload.freeStorage === true ? prices.freeStorage : 0,
  };
  const tables = Array.from(sums.values(), ({ model, own, indexes, expired }): TableEstimate => {
    const { bytes = 0, items = 0 } = storage.get(model.name) ?? {};
    const global = [...indexes].filter(([name]) => model.indexes.get(name)?.type === "global");
    const local = [...indexes].filter(([name]) => model.indexes.get(name)?.type !== "global").map(([, units]) => units);
    const units = [own, ...local].reduce((a, b) => ({ read: a.read + b.read, write: a.write + b.write }));
    const stored = { bytes, gigabytes: bytes / 2 ** 30, items };
    return {
      table: model.name,
      units,
      indexes: Object.fromEntries(global),
      storage: stored,
      costs: costsOf(
        { model, units, indexes: global.map(([, each]) => each), expired, gigabytes: stored.gigabytes },
        options,
      ),
    };
  });
  note(`prices are list prices of ${prices.region} of ${prices.date}: check them`);
  note("backups, exports, streams, data transfer and reserved capacity are not in it");
  return { operations, tables, monthly: totalOf(tables.map(({ costs }) => costs)), prices, notes };
}

function estimateEntity(
  load: EntityLoad,
  sums: Map<string, Sums>,
  storage: Map<string, { bytes: number; items: number }>,
  note: (text: string) => void,
): readonly OperationEstimate[] {
  const { entity, items = 0 } = load;
  const { model } = entity;
  const known: Known = { model, sizes: sizedItems(model, load.sizes, note), items, note };
  const stored = storage.get(model.table.name) ?? { bytes: 0, items: 0 };
  storage.set(model.table.name, {
    bytes: stored.bytes + storedBytes(model, known.sizes, items),
    items: stored.items + items,
  });
  const own = sumsOf(sums, model.table);
  return load.operations.map((operation) => {
    const consumed = consumedOf(known, operation);
    const { perSecond } = operation;
    own.own[consumed.kind] += perSecond * consumed.table;
    for (const [name, units] of Object.entries(consumed.indexes)) {
      const index = own.indexes.get(name) ?? { read: 0, write: 0 };
      index[consumed.kind] += perSecond * units;
      own.indexes.set(name, index);
    }
    if (model.unique) sumsOf(sums, model.unique.table).own.write += perSecond * consumed.claims;
    if ("verb" in operation && operation.verb === "expire") {
      own.expired += perSecond * mean(known.sizes, ({ bytes }) => Math.max(1, Math.ceil(bytes / 1024)));
    }
    const all = consumed.table + consumed.claims + Object.values(consumed.indexes).reduce((a, b) => a + b, 0);
    return {
      entity: model.name,
      label: labelOf(operation),
      perSecond,
      read: consumed.kind === "read" ? all : 0,
      write: consumed.kind === "write" ? all : 0,
      table: consumed.table,
      indexes: consumed.indexes,
      claims: consumed.claims,
    };
  });
}

function sumsOf(sums: Map<string, Sums>, model: TableModel): Sums {
  const found = sums.get(model.name) ?? { model, own: { read: 0, write: 0 }, indexes: new Map(), expired: 0 };
  sums.set(model.name, found);
  return found;
}

function consumedOf(known: Known, operation: OperationLoad): Consumed {
  if (!("explained" in operation)) return consumedBy(known, operation);
  const { capacity } = operation.explained;
  for (const text of capacity.exact ? [] : capacity.basis) known.note(text);
  return {
    kind: capacity.write > 0 ? "write" : "read",
    table: capacity.table,
    indexes: capacity.indexes,
    claims: 0,
  };
}

function labelOf(operation: OperationLoad): string {
  if (operation.label !== undefined) return operation.label;
  if ("explained" in operation) return operation.explained.requests[0]?.request ?? "nothing";
  const index = "index" in operation && operation.index !== undefined ? ` ${operation.index}` : "";
  const consistent = "consistent" in operation && operation.consistent === true ? ", consistent" : "";
  const transaction = "transaction" in operation && operation.transaction === true ? ", in a transaction" : "";
  return `${operation.verb}${index}${consistent}${transaction}`;
}
