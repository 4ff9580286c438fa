import type { OnDemandThroughput, ProvisionedThroughput, WarmThroughput as WarmInput } from "@aws-sdk/client-dynamodb";
import type { IndexSettings, ProvisionedBilling, TableSettings, Units, WarmThroughput } from "keywright";

/** The units of a provisioned table or of one of its global indexes. An index without its own has as many as its table. */
function provisionedUnits(
  billing: ProvisionedBilling,
  index?: IndexSettings,
): { readonly read: Units; readonly write: Units } {
  return { read: index?.read ?? billing.read, write: index?.write ?? billing.write };
}

/** The units to begin with: of those that follow the use, the fewest. */
function startUnits(units: Units): number {
  return typeof units === "number" ? units : units.min;
}

/** What requests say of the throughput of a table, or of one of its global indexes. */
export function throughputInput(
  settings: TableSettings,
  index?: IndexSettings,
): {
  ProvisionedThroughput?: ProvisionedThroughput;
  OnDemandThroughput?: OnDemandThroughput;
  WarmThroughput?: WarmInput;
} {
  const { billing } = settings;
  const warm = warmInput((index ?? settings).warmThroughput);
  if (billing?.mode === "provisioned") {
    const { read, write } = provisionedUnits(billing, index);
    return {
      ProvisionedThroughput: { ReadCapacityUnits: startUnits(read), WriteCapacityUnits: startUnits(write) },
      ...warm,
    };
  }
  const { maxReadUnits, maxWriteUnits } = index ?? billing ?? {};
  return {
    ...((maxReadUnits !== undefined || maxWriteUnits !== undefined) && {
      OnDemandThroughput: {
        ...(maxReadUnits !== undefined && { MaxReadRequestUnits: maxReadUnits }),
        ...(maxWriteUnits !== undefined && { MaxWriteRequestUnits: maxWriteUnits }),
      },
    }),
    ...warm,
  };
}

function warmInput(warm: WarmThroughput | undefined): { WarmThroughput?: WarmInput } {
  if (warm === undefined) return {};
  return {
    WarmThroughput: {
      ...(warm.readUnits !== undefined && { ReadUnitsPerSecond: warm.readUnits }),
      ...(warm.writeUnits !== undefined && { WriteUnitsPerSecond: warm.writeUnits }),
    },
  };
}
