import { canonicalJson } from "../facets.ts";
import { type Planning, updateTable, without } from "../planning.ts";
import type { ReplicaState, TableState } from "../state.ts";
import { replicaState } from "../state-of-description.ts";

/** The replicas of the table, one by one; those of a strongly consistent one all at once, as the service wants them. */
export function planReplicas(p: Planning): void {
  const { replicas } = p.settings;
  if (replicas === undefined) return;
  const wanted = new Map(
    Object.entries(replicas).map(([region, settings]) => [region, sharedPart(replicaState(settings))]),
  );
  const found = p.now.replicas;
  const isStrong = p.model.globalTable === "strong";
  const has = Object.keys(found).length > 0;
  if (has && isStrong !== (p.now.globalTable === "strong")) {
    p.cannot({
      what: `its replicas agree by "${p.now.globalTable ?? "eventual"}", and by "${p.model.globalTable ?? "eventual"}" in the model`,
      instead:
        "How replicas agree is set with the first of them. Create another table and copy the items, or delete all replicas first.",
    });
    return;
  }
  if (isStrong && !has) {
    if (wanted.size > 0) planStrong(p, wanted);
    return;
  }
  if (isStrong) {
    const [there, model] = [Object.keys(found).sort().join(", "), [...wanted.keys()].sort().join(", ")];
    if (there !== model || p.now.witness !== p.settings.witness) {
      p.cannot({
        what: `its replicas are in ${there}${witnessText(p.now.witness)}, and in ${model || "no other Region"}${witnessText(p.settings.witness)} in the model`,
        instead:
          "The Regions of a strongly consistent global table stay as they are. Create another table and copy the items.",
      });
      return;
    }
  }
  for (const [region, state] of wanted) planReplica(p, region, state);
}

/** Before the stream changes, which replicas need as it is. */
export function planReplicaDeletions(p: Planning): void {
  const { replicas } = p.settings;
  if (replicas === undefined || p.model.globalTable === "strong" || p.now.globalTable === "strong") return;
  for (const region of Object.keys(p.now.replicas)) if (!Object.hasOwn(replicas, region)) planDeletion(p, region);
}

function witnessText(witness: string | undefined): string {
  return witness === undefined ? "" : ` with a witness in ${witness}`;
}

function planStrong(p: Planning, wanted: ReadonlyMap<string, ReplicaState>): void {
  const { witness } = p.settings;
  const regions = [...wanted.keys()].join(" and ");
  p.move({
    sign: "+",
    what: `Replicate to ${regions}${witnessText(witness)}, strongly consistent. The table has to be empty.`,
    why: `its replicas in ${regions} are missing`,
    request: updateTable(p, {
      MultiRegionConsistency: "STRONG",
      ReplicaUpdates: [...wanted].map(([region, state]) => ({ Create: replicaInput(region, state) })),
      ...(witness !== undefined && { GlobalTableWitnessUpdates: [{ Create: { RegionName: witness } }] }),
    }),
    waits: "the table and all its replicas are ACTIVE",
    after: {
      ...p.now,
      globalTable: "strong",
      replicas: Object.fromEntries([...wanted].map(([region, state]) => [region, newReplica(p, state)])),
      ...(witness !== undefined && { witness }),
    },
  });
}

function planDeletion(p: Planning, region: string): void {
  const replicas = without(p.now.replicas, region);
  const after: TableState = { ...p.now, replicas };
  p.move({
    sign: "-",
    what: `Delete the replica in ${region}.`,
    why: `its replica in ${region} is not in the model`,
    request: updateTable(p, { ReplicaUpdates: [{ Delete: { RegionName: region } }] }),
    waits: `the replica in ${region} is gone`,
    danger: { kind: "delete-replica", why: `programs in ${region} have no table from now on` },
    after: Object.keys(replicas).length === 0 ? without(after, "globalTable") : after,
  });
}

