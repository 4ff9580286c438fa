import { type KeywrightError, ReadError, ValidationError, type WireItem } from "@keywright/schema";
import type { AnyEntity } from "../definition/entity.ts";
import { ConditionFailedError } from "../error/condition-failed-error.ts";
import { UniqueConstraintError } from "../error/unique-constraint-error.ts";
import type { Runtime, Subject } from "../execute/runtime.ts";
import { executeWrite } from "../execute/write.ts";
import { isCurrent, planUpgrade } from "../plan/claims/upgrade-item.ts";
import { rawKey } from "../plan/read/decode.ts";
import { isExpired, isOwn } from "../plan/read/identity.ts";
import { refuse } from "../plan/refuse.ts";
import type { Database } from "./database.ts";
import { scanTable } from "./scan-table.ts";

/** An item that is still of an earlier shape. */
export interface FailedUpgrade {
  /** The key of the item in the table. */
  readonly key: Readonly<Record<string, unknown>>;
  /**
   * `changed`: others wrote it time and again meanwhile; run this again. `unreadable`: a step threw, or gave what does not fit
   * the schema. `invalid`: the checks of the schema refuse it, or an attribute cannot be part of an index key. `taken`: another
   * item has what it would have for unique attributes.
   */
  readonly outcome: "changed" | "unreadable" | "invalid" | "taken";
  readonly error: KeywrightError;
}

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
      const failure = await upgrade(runtime, subject, entity, item, signal);
      if (failure) failed.push(failure);
      else upgraded++;
    }
    onProgress?.({ checked, skipped, upgraded, failed: [...failed] });
  }
  return { checked, skipped, upgraded, failed };
}

async function upgrade(
  runtime: Runtime,
  subject: Subject,
  { model }: AnyEntity,
  item: WireItem,
  signal: AbortSignal | undefined,
): Promise<FailedUpgrade | undefined> {
  const failed = (outcome: FailedUpgrade["outcome"], error: KeywrightError): FailedUpgrade => {
    return { key: rawKey(model, item), outcome, error };
  };
  try {
    await executeWrite(runtime, subject, planUpgrade(model, item, runtime.context()), signal);
    return undefined;
  } catch (error) {
    if (ConditionFailedError.isInstance(error)) return failed("changed", error);
    if (UniqueConstraintError.isInstance(error)) return failed("taken", error);
    if (ReadError.isInstance(error)) return failed("unreadable", error);
    if (ValidationError.isInstance(error)) return failed("invalid", error);
    throw error;
  }
}
