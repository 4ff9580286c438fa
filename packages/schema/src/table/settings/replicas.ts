import type { GlobalTable, StreamView } from "../definition.ts";
import { isRecord, type Problems } from "../problems.ts";
import { notRegion, regionForm, regionOfKey } from "./names.ts";

type Unread = Readonly<Record<string, unknown>>;

/** What replicas have to agree with. */
export interface ReplicatedTable {
  readonly globalTable: GlobalTable | undefined;
  readonly stream: StreamView | undefined;
  readonly globalIndexes: readonly string[];
}

/** Whether the settings ask for replicas in other Regions. */
export function hasReplicas(settings: unknown): boolean {
  return isRecord(settings) && isRecord(settings.replicas) && Object.keys(settings.replicas).length > 0;
}

/** Reports what replicas and the settings of their table do not have together. */
export function checkReplicas(problems: Problems, path: string, settings: Unread, table: ReplicatedTable): void {
  const regions = isRecord(settings.replicas) ? Object.keys(settings.replicas) : [];
  for (const region of regions) {
    if (!regionForm.test(region)) problems.add(`${path}.replicas.${region}`, `'${region}' ${notRegion}`);
  }
  checkRegionCount(problems, path, settings.witness, regions, table.globalTable);
  checkKeys(problems, path, settings, regions);
  if (regions.length === 0) return;
  checkWriteScaling(problems, path, settings, table.globalIndexes);
  if (table.globalTable !== "strong" && table.stream !== undefined && table.stream !== "NEW_AND_OLD_IMAGES") {
    problems.add(
      `${path}.replicas`,
      `DynamoDB replicates by a stream of "NEW_AND_OLD_IMAGES", and the table's is of "${table.stream}": write that, or leave stream out`,
    );
  }
}

/** A table that agrees strongly is in three Regions, and no other has a witness. */
function checkRegionCount(
  problems: Problems,
  path: string,
  witness: unknown,
  regions: readonly string[],
  globalTable: GlobalTable | undefined,
): void {
  const isStrong = globalTable === "strong";
  if (witness !== undefined) {
    if (typeof witness !== "string" || !regionForm.test(witness)) problems.add(`${path}.witness`, notRegion);
    else if (regions.includes(witness)) {
      problems.add(`${path}.witness`, `'${witness}' has a replica; a witness is in a Region of its own`);
    }
    if (!isStrong) problems.add(`${path}.witness`, `only a table with globalTable: "strong" has a witness`);
  }
  if (!isStrong || (regions.length === 0 && witness === undefined)) return;
  const others = witness === undefined ? 2 : 1;
  if (regions.length !== others) {
    problems.add(
      `${path}.replicas`,
      `a strongly consistent global table is in exactly three Regions: its own and two replicas, or its own, one replica and a witness; here ${regions.length === 1 ? "is 1 replica" : `are ${regions.length} replicas`}${witness === undefined ? "" : " and a witness"}`,
    );
  }
}

/** With a key of one's own each Region has its own key, and without one none has. */
function checkKeys(problems: Problems, path: string, settings: Unread, regions: readonly string[]): void {
  const ownKey = isRecord(settings.encryption);
  for (const region of regions) {
    const replica = isRecord(settings.replicas) ? settings.replicas[region] : undefined;
    if (!isRecord(replica)) continue;
    const at = `${path}.replicas.${region}.encryptionKey`;
    const inRegion = regionOfKey(replica.encryptionKey);
    if (ownKey && replica.encryptionKey === undefined) {
      problems.add(
        at,
        `is missing; the table is encrypted by a key of yours, and a replica needs one in its own Region`,
      );
    }
    if (!ownKey && replica.encryptionKey !== undefined) {
      problems.add(at, `the table has no key of its own: write encryption: { key: ... }, or leave this out`);
    }
    if (inRegion !== undefined && inRegion !== region)
      problems.add(at, `is a key in '${inRegion}', not in '${region}'`);
  }
}

/** DynamoDB takes provisioned replicas only where the capacity for writes follows the use. */
function checkWriteScaling(problems: Problems, path: string, settings: Unread, globalIndexes: readonly string[]): void {
  const { billing, indexes } = settings;
  if (!isRecord(billing) || billing.mode !== "provisioned") return;
  const why = "the writes of a provisioned table with replicas follow the use: { min, max }";
  if (typeof billing.write === "number") problems.add(`${path}.billing.write`, why);
  for (const name of globalIndexes) {
    const own = isRecord(indexes) ? indexes[name] : undefined;
    if (isRecord(own) && typeof own.write === "number") problems.add(`${path}.indexes.${name}.write`, why);
  }
}
