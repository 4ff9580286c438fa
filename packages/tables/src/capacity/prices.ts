/** Prices of one table class. */
export interface ClassPrices {
  /** Of a million request units. */
  readonly onDemand: { readonly read: number; readonly write: number; readonly replicatedWrite: number };
  /** Of a unit per second, for an hour. */
  readonly provisioned: { readonly read: number; readonly write: number; readonly replicatedWrite: number };
  /** Of a GB (1,073,741,824 bytes) for a month. */
  readonly storage: number;
}

/** Prices of a Region, without taxes, discounts and reservations. */
export interface Prices {
  readonly region: string;
  /** The day that they were in force, as `2026-08-15`. */
  readonly date: string;
  readonly currency: string;
  readonly standard: ClassPrices;
  readonly infrequentAccess: ClassPrices;
  /** GB of the standard class that an account has free in a Region. */
  readonly freeStorage: number;
  /** Point-in-time recovery, of a GB for a month. */
  readonly pointInTimeRecovery: number;
}

/**
 * List prices of us-east-1 (N. Virginia) of 15 August 2026, in US dollars: a default to begin with. Other Regions cost more, and
 * prices change: take yours from the price list of AWS.
 *
 * @example
 * estimate({ ...workload, prices: { ...pricesUsEast1, region: "eu-west-1", standard: { ... } } });
 */
export const pricesUsEast1: Prices = {
  region: "us-east-1",
  date: "2026-08-15",
  currency: "USD",
  standard: {
    onDemand: { read: 0.125, write: 0.625, replicatedWrite: 0.625 },
    provisioned: { read: 0.00013, write: 0.00065, replicatedWrite: 0.00065 },
    storage: 0.25,
  },
  infrequentAccess: {
    onDemand: { read: 0.155, write: 0.78, replicatedWrite: 0.78 },
    provisioned: { read: 0.00016, write: 0.00081, replicatedWrite: 0.00081 },
    storage: 0.1,
  },
  freeStorage: 25,
  pointInTimeRecovery: 0.2,
};
