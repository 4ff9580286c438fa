import type { AutoScaling, IndexSettings, ProvisionedBilling } from "keywright";
import type { Planning } from "../planning.ts";
import type { CapacityState, ScalingState } from "../state.ts";

type Units = ProvisionedBilling["read"];

/** What the model says of the capacity of the table or of one index; absent where it says nothing. */
export interface WantedCapacity {
  readonly read?: Units;
  readonly write?: Units;
  /** `null`: no limit. */
  readonly maxReadUnits?: number | null;
  readonly maxWriteUnits?: number | null;
}

/** Of the table. */
export function tableCapacity({ settings: { billing } }: Pick<Planning, "settings">): WantedCapacity {
  if (billing === undefined) return {};
  return billing.mode === "provisioned"
    ? { read: billing.read, write: billing.write }
    : { maxReadUnits: billing.maxReadUnits ?? null, maxWriteUnits: billing.maxWriteUnits ?? null };
}

/** Of a global index. Where the model names the way of billing, an index without settings has the units of the table, or no limit. */
export function indexCapacity({ settings }: Pick<Planning, "settings">, name: string): WantedCapacity {
  const { billing } = settings;
  const own: IndexSettings = settings.indexes?.[name] ?? {};
  if (billing?.mode === "provisioned") return { read: own.read ?? billing.read, write: own.write ?? billing.write };
  if (billing?.mode === "on-demand") {
    return { maxReadUnits: own.maxReadUnits ?? null, maxWriteUnits: own.maxWriteUnits ?? null };
  }
  return {
    ...(own.read !== undefined && { read: own.read }),
    ...(own.write !== undefined && { write: own.write }),
    ...(own.maxReadUnits !== undefined && { maxReadUnits: own.maxReadUnits }),
    ...(own.maxWriteUnits !== undefined && { maxWriteUnits: own.maxWriteUnits }),
  };
}

/** An index is made with units where the table is provisioned, and with limits where it has any. */
export function newIndexCapacity(p: Planning, name: string): CapacityState {
  const wanted = indexCapacity(p, name);
  const { billing, capacity } = p.now;
  if (billing === "provisioned") {
    return {
      read: firstUnits(wanted.read) ?? capacity.read ?? 1,
      write: firstUnits(wanted.write) ?? capacity.write ?? 1,
    };
  }
  return limits(wanted);
}

/** Units to begin with: auto scaling begins at its least. */
export function firstUnits(units: Units | undefined): number | undefined {
  return typeof units === "object" ? units.min : units;
}

function limits({ maxReadUnits, maxWriteUnits }: WantedCapacity): CapacityState {
  return {
    ...(typeof maxReadUnits === "number" && { maxReadUnits }),
    ...(typeof maxWriteUnits === "number" && { maxWriteUnits }),
  };
}

/** Units and limits as `CreateTable` and `UpdateTable` take them, where there are any. */
export function capacityInput({ read, write, maxReadUnits, maxWriteUnits }: CapacityState): object {
  return {
    ...(read !== undefined &&
      write !== undefined && { ProvisionedThroughput: { ReadCapacityUnits: read, WriteCapacityUnits: write } }),
    ...((maxReadUnits !== undefined || maxWriteUnits !== undefined) && {
      OnDemandThroughput: {
        ...(maxReadUnits !== undefined && { MaxReadRequestUnits: maxReadUnits }),
        ...(maxWriteUnits !== undefined && { MaxWriteRequestUnits: maxWriteUnits }),
      },
    }),
  };
}

export function scalingState({ min, max, target = 70 }: AutoScaling): ScalingState & { readonly target: number } {
  return { min, max, target };
}
