import type { AnyTable } from "keywright";
import { createTableInput } from "../model/create-table-input.ts";
import { keyDifferences } from "../model/differences.ts";
import { changesBetween, hashOf } from "./facets.ts";
import { type Leave, type Planning, startPlanning } from "./planning.ts";
import type { TableState } from "./state.ts";
import { stateOfInput } from "./state-of-input.ts";
import { planBillingMode, planCapacity } from "./steps/plan-billing.ts";
import { planEncryption } from "./steps/plan-encryption.ts";
import { planIndexDeletions, planIndexes } from "./steps/plan-indexes.ts";
import { planInsights } from "./steps/plan-insights.ts";
import { planKinesis } from "./steps/plan-kinesis.ts";
import { planProtectionOff, planProtectionOn, planRecovery } from "./steps/plan-protection.ts";
import { planReplicaSettings } from "./steps/plan-replica-settings.ts";
import { planReplicaDeletions, planReplicas } from "./steps/plan-replicas.ts";
import { ignoreScaledUnits, planScaling, planScalingEnd } from "./steps/plan-scaling.ts";
import { planStream } from "./steps/plan-stream.ts";
import { planResourcePolicy, planTags } from "./steps/plan-tags.ts";
import { planTableClass, planWarmThroughput } from "./steps/plan-throughput.ts";
import { planTimeToLive } from "./steps/plan-time-to-live.ts";
import type { PlanStep, TablePlan } from "./table-plan.ts";

// The order in which the service takes the changes, and in which least is lost when the plan is interrupted: what protects
// comes first, what takes protection away last; old indexes make room for new ones, which are made with the units of the new
// way of billing; replicas come when the table is as they shall be.
const inOrder: readonly ((p: Planning) => void)[] = [
  planProtectionOn,
  planRecovery,
  planEncryption,
  planTableClass,
  planScalingEnd,
  planIndexDeletions,
  planBillingMode,
  planIndexes,
  planCapacity,
  planWarmThroughput,
  ignoreScaledUnits,
  planScaling,
  planReplicaDeletions,
  planStream,
  planTimeToLive,
  planKinesis,
  planInsights,
  planTags,
  planReplicas,
  planReplicaSettings,
  planResourcePolicy,
  planProtectionOff,
];

/** What leads from the state that was found to the model. Makes no request. */
export function planChanges(
  table: AnyTable,
  options: {
    /** The name of the table in the service. */
    readonly name: string;
    /** `undefined`: there is no table. */
    readonly found: TableState | undefined;
    /** Whether there are clients for other Regions. */
    readonly hasRegions: boolean;
    /** Parts of the state that could not be read. */
    readonly unreadable: readonly string[];
    readonly leave: Leave;
  },
): TablePlan {
  const { name, found, unreadable } = options;
  const { model } = table;
  const hash = hashOf(found);
  if (found !== undefined) {
    const keys = keyDifferences(model, found);
    if (keys.length > 0) {
      const instead =
        "The key of a table stays as it was made. Check that this is the right table; else create one by another name and copy the items.";
      const cannot = keys.map((what) => ({ what, instead }));
      const none = { steps: [], left: [], unknown: [], ignored: [] };
      return { format: 1, table: name, hash, found, differences: keys, cannot, ...none };
    }
  }
  const creation = found === undefined ? createStep(table, name) : undefined;
  const { planning, collected } = startPlanning({
    ...options,
    model,
    table: name,
    found: found ?? creation?.after ?? fail(),
    steps: creation === undefined ? [] : [creation.step],
    // Of a table that is made here everything is known.
    unreadable: found === undefined ? [] : unreadable,
  });
  for (const plan of inOrder) plan(planning);
  const { steps, cannot, left } = collected;
  const differences = new Set([
    ...steps.map(({ why }) => why),
    ...cannot.map(({ what }) => what),
    ...left.map(({ what }) => what),
  ]);
  return {
    format: 1,
    table: name,
    hash,
    ...(found !== undefined && { found }),
    differences: [...differences],
    ...collected,
    ignored: [...collected.ignored, ...unreadable],
  };
}

function fail(): never {
  throw new Error("a table is there, or is made by the first step");
}

function createStep(table: AnyTable, name: string): { readonly step: PlanStep; readonly after: TableState } {
  const input = createTableInput(table, { name });
  const after = stateOfInput(input);
  const indexes = Object.keys(after.indexes).length;
  const step: PlanStep = {
    sign: "+",
    what: `Create the table '${name}'${indexes === 0 ? "" : ` with ${indexes} ${indexes === 1 ? "index" : "indexes"}`}.`,
    why: `there is no table '${name}'`,
    request: { service: "dynamodb", name: "CreateTable", input },
    waits: "the table and its indexes are ACTIVE",
    changes: changesBetween(undefined, after),
  };
  return { step, after };
}
