import type { TableModel } from "keywright";
import type { ClassPrices, Prices } from "./prices.ts";
import type { CapacityUnits } from "./units.ts";

/** What a month costs in one table class, in both ways of billing. Replicas are in it. */
export interface ClassCosts {
  /** Requests, where each is paid for. */
  readonly onDemand: number;
  /** Capacity by the hour, enough for the peak. */
  readonly provisioned: number;
  readonly storage: number;
}

export interface TableCosts {
  /** The class that the table's settings say. */
  readonly tableClass: "standard" | "infrequent-access";
  readonly standard: ClassCosts;
  readonly infrequentAccess: ClassCosts;
  /** Point-in-time recovery, where the settings have it. */
  readonly pointInTimeRecovery: number;
  /** The least share of provisioned capacity, on average, that must be used for it to be cheaper than on-demand requests. */
  readonly breakEven: CapacityUnits;
}

export interface TotalCosts {
  /** With on-demand requests: requests, storage and recovery, each table in its own class. */
  readonly onDemand: number;
  /** With provisioned capacity: the same. */
  readonly provisioned: number;
  /** The part of storage and recovery, which is in both. */
  readonly storage: number;
}

/** What is charged of a table. */
export interface Charged {
  readonly model: TableModel;
  readonly units: CapacityUnits;
  /** Of global indexes, each of which has capacity of its own. */
  readonly indexes: readonly CapacityUnits[];
  /** Write units per second of deletions that are free here. */
  readonly expired: number;
  readonly gigabytes: number;
}

export interface CostOptions {
  readonly prices: Prices;
  readonly peak: number;
  /** Share of provisioned capacity that is used at the peak. */
  readonly target: number;
  /** Free GB of the standard class. */
  readonly free: number;
}

const hours = 730;
const million = 1e6;

export function costsOf(charged: Charged, options: CostOptions): TableCosts {
  const { model, gigabytes } = charged;
  const { prices } = options;
  const replicas = Object.keys(model.settings?.replicas ?? {}).length;
  const copies = 1 + replicas;
  const tableClass = model.settings?.tableClass ?? "standard";
  const classPrices = tableClass === "standard" ? prices.standard : prices.infrequentAccess;
  const recovery = model.settings?.pointInTimeRecovery ?? false;
  return {
    tableClass,
    standard: classCosts(charged, prices.standard, replicas, options, options.free),
    infrequentAccess: classCosts(charged, prices.infrequentAccess, replicas, options, 0),
    pointInTimeRecovery: recovery === false ? 0 : gigabytes * copies * prices.pointInTimeRecovery,
    breakEven: {
      read: classPrices.provisioned.read / perUnitHour(classPrices.onDemand.read),
      write: classPrices.provisioned.write / perUnitHour(classPrices.onDemand.write),
    },
  };
}

/** What a unit each second costs in an hour, where each is paid for. */
function perUnitHour(ofMillion: number): number {
  return (ofMillion / million) * 3600;
}

function classCosts(
  { units, indexes, expired, gigabytes }: Charged,
  { onDemand, provisioned, storage }: ClassPrices,
  replicas: number,
  { peak, target }: CostOptions,
  free: number,
): ClassCosts {
  const all = [units, ...indexes];
  const read = all.reduce((sum, each) => sum + each.read, 0);
  const write = all.reduce((sum, each) => sum + each.write, 0);
  // What expires is deleted for nothing where it was written, and charged where that is repeated.
  const repeated = write + expired;
  const inOnDemand =
    perUnitHour(onDemand.read) * read +
    perUnitHour(onDemand.write) * write +
    perUnitHour(onDemand.replicatedWrite) * repeated * replicas;
  const reserved = (rate: number): number => (rate === 0 ? 0 : Math.max(1, Math.ceil((rate * peak) / target)));
  const inProvisioned = all.reduce(
    (sum, each, i) =>
      sum +
      provisioned.read * reserved(each.read) +
      provisioned.write * reserved(each.write) +
      provisioned.replicatedWrite * reserved(each.write + (i === 0 ? expired : 0)) * replicas,
    0,
  );
  return {
    onDemand: inOnDemand * hours,
    provisioned: inProvisioned * hours,
    storage: (Math.max(0, gigabytes - free) + gigabytes * replicas) * storage,
  };
}

export function totalOf(tables: readonly TableCosts[]): TotalCosts {
  let [onDemand, provisioned, storage] = [0, 0, 0];
  for (const { tableClass, standard, infrequentAccess, pointInTimeRecovery } of tables) {
    const own = tableClass === "standard" ? standard : infrequentAccess;
    onDemand += own.onDemand;
    provisioned += own.provisioned;
    storage += own.storage + pointInTimeRecovery;
  }
  return { onDemand: onDemand + storage, provisioned: provisioned + storage, storage };
}
