import type { AnyEntity } from "../definition/entity.ts";
import { isCurrent, upgradeOf } from "../plan/claims/upgrade-item.ts";
import { isExpired, isOwn } from "../plan/read/identity.ts";
import { refuse } from "../plan/refuse.ts";
import type { Database } from "./database.ts";
import { type FailedRewrite, rewriteStored } from "./rewrite-stored.ts";
import { scanTable } from "./scan-table.ts";

/** An item that is still of an earlier shape. */
export type FailedUpgrade = FailedRewrite;

/** How far an upgrade has come. */
export interface UpgradeReport {
  /** Items of the entity that were looked at. */
  readonly checked: number;
  /** Items that were read and are not of the entity, or have expired. */
  readonly skipped: number;
  /** Items that are in the shape of today now and were not before. */
  readonly upgraded: number;
  readonly failed: readonly FailedUpgrade[];
}

export interface UpgradeItemsOptions {
  /** Called after each page. */
  readonly onProgress?: (report: UpgradeReport) => void;
  readonly signal?: AbortSignal;
}

/**
 * Writes all stored items of an entity in the shape of today, index keys included. Safe beside other writers: each item is
 * written on condition that it is what was read. May be broken off and run again: what is done is passed over. The version of
 * a versioned item counts up; timestamps stay.
 *
 * DynamoDB: `Scan` of the whole table, consistently; an `UpdateItem` for each item of an earlier shape.
 *
 * @throws ValidationError for an entity without `upgrade` steps
 * @example
 * const { upgraded, failed } = await upgradeItems(db, Task);
 */
export async function upgradeItems(
  db: Database,
  entity: AnyEntity,
  { onProgress, signal }: UpgradeItemsOptions = {},
): Promise<UpgradeReport> {
  const { model } = entity;
  if (model.upgrade === undefined) {
    throw refuse(model, ["upgrade"], "missing_upgrade", "is not in the definition, so there are no earlier shapes");
  }
  const runtime = db["~runtime"];
  const subject = { entity: entity.name, verb: "upgradeItems" };
  const rewrite = upgradeOf(model);
  const failed: FailedUpgrade[] = [];
  let [checked, skipped, upgraded] = [0, 0, 0];
  for await (const items of scanTable(runtime, subject, entity, signal)) {
    for (const item of items) {
      if (!isOwn(model, item) || isExpired(model, item, runtime.context().now)) {
        skipped++;
        continue;
      }
      checked++;
      if (isCurrent(model, item)) continue;
      const result = await rewriteStored(runtime, subject, rewrite, item, { dryRun: false, signal });
      if (result.outcome === "failed") failed.push(result.failure);
      else upgraded++;
    }
    onProgress?.({ checked, skipped, upgraded, failed: [...failed] });
  }
  return { checked, skipped, upgraded, failed };
}