function planReplica(p: Planning, region: string, wanted: ReplicaState): void {
  const found = p.now.replicas[region];
  if (found === undefined) {
    const why = `its replica in ${region} is missing`;
    if (p.now.stream !== undefined && p.now.stream !== "NEW_AND_OLD_IMAGES") {
      // Changes are replicated by a stream of both images, and that of the table was left as it is.
      p.leaveToo(why, "replace-stream");
      return;
    }
    if (p.now.billing === "provisioned" && p.isKnown("autoScaling") && p.now.scaling["table/write"] === undefined) {
      p.cannot({
        what: why,
        instead:
          "DynamoDB replicates a provisioned table only where its writes scale. Put billing into the model: on-demand, or provisioned with write: { min, max }.",
      });
      return;
    }
    p.move({
      sign: "+",
      what: `Replicate to ${region}.`,
      why,
      request: updateTable(p, { ReplicaUpdates: [{ Create: replicaInput(region, wanted) }] }),
      waits: `the replica in ${region} is ACTIVE, with the items that were there before`,
      after: {
        ...p.now,
        globalTable: "eventual",
        stream: p.now.stream ?? "NEW_AND_OLD_IMAGES",
        replicas: { ...p.now.replicas, [region]: newReplica(p, wanted) },
      },
    });
    return;
  }
  // What the model does not name stays.
  const merged: ReplicaState = {
    ...found,
    ...wanted,
    ...((found.indexes || wanted.indexes) && { indexes: { ...found.indexes, ...wanted.indexes } }),
  };
  if (canonicalJson(merged) === canonicalJson(found)) return;
  p.move({
    sign: "~",
    what: `Change the settings of the replica in ${region}.`,
    why: `its replica in ${region} has other settings than in the model`,
    request: updateTable(p, { ReplicaUpdates: [{ Update: replicaInput(region, changedParts(found, wanted)) }] }),
    waits: `the replica in ${region} is ACTIVE`,
    ...(((wanted.read ?? Infinity) < (found.read ?? 0) ||
      (wanted.maxReadUnits ?? Infinity) < (found.maxReadUnits ?? Infinity)) && {
      danger: { kind: "lower-capacity", why: `reads in ${region} above the new capacity are throttled` } as const,
    }),
    after: { ...p.now, replicas: { ...p.now.replicas, [region]: merged } },
  });
}

function changedParts(found: ReplicaState, wanted: ReplicaState): ReplicaState {
  return Object.fromEntries(
    Object.entries(wanted).filter(
      ([name, value]) => canonicalJson(value) !== canonicalJson(found[name as keyof ReplicaState] ?? null),
    ),
  );
}

function replicaInput(region: string, state: ReplicaState): object {
  const throughput = ({ read, maxReadUnits }: Pick<ReplicaState, "read" | "maxReadUnits">): object => ({
    ...(read !== undefined && { ProvisionedThroughputOverride: { ReadCapacityUnits: read } }),
    ...(maxReadUnits !== undefined && { OnDemandThroughputOverride: { MaxReadRequestUnits: maxReadUnits } }),
  });
  return {
    RegionName: region,
    ...(state.encryptionKey !== undefined && { KMSMasterKeyId: state.encryptionKey }),
    ...(state.tableClass !== undefined && {
      TableClassOverride: state.tableClass === "standard" ? "STANDARD" : "STANDARD_INFREQUENT_ACCESS",
    }),
    ...throughput(state),
    ...(state.indexes !== undefined && {
      GlobalSecondaryIndexes: Object.entries(state.indexes).map(([IndexName, index]) => ({
        IndexName,
        ...throughput(index),
      })),
    }),
  };
}

/** The settings of a replica that the table's own Region takes. */
function sharedPart({ tableClass, encryptionKey, read, maxReadUnits, indexes }: ReplicaState): ReplicaState {
  return {
    ...(tableClass !== undefined && { tableClass }),
    ...(encryptionKey !== undefined && { encryptionKey }),
    ...(read !== undefined && { read }),
    ...(maxReadUnits !== undefined && { maxReadUnits }),
    ...(indexes !== undefined && { indexes }),
  };
}

/** Nothing but what was asked for is on in a replica that has just been made; what only its Region tells is not known without a client. */
function newReplica({ hasRegions }: Planning, state: ReplicaState): ReplicaState {
  if (!hasRegions) return state;
  return { ...state, pointInTimeRecovery: 0, deletionProtection: false, contributorInsights: "off", tags: {} };
}
