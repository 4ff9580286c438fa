import { type Billing, type Capacity, readCapacity } from "../table/capacity.ts";
import type { ExportedTable } from "../table/exported-table.ts";
import type { WorkbenchCapacity, WorkbenchScaling, WorkbenchTable } from "./model.ts";
import { readBilling } from "./table.ts";

/** How a table is paid for. What was there before stays where it says the same: it also knows with what capacity scaling began. */
export function capacitySettings(
  { billing }: ExportedTable,
  before: WorkbenchTable | undefined,
): Pick<WorkbenchTable, "BillingMode" | "ProvisionedCapacitySettings"> {
  if (billing.mode === "on-demand") return { BillingMode: "PAY_PER_REQUEST" };
  return {
    BillingMode: "PROVISIONED",
    ProvisionedCapacitySettings:
      before?.ProvisionedCapacitySettings && isSame(billing, before)
        ? before.ProvisionedCapacitySettings
        : written(billing.read, billing.write),
  };
}

function isSame(billing: Billing, before: WorkbenchTable): boolean {
  const its = readBilling(before);
  if (its === undefined || billing.mode === "on-demand") return false;
  const text = ({ units, scaling }: Capacity): string =>
    JSON.stringify(scaling ? [scaling.min, scaling.max, scaling.target] : units);
  return text(readCapacity(its.read)) === text(billing.read) && text(readCapacity(its.write)) === text(billing.write);
}

function written(read: Capacity, write: Capacity): WorkbenchCapacity {
  return {
    ProvisionedThroughput: { ReadCapacityUnits: read.units, WriteCapacityUnits: write.units },
    ...(read.scaling && { AutoScalingRead: scaling(read.scaling) }),
    ...(write.scaling && { AutoScalingWrite: scaling(write.scaling) }),
  };
}

function scaling({ min, max, target }: NonNullable<Capacity["scaling"]>): WorkbenchScaling {
  return {
    ScalableTargetRequest: {
      MinCapacity: min,
      MaxCapacity: max,
      ServiceRole: "AWSServiceRoleForApplicationAutoScaling_DynamoDBTable",
    },
    ScalingPolicyConfiguration: { TargetValue: target },
  };
}
