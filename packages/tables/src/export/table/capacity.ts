import type { AutoScaling } from "keywright";

/** Provisioned capacity: what a table begins with, and between what limits it then follows the use. */
export interface Capacity {
  /** Units per second; of capacity that follows the use the least. */
  readonly units: number;
  readonly scaling?: Required<AutoScaling>;
}

// What AWS's own consoles and constructs take where nothing is said.
const defaultTarget = 70;

export function readCapacity(units: number | AutoScaling): Capacity {
  if (typeof units === "number") return { units };
  return { units: units.min, scaling: { target: defaultTarget, ...units } };
}

/** How a table is paid for. */
export type Billing =
  | { readonly mode: "on-demand"; readonly limits: Limits }
  | { readonly mode: "provisioned"; readonly read: Capacity; readonly write: Capacity };

/** Request units per second that an on-demand table or index does not exceed. */
export interface Limits {
  readonly read?: number;
  readonly write?: number;
}

export function readLimits(given: {
  readonly maxReadUnits?: number | undefined;
  readonly maxWriteUnits?: number | undefined;
}): Limits {
  return {
    ...(given.maxReadUnits !== undefined && { read: given.maxReadUnits }),
    ...(given.maxWriteUnits !== undefined && { write: given.maxWriteUnits }),
  };
}

/** Limits as DynamoDB's requests and the resources that copy them name them; nothing where there are none. */
export function onDemandThroughput(
  limits: Limits,
): { readonly MaxReadRequestUnits?: number; readonly MaxWriteRequestUnits?: number } | undefined {
  if (limits.read === undefined && limits.write === undefined) return undefined;
  return {
    ...(limits.read !== undefined && { MaxReadRequestUnits: limits.read }),
    ...(limits.write !== undefined && { MaxWriteRequestUnits: limits.write }),
  };
}
